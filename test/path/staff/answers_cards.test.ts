import { beforeAll, beforeEach, expect, it } from 'vitest';
import { join, type Member, read } from '../../support/at-desk.ts';
import { phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { type Customer, comes, customerNamed, fileOf } from '../../support/relayed.ts';
import { call, createOrder, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let crew: TestWorkers;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  crew = await workers.start();
  mia = await join(database, crew, shop, 'manager', 'en', 'Mia');
});

/** The channel's id of the newest card in this chat that is titled so, else of the newest message that reads so. */
const messageWith = ({ chat }: { chat: string }, words: string): string => {
  const theirs = crew.channel.sent.filter((one) => one.chat === chat);
  const titled = theirs.findLast(({ message }) => message.card?.title.includes(words));
  return (titled ?? theirs.findLast(({ message }) => read([message]).includes(words)))?.id ?? '';
};
const answers = async (who: Pick<Member, 'chat' | 'send' | 'hears'>, to: string, text: string): Promise<string> => {
  await who.send({ type: 'text', text, inReplyTo: messageWith(who, to) });
  await quiet(database);
  return read(who.hears());
};

async function ordered(name: string): Promise<Customer & { code: string; orderId: string }> {
  const ada = await customerNamed(database, crew, shop, name);
  const { id, order_code: code } = await createOrder(database.sql, shop, { customer_id: ada.id });
  await call(database.sql, 'advance_order_status_safe', { actor_id: shop.managerId, order_id: id, new_status: 'awaiting_payment' });
  await quiet(database);
  return { ...ada, code, orderId: id };
}

it('makes a command that answers a card one about its order', async () => {
  const [first, second] = [await ordered('Ada'), await ordered('Bob')];
  await mia.asks(`/order ${first.code}`);
  await mia.asks(`/order ${second.code}`);
  expect(await answers(mia, `Order ${first.code}`, '/cancel out of stock')).toContain(`Order ${first.code} of Ada`);
  expect(await mia.taps('Yes, do it')).toContain(`Order ${first.code}: Cancelled`);
  const rows =
    await database.sql`select order_code, status from public.orders where desk_id = ${shop.deskId} and order_code in (${first.code}, ${second.code}) order by created_at`;
  expect(rows.map(({ status }) => status)).toEqual(['cancelled', 'awaiting_payment']);
  expect(await answers(mia, `Order ${second.code}`, '/talk')).toContain('You are talking with Bob now.');
});

it('keeps words that answer a card as a note of that order, and a file as a document of it', async () => {
  const [first, second] = [await ordered('Ada'), await ordered('Bob')];
  await mia.asks(`/order ${first.code}`);
  await mia.asks(`/order ${second.code}`);
  await answers(mia, `Order ${first.code}`, 'call before delivery');
  const noted = await database.sql`select id from public.orders where notes like '%call before delivery%'`;
  expect(noted).toEqual([{ id: first.orderId }]);
  const file = await fileOf(database, shop, mia);
  await mia.send({ ...file, caption: 'photo', inReplyTo: messageWith(mia, `Order ${first.code}`) });
  await quiet(database);
  expect(await database.sql`select order_id from public.documents where order_id in (${first.orderId}, ${second.orderId})`).toEqual([
    { order_id: first.orderId },
  ]);
});

it('takes the answer to a customer’s words to that customer, whoever is talked with', async () => {
  const [ada, bob] = [await customerNamed(database, crew, shop, 'Ada'), await customerNamed(database, crew, shop, 'Bob')];
  await mia.asks(`/talk ${ada.chatId}`);
  await ada.says('From Ada');
  await mia.asks(`/talk ${bob.chatId}`);
  await comes(database, mia);
  await quiet(database, bob.chat);
  bob.hears();
  expect(await answers(mia, 'Ada: From Ada', 'take it')).toContain('Sent to Ada.');
  expect(read(ada.all())).toContain('Mia: take it');
  expect(bob.hears()).toEqual([]);
  await mia.send({ ...(await fileOf(database, shop, mia)), inReplyTo: messageWith(mia, 'Ada: From Ada') });
  await quiet(database);
  expect(ada.all().at(-1)?.media).toMatchObject({ kind: 'image' });
});

