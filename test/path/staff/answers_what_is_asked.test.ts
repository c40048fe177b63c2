import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { type AtDesk, atDesk, join, type Member, read } from '../../support/at-desk.ts';
import { actionOf, phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { customerNamed, fileOf } from '../../support/relayed.ts';
import { captureLead, deliveredOrder, eventsOf, openShop, order, paidOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let crew: TestWorkers;
let desk: AtDesk;
let mia: Member;

const WRITTEN = { en: 'cancel', ru: 'отменить', tr: 'iptal' } as const;
const NO = { en: 'no', ru: 'нет', tr: 'hayır' } as const;
const STALE = 'This button is from before and does nothing now.';

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  crew = await workers.start();
  desk = await atDesk(database, crew, shop);
  mia = await join(database, crew, shop, 'manager', 'en', 'Mia');
});

const aLead = async (comment: string): Promise<string> => (await captureLead(database.sql, shop, { comment })).lead.id;
const statusOf = async (id: string) => (await database.sql`select status::text from public.orders where id = ${id}`)[0]?.status;
const ledger = async (id: string) =>
  await database.sql`select amount::float, external_reference as reference from public.payments where order_id = ${id} and status = 'completed'`;
/** Presses a button that was shown before, whatever stands under the last message. */
const again = async (member: Member, action: string): Promise<string> => {
  await member.send({ type: 'press', action });
  await quiet(database, member.chat);
  return read(member.hears());
};
const shown = (member: Member, label: string | RegExp) => actionOf(member.all(), label);

