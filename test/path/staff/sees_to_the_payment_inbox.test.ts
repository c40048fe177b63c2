import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { aBuyer, type Buyer } from '../../support/buyer.ts';
import { doorOf, phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { digestOf, sendFile } from '../../support/sent-files.ts';
import { call, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const using = useWorkers(database);
let workers: TestWorkers;
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;
let ada: Buyer;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  await database.sql`update public.payment_methods set offered = true where code = 'bank_transfer'`;
});

beforeEach(async () => {
  workers = await using.start();
  desk = await atDesk(database, workers, shop);
  mia = await desk.the('manager');
  ada = await aBuyer(database, workers, shop);
});

/** The customer says that they have paid, and sends a picture of it. */
async function reported(buyer: Buyer, digest?: string) {
  const { id, order_code: code } = await buyer.buys();
  const { path } = await sendFile(database.sql, shop, buyer.chat, { ...doorOf(shop.slug), ...(digest !== undefined && { digest }) });
  await quiet(database);
  const own = { actor_id: shop.systemId, acting_customer_id: buyer.id };
  const { task_id: task } = await call(database.sql, 'report_payment_safe', {
    ...own,
    order_id: id,
    method: 'bank_transfer',
    documents: [path],
  });
  await quiet(database);
  return { id: id as string, code: code as string, task: task as string, path };
}

const money = async (where: Shop, given: Record<string, unknown> = {}): Promise<string> =>
  (await call(database.sql, 'record_transfer_safe', { actor_id: where.systemId, amount: 100, currency: 'EUR', ...given })).transfer.id;
const paidFor = async (orderId: string) =>
  (await database.sql`select external_reference as reference from public.payments where order_id = ${orderId} and status = 'completed'`)
    .length;
const statusOf = async (id: string) =>
  (
    await database.sql`select status::text from public.incoming_transfers where id = ${id}
      union all select status::text from public.tasks where id = ${id}`
  )[0]?.status;