it('passes a customer’s words on as a question about the order they answer', async () => {
  const ada = await ordered('Ada');
  await ada.says(ada.code);
  const answer = await answers(ada, ada.code, 'Can it come on Friday, please');
  expect(answer).not.toBe('');
  const tasks =
    await database.sql`select kind, description from public.tasks where order_id = ${ada.orderId} and kind = 'task-order-question'`;
  expect(tasks).toMatchObject([{ description: expect.stringContaining('Can it come on Friday, please') }]);
  // A command stays one.
  expect(await answers(ada, ada.code, '/help')).toContain(read([]));
  expect(await database.sql`select from public.tasks where order_id = ${ada.orderId} and description like '%/help%'`).toHaveLength(0);
});

it('asks of a file that answers a card whether it proves that payment', async () => {
  const ada = await customerNamed(database, crew, shop, 'Ada');
  const codes: string[] = [];
  for (const _ of [1, 2]) {
    const { id, order_code } = await createOrder(database.sql, shop, { customer_id: ada.id });
    await call(database.sql, 'advance_order_status_safe', { actor_id: shop.managerId, order_id: id, new_status: 'awaiting_payment' });
    codes.push(order_code);
  }
  await quiet(database);
  const [code = ''] = codes;
  await ada.says(code);
  await ada.send({ ...(await fileOf(database, shop, ada)), inReplyTo: messageWith(ada, code) });
  await quiet(database);
  const asked = read(ada.hears());
  expect(asked).toContain(code);
  expect(asked).not.toContain(phrases('en', 'pay-file-which'));
});

it('is about nothing that is not the writer’s: another’s card, a message of another chat, a made-up id', async () => {
  const ada = await ordered('Ada');
  const eve = await customerNamed(database, crew, shop, 'Eve');
  await ada.says(ada.code);
  const id = messageWith(ada, ada.code);
  for (const inReplyTo of [id, 'desk:1', 'nonsense']) {
    await eve.send({ type: 'text', text: 'Can I have that one', inReplyTo });
    await quiet(database);
  }
  expect(await database.sql`select from public.tasks where order_id = ${ada.orderId} and kind = 'task-order-question'`).toHaveLength(0);
  const al = await join(database, crew, shop, 'agent', 'en', 'Al');
  await al.asks(`/order ${ada.code}`);
  const own = messageWith(al, ada.code);
  await call(database.sql, 'assign_order_safe', { actor_id: shop.ownerId, order_id: ada.orderId, staff_id: mia.id });
  await quiet(database);
  await al.send({ type: 'text', text: '/cancel out of stock', inReplyTo: own });
  await quiet(database);
  const [row] = await database.sql`select status from public.orders where id = ${ada.orderId}`;
  expect(row?.status).toBe('awaiting_payment');
});

it('lets a command that names an order itself be about that one', async () => {
  const [first, second] = [await ordered('Ada'), await ordered('Bob')];
  await mia.asks(`/order ${first.code}`);
  expect(await answers(mia, `Order ${first.code}`, `/cancel ${second.code}`)).toContain('Why?');
  expect(await mia.asks('out of stock')).toContain(`Order ${second.code} of Bob`);
  await mia.asks('no');
  expect(await answers(mia, `Order ${first.code}`, `/pay ${second.code} 5 cash`)).toContain('Recorded: €5.00.');
  expect(await answers(mia, `Order ${first.code}`, '/pay 7 cash')).toContain('Recorded: €7.00.');
  const paid = await database.sql`
    select order_id, amount::int from public.payments where order_id in (${first.orderId}, ${second.orderId}) order by amount`;
  expect(paid.map((row) => ({ ...row }))).toEqual([
    { order_id: second.orderId, amount: 5 },
    { order_id: first.orderId, amount: 7 },
  ]);
  await answers(mia, `Order ${first.code}`, '/note 3 boxes are broken');
  await answers(mia, `Order ${first.code}`, `/note ${second.code} wants it wrapped`);
  await answers(mia, `Order ${first.code}`, `${second.code} is theirs too`);
  const noted = await database.sql`select notes from public.orders where id in (${first.orderId}, ${second.orderId}) order by created_at`;
  expect(noted[0]?.notes).toMatch(/3 boxes are broken.*is theirs too/s);
  expect(noted[1]?.notes).toContain('wants it wrapped');
});

it('shows a list of orders that was asked for in answer to a card', async () => {
  const { code } = await ordered('Ada');
  await mia.asks(`/order ${code}`);
  expect(await answers(mia, `Order ${code}`, '/orders mine')).toContain('There are no such orders now.');
});