describe('a choice', () => {
  it('corrects what was chosen, and never fills what is asked then', async () => {
    const [first, second] = [await order(database.sql, shop), await order(database.sql, shop)];
    await mia.asks('/cancel');
    await mia.taps(new RegExp(`^${first.order_code} `));
    await again(mia, shown(mia, new RegExp(`^${second.order_code} `)));
    expect(await mia.asks('out of stock')).toContain(`Order ${second.order_code} of`);
    await mia.taps('Yes, do it');
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['awaiting_payment', 'cancelled']);
  });

  it('of an order is no sum, and no words to a customer', async () => {
    const [first, second] = [await paidOrder(database.sql, shop), await paidOrder(database.sql, shop)];
    await mia.asks('/payback');
    await mia.taps(new RegExp(`^${first.order_code} `));
    expect(await again(mia, shown(mia, new RegExp(`^${second.order_code} `)))).toContain(
      `How much came back for order ${second.order_code}?`,
    );
    await mia.asks('/note');
    await mia.taps(new RegExp(`^${first.order_code} `));
    await again(mia, shown(mia, new RegExp(`^${second.order_code} `)));
    await mia.asks('wants it wrapped');
    const [{ notes: one }, { notes: other }] = (await database.sql`
      select notes from public.orders where id in (${first.id}, ${second.id}) order by created_at`) as unknown as [
      { notes: string | null },
      { notes: string | null },
    ];
    expect(one).toBeNull();
    expect(other).toContain('wants it wrapped');
  });

  it('of a customer is no word to another', async () => {
    const [ada, bob] = [await customerNamed(database, crew, shop, 'Ada'), await customerNamed(database, crew, shop, 'Bob')];
    for (const one of [ada, bob]) await one.says('/person');
    await quiet(database);
    await mia.asks('/say');
    const toBob = shown(mia, /^Bob/);
    await mia.taps(/^Ada/);
    expect(await again(mia, toBob)).toContain('What shall I tell them?');
    await mia.asks('It is packed');
    await quiet(database);
    expect(JSON.stringify(ada.all())).not.toMatch(/It is packed|[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(JSON.stringify(bob.all())).toContain('It is packed');
  });

  it('answers only the command under whose question it stood', async () => {
    const [paid, unpaid] = [await paidOrder(database.sql, shop), await order(database.sql, shop)];
    const eve = await desk.the('admin');
    await eve.asks(`/pay ${unpaid.order_code}`);
    const rest = shown(eve, /^All of it/);
    await eve.asks(`/refund ${paid.order_code}`);
    expect(await again(eve, rest)).toContain(STALE);
    expect(await eve.asks('5')).toContain('Why is it given back?');
  });

  it('carries no free words, whoever made it', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/cancel ${code}`);
    expect(await again(mia, 's1:pick:cancel.reason:gone')).toContain(STALE);
    expect(await statusOf(id)).toBe('awaiting_payment');
  });

  it('stays short enough for a button whatever it names', async () => {
    const id = await aLead('A bike');
    expect(await mia.asks('/take')).toContain('[A bike');
    expect(shown(mia, /^A bike/)).toContain(id);
    await mia.taps(/^A bike/);
    expect((await database.sql`select assigned_to from public.leads where id = ${id}`)[0]).toEqual({ assigned_to: mia.id });
  });
});

describe('an answer', () => {
  it('is read as what was asked, not as what could stand before it', async () => {
    const one = await paidOrder(database.sql, shop);
    const eve = await desk.the('admin');
    await mia.asks(`/ship ${one.order_code} rusbid RB${one.order_code}1`);
    const [parcel] = await database.sql`select id, tracking_number from public.shipments where order_id = ${one.id}`;
    await again(eve, `s1:parcel:${parcel?.id}:back`);
    await eve.asks('2 boxes damaged');
    const [now] = await database.sql`select status::text, tracking_number from public.shipments where order_id = ${one.id}`;
    expect(now).toEqual({ status: 'returned', tracking_number: parcel?.tracking_number });
  });

  it('about the way of paying is no reference', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    expect(await mia.asks(`/pay ${code} 100`)).toContain('How was it paid?');
    expect(await mia.asks('banana')).toContain('“banana” is no way of paying here.');
    await mia.taps('Cash');
    expect(await ledger(id)).toEqual([{ amount: 100, reference: null }]);
  });
});

describe('a confirmation', () => {
  it('is left by a no, in every language', async () => {
    for (const language of languages) {
      const { id, order_code: code } = await paidOrder(database.sql, shop);
      const member = await desk.the('manager', language);
      await member.asks(`/pay ${code} 30 cash`);
      expect(await member.asks(NO[language])).toContain(phrases(language, 'staff-dropped', {}));
      await member.asks('ok');
      expect(await ledger(id)).toHaveLength(1);
    }
  });

  it('is asked again for what is neither yes nor no, and left by its button', async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/pay ${code} 30 cash`);
    const said = await mia.asks('perhaps RF18');
    for (const part of ['That takes a yes or a no.', '[Yes, do it]', '[No, leave it]']) expect(said).toContain(part);
    expect(await mia.taps('No, leave it')).toContain('Left as it was.');
    expect(await ledger(id)).toHaveLength(1);
    await mia.asks(`/pay ${code} 30 cash`);
    await mia.asks('perhaps');
    await mia.taps('Yes, do it');
    expect(await ledger(id)).toContainEqual({ amount: 30, reference: null });
  });

  it('gives way to the name of a command', async () => {
    const { order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/pay ${code} 30 cash`);
    expect(await mia.asks('orders')).toContain('newest first');
    expect(await mia.asks('yes')).not.toContain('Recorded');
  });

  it('stands before what nothing leads back from, and offers no way back', async () => {
    for (const language of languages) {
      const { id, order_code: code } = await order(database.sql, shop);
      const member = await desk.the('manager', language);
      expect(await member.asks(`/${WRITTEN[language]} ${code} out of stock`)).toContain(`[${phrases(language, 'do-it-surely', {})}]`);
      expect(await statusOf(id)).toBe('awaiting_payment');
      const done = await member.taps(phrases(language, 'do-it-surely', {}));
      expect(done).not.toContain(`[${phrases(language, 'do-undo', {})}]`);
      expect(await eventsOf(database.sql, id)).toContainEqual(expect.objectContaining({ new_status: 'cancelled', reason: 'out of stock' }));
    }
    // An order that is closed has had everything: nothing is lost by it.
    const { id, order_code: code } = await deliveredOrder(database.sql, shop);
    await (await desk.the('admin')).asks(`/status ${code} closed`);
    expect(await statusOf(id)).toBe('closed');
  });
});

describe('a question for words', () => {
  it('is left by a refusal, by its button, and by the name of a command', async () => {
    for (const language of languages) {
      const { id, order_code: code } = await order(database.sql, shop);
      const member = await desk.the('manager', language);
      for (const words of ['no', 'нет', 'hayır', 'never mind', 'vazgeçtim', 'передумал']) {
        await member.asks(`/${WRITTEN[language]} ${code}`);
        expect(await member.asks(words), words).toContain(phrases(language, 'staff-dropped', {}));
      }
      await member.asks(`/${WRITTEN[language]} ${code}`);
      expect(await member.taps(phrases(language, 'do-leave', {}))).toContain(phrases(language, 'staff-dropped', {}));
      await member.asks(`/${WRITTEN[language]} ${code}`);
      expect(await member.asks('👍')).toContain(phrases(language, 'odd-reason', { words: '👍' }));
      expect(await member.asks('orders')).toContain(`[${code} `);
      await member.asks(`/${WRITTEN[language]} ${code}`);
      expect(await member.asks('undo')).toContain(phrases(language, 'undo-nothing', {}));
      expect(await statusOf(id)).toBe('awaiting_payment');
    }
  });

  it('takes a plain no for none, wherever it is said', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    expect(await mia.asks(`/cancel ${code} no`)).toContain('I need the reason in words.');
    await mia.asks(`/pay ${code} 30 cash no`);
    expect(await ledger(id)).toEqual([{ amount: 30, reference: null }]);
  });

  it('keeps a command’s name among other words', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/note ${code}`);
    await mia.asks('cancel the wrapping');
    expect((await database.sql`select notes from public.orders where id = ${id}`)[0]?.notes).toContain('cancel the wrapping');
  });
});