provesCommand('inbox', {
  happy: async () => {
    const { code } = await reported(ada);
    await money(shop, { payer: 'Somebody Else' });
    const said = await mia.asks('/inbox');
    expect(said).toContain(`[${code} · Ada · €100.00]`);
    expect(said).toContain('[€100.00 · Somebody Else · no order]');
    expect(await mia.taps(new RegExp(`^${code}`))).toContain(`Reported: paid for order ${code}`);
  },
  missing: { none: 'it takes nothing' },
  wrong: { none: 'it takes nothing' },
  role: async () => {
    await money(shop, { payer: 'For managers alone' });
    const seen = await (await desk.the('agent')).asks('/inbox');
    expect(seen).not.toContain('For managers alone');
    expect(seen).not.toContain('[Money without an order]');
    expect(await mia.asks('/inbox')).toContain('[Money without an order]');
  },
  state: async () => {
    const { task, code } = await reported(ada);
    await mia.asks(`/record ${task}`);
    expect(await mia.asks('/inbox')).not.toContain(`${code} ·`);
  },
  elsewhere: async () => {
    await money(other, { payer: 'Of the other desk' });
    expect(await mia.asks('/inbox')).not.toContain('Of the other desk');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('proof', {
  happy: async () => {
    const { task, code, path } = await reported(ada);
    expect(await mia.asks(`/proof ${task}`)).toContain('Still due: €100.00');
    expect(JSON.stringify(mia.all())).toContain(path);
    expect(await mia.taps('Record it')).toContain(`Order ${code}`);
  },
  missing: async () => {
    await money(shop, { payer: 'Newest Payer', received_at: '2099-01-01T00:00:00Z' });
    await mia.asks('/proof');
    expect(await mia.taps(/Newest Payer/)).toContain('Money without an order');
  },
  wrong: async () => expect(await mia.asks('/proof nonsense')).toContain('I do not know which entry “nonsense” is.'),
  role: async () => {
    const id = await money(shop);
    expect(await (await desk.the('agent')).asks(`/proof ${id}`)).toContain('There is no such thing at this desk');
  },
  state: async () => {
    const id = await money(shop);
    await mia.asks(`/dismiss ${id} a gift`);
    expect(await mia.asks(`/proof ${id}`)).toContain('Somebody has seen to this already.');
  },
  elsewhere: async () => expect(await mia.asks(`/proof ${await money(other)}`)).toContain('There is no such thing at this desk'),
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('record', {
  happy: async () => {
    const { id, task } = await reported(ada);
    expect(await mia.asks(`/record ${task}`)).toContain('Recorded: €100.00.');
    expect(await paidFor(id)).toBe(1);
    expect(await statusOf(task)).toBe('done');
    expect(await mia.asks('/undo')).toContain('stays in the books');
  },
  missing: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const transfer = await money(shop);
    expect(await mia.asks(`/record ${transfer}`)).toContain('Which order? Type its code.');
    expect(await mia.asks(code)).toContain('Recorded: €100.00.');
    expect(await paidFor(id)).toBe(1);
    expect(await statusOf(transfer)).toBe('matched');
  },
  wrong: async () => expect(await mia.asks('/record nonsense')).toContain('I do not know which entry “nonsense” is.'),
  role: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const agent = await desk.the('agent');
    expect(await agent.asks(`/record ${await money(shop)} ${code}`)).toContain('There is no such thing at this desk');
    expect(await paidFor(id)).toBe(0);
  },
  state: async () => {
    const { id, task } = await reported(ada);
    await (await desk.the('admin')).asks(`/record ${task}`);
    expect(await mia.asks(`/record ${task}`)).toContain('Somebody has seen to this already.');
    expect(await paidFor(id)).toBe(1);
  },
  elsewhere: async () => {
    const { id, order_code: code } = await order(database.sql, other);
    expect(await mia.asks(`/record ${await money(other)} ${code}`)).toContain('There is no such thing at this desk');
    expect(await mia.asks(`/record ${await money(shop)} ${code}9`)).toContain('There is no such thing at this desk');
    expect(await paidFor(id)).toBe(0);
  },
  stale: async () => {
    const { id, task } = await reported(ada);
    await mia.asks(`/proof ${task}`);
    await (await desk.the('admin')).asks(`/record ${task}`);
    expect(await mia.taps('Record it')).toContain('Somebody has seen to this already.');
    expect(await paidFor(id)).toBe(1);
  },
  twice: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const transfer = await money(shop);
    await mia.send({ type: 'press', action: `s1:record:${transfer}:${code}` });
    await mia.send({ type: 'press', action: `s1:record:${transfer}:${code}` });
    await quiet(database, mia.chat);
    expect(await paidFor(id)).toBe(1);
  },
});

it('takes a reference that begins like the code of an order as the reference that was asked for', async () => {
  const { id } = await ada.buys();
  const own = { actor_id: shop.systemId, acting_customer_id: ada.id };
  const { task_id: task } = await call(database.sql, 'report_payment_safe', { ...own, order_id: id, method: 'bank_transfer' });
  expect(await mia.asks(`/record ${task}`)).toContain('Which number does the bank or the provider show?');
  await mia.asks('RF18 5390 0754');
  const paid =
    await database.sql`select external_reference as reference from public.payments where order_id = ${id} and status = 'completed'`;
  expect(paid.map(({ reference }): string => reference)).toEqual(['RF18 5390 0754']);
});

provesCommand('dismiss', {
  happy: async () => {
    const [transfer, { task, id }] = [await money(shop), await reported(ada)];
    expect(await mia.asks(`/dismiss ${transfer} a gift`)).toContain('It is off the list');
    expect(await mia.asks(`/dismiss ${task} a picture of a cat`)).toContain('It is off the list');
    expect([await statusOf(transfer), await statusOf(task), await paidFor(id)]).toEqual(['dismissed', 'cancelled', 0]);
  },
  missing: async () => {
    const transfer = await money(shop);
    expect(await mia.asks(`/dismiss ${transfer}`)).toContain('Why? A few words are enough.');
    await mia.asks('a gift');
    expect(await statusOf(transfer)).toBe('dismissed');
  },
  wrong: async () => expect(await mia.asks('/dismiss nonsense')).toContain('I do not know which entry “nonsense” is.'),
  role: async () => {
    const transfer = await money(shop);
    expect(await (await desk.the('agent')).asks(`/dismiss ${transfer} not ours`)).toContain('That takes a manager.');
    expect(await statusOf(transfer)).toBe('open');
  },
  state: async () => {
    const transfer = await money(shop);
    await mia.asks(`/dismiss ${transfer} a gift`);
    expect(await mia.asks(`/dismiss ${transfer} again`)).toContain('Somebody has seen to this already.');
  },
  elsewhere: async () => {
    const transfer = await money(other);
    expect(await mia.asks(`/dismiss ${transfer} not ours`)).toContain('There is no such thing at this desk');
    expect(await statusOf(transfer)).toBe('open');
  },
  stale: { none: 'as with /record: what is settled says so' },
  twice: { none: 'what is settled says so' },
});

provesCommand('incoming', {
  happy: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const said = await mia.asks(`/incoming 100 € Ada Lovelace, RF18 ${code}`);
    expect(said).toContain('Written down.');
    expect(await mia.taps(new RegExp(`^${code} · .* · the order's code`))).toContain('Recorded: €100.00.');
    expect(await paidFor(id)).toBe(1);
  },
  missing: async () => {
    await mia.asks('/incoming');
    expect(await mia.asks('12,50')).toContain('Who sent it?');
    expect(await mia.asks('Bob')).toContain('Written down.');
    const [row] =
      await database.sql`select payer, amount::float8 as amount, currency from public.incoming_transfers order by created_at desc limit 1`;
    expect(row).toEqual({ payer: 'Bob', amount: 12.5, currency: 'EUR' });
  },
  wrong: async () => expect(await mia.asks('/incoming much from Bob')).toContain('is no sum of money'),
  role: async () => expect(await (await desk.the('agent')).asks('/incoming 5 Bob')).toContain('That takes a manager.'),
  state: { none: 'money comes in whenever it likes' },
  elsewhere: { none: 'it is written down at one’s own desk' },
  stale: { none: 'it has no button with money on it' },
  twice: async () => {
    await mia.asks('/incoming 77 Bob, RF77');
    expect(await mia.asks('/incoming 77 Bob, RF77')).toContain('This money was written down before.');
    expect(await mia.asks('/incoming 78 Bob, RF77')).toContain('This reference is known with another amount');
    expect(await database.sql`select from public.incoming_transfers where desk_id = ${shop.deskId} and reference = 'RF77'`).toHaveLength(1);
  },
});

describe('the payment inbox', () => {
  it.each([
    ['from Bob Smith ref ABC1', 'Bob Smith', 'ABC1'],
    ['от Боба Смита номер ABC2', 'Боба Смита', 'ABC2'],
    ['gönderen Bob Smith, ref. ABC3', 'Bob Smith', 'ABC3'],
    ['Bob Reference', 'Bob Reference', null],
  ])('reads the payer and the reference of “%s”', async (words, payer, reference) => {
    expect(await mia.asks(`/incoming 100 ${words}`)).toContain('Written down.');
    const [row] = await database.sql`select payer, reference from public.incoming_transfers order by created_at desc limit 1`;
    expect(row).toEqual({ payer, reference });
  });

  it.each([
    ['en', 'Paid by: Bank transfer'],
    ['ru', 'Способ: Банковский перевод'],
    ['tr', 'Banka havalesi'],
  ] as const)('names the method in %s', async (language, expected) => {
    const names = { en: 'Bank transfer', ru: 'Банковский перевод', tr: 'Banka havalesi' };
    await database.sql`update public.payment_methods set names = ${database.sql.json(names)} where code = 'bank_transfer' and desk_id = ${shop.deskId}`;
    const { task } = await reported(ada);
    const said = await (await desk.the('manager', language)).asks(`/proof ${task}`);
    expect(said).toContain(expected);
    expect(said).not.toContain('bank_transfer');
  });

  it('warns of a proof that was used before', async () => {
    const digest = digestOf('used twice');
    const first = await reported(ada, digest);
    const second = await reported(await aBuyer(database, workers, shop, { name: 'Bob' }), digest);
    expect(await mia.asks('/inbox')).toContain(`⚠ ${second.code} · Bob`);
    expect(await mia.asks(`/proof ${second.task}`)).toContain(`The same file was sent for another order: ${first.code}.`);
    await mia.asks(`/record ${first.task}`);
    expect(await mia.asks(`/proof ${second.task}`)).toContain(`This is recorded already, for order ${first.code}.`);
    expect(await mia.asks(`/record ${second.task}`)).toContain('Nothing was recorded.');
    expect(await paidFor(second.id)).toBe(0);
  });

  it('opens from the notice about a report', async () => {
    await reported(ada);
    await quiet(database);
    expect(await mia.taps('Payment inbox')).toContain('Ada');
  });

  it.each(languages)('is one command and two taps in %s', async (language) => {
    const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
    const olga = await join(database, workers, shop, 'manager', language, `Olga ${language}`);
    const { id, code } = await reported(ada);
    await olga.asks(`/${say('command-inbox').split('|')[0]}`);
    await olga.taps(new RegExp(`^${code}`));
    expect(await olga.taps(say('do-record'))).toContain(code);
    expect(await paidFor(id)).toBe(1);
  });
});

it('records the sum that was looked at, and shows it anew when the customer has said another since', async () => {
  const { id, task } = await reported(ada);
  await mia.asks('/inbox');
  await mia.send({ type: 'press', action: `s1:proof:${task}` });
  await quiet(database);
  const own = { actor_id: shop.systemId, acting_customer_id: ada.id };
  await call(database.sql, 'report_payment_safe', { ...own, order_id: id, method: 'bank_transfer', amount: 99 });
  expect(await mia.taps('Record it')).toContain('The customer has reported another sum meanwhile.');
  expect(await paidFor(id)).toBe(0);
});