it('leaves a question of which the button was shown, and no other', async () => {
  const { order_code: code } = await order(database.sql, shop);
  await mia.asks(`/cancel ${code}`);
  const leave = shown(mia, 'Leave it');
  await mia.asks(`/note ${code}`);
  expect(await again(mia, leave)).toContain(STALE);
  expect(await mia.asks('wants it blue')).toContain('[Undo]');
});

it('hears the name of a command where it fits no answer, and the stroke always', async () => {
  await mia.asks('/order');
  expect(await mia.asks('leads')).not.toContain('is no order code');
  await mia.asks('/order');
  expect(await mia.asks('nonsense')).toContain('“nonsense” is no order code.');
  expect(await mia.asks('/cancel')).not.toContain('Left as it was.');
});

it('offers what there is again after a wrong word', async () => {
  const { order_code: code } = await paidOrder(database.sql, shop);
  const lead = await aLead('A boat');
  for (const [said, odd, offered] of [
    [`/reject ${lead} too expensive`, '“too expensive” is none of the reasons.', '[Spam]'],
    [`/refund ${code} 5 x`, '“x” is no reason for a refund.', '[Goods came back]'],
    ['/export everything', 'There is no table “everything”', '[Orders]'],
    ['/language klingon', 'I do not speak “klingon”', '[English]'],
    ['/take the first one', 'I do not know which lead or order “the first one” is.', '[A boat'],
    [`/status ${code} perfect`, '“perfect” is no status of an order.', '[Being prepared]'],
    [`/status ${code}`, 'Which status?', '[Being prepared]'],
  ] as const) {
    const answer = await mia.asks(said);
    expect(answer, said).toContain(odd);
    expect(answer, said).toContain(offered);
    expect(answer, said).toContain('[Leave it]');
  }
});

it('takes back precisely what the button stood under', async () => {
  const [first, second] = [await order(database.sql, shop), await order(database.sql, shop)];
  await mia.asks(`/note ${first.order_code} first`);
  const undo = shown(mia, 'Undo');
  await mia.asks(`/assign ${second.order_code} me`);
  expect(await again(mia, undo)).toContain(STALE);
  expect((await database.sql`select assigned_to from public.orders where id = ${second.id}`)[0]).toEqual({ assigned_to: mia.id });
  expect(await mia.asks('/undo')).toContain('It is with whom it was before.');
});

it('takes a day off back only when it was given', async () => {
  await mia.asks('/dayoff 31.12.');
  await mia.asks('/dayoff 31.12.');
  expect(await mia.asks('/undo')).toContain('There is nothing of yours to take back.');
  expect(await mia.asks('/hours')).toContain('31');
});

it('offers no order that is not there', async () => {
  const id = await aLead('A tent');
  expect(await mia.asks('/pay 99999 10 cash')).not.toContain('[Show the order]');
  expect(await mia.asks(`/quote ${id} 450`)).not.toContain('[Show the order]');
});

it('opens an order by its code after a stroke, and helps where nothing is found', async () => {
  const { order_code: code } = await order(database.sql, shop);
  expect(await mia.asks(`/${code}`)).toContain(`Order ${code}`);
  expect(await mia.asks('/nonsense')).toContain('There is no command /nonsense.');
  expect(await mia.asks('thanks a lot for it')).toContain('[Help]');
  expect(await mia.asks('good morning')).toContain('Hello Mia.');
  expect(await mia.asks('what can you do')).toContain('/desk: ');
});

it('brings a caption that only begins like a command to the customer who is talked with', async () => {
  const ada = await customerNamed(database, crew, shop, 'Ada');
  await mia.asks(`/talk ${ada.chatId}`);
  for (const caption of ['Документ об оплате', 'Say hello to your new bike!']) {
    await mia.send({ ...(await fileOf(database, shop, mia)), caption });
    await quiet(database);
    expect(JSON.stringify(ada.all())).toContain(caption);
  }
});
