import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import type { ChatEvent } from '../../src/channels/events.ts';
import type { Language } from '../../src/phrases/phrases.ts';
import { doorOf, type Person, person, phrases, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { letProposalsRunOut } from '../support/proposals.ts';
import { closeConversation, meet } from '../support/queues.ts';
import { call, openShop, quickOrder, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set quiet_from = null, quiet_until = null where desk_id = ${shop.deskId}`;
  code = (await database.sql`select code from public.listings where id = ${shop.listingId}`)[0]?.code;
});

const said = (messages: ReturnType<Person['all']>) => messages.flatMap(({ paragraphs }) => paragraphs).join('\n');
const press = (action: string): ChatEvent => ({ type: 'press', action });
const chatOf = async ({ chat }: Person): Promise<string> =>
  (await database.sql`select id from public.chats where external_id = ${chat}`)[0]?.id;
const ordersOf = async ({ chat }: Person) =>
  await database.sql`
    select o.delivery_address as address, o.comment, l.quantity::int as quantity, u.full_name as name, u.phone
    from public.orders as o join public.order_lines as l on l.order_id = o.id and l.removed_at is null
    join public.customers as u on u.id = o.customer_id join public.chats as c on c.customer_id = u.id
    where c.external_id = ${chat} order by o.created_at`;
const whole = async () => expect(await call(database.sql, 'check_books', {})).toEqual([]);

/** Sends everything at once, as somebody does who waits for no answer. */
async function atOnce(who: Person, ...events: ChatEvent[]) {
  for (const event of events) await who.send(event);
  await quiet(database, who.chat);
  return who.hears();
}
const texts = (...words: string[]) => words.map((text): ChatEvent => ({ type: 'text', text }));
const confirm = (who: Person, language: Language = 'en') =>
  who.presses(new RegExp(`^${phrases(language, 'button-confirm-by', { method: '' }).trim()}`));

describe('the impatient', () => {
  it('says everything in one sentence and taps three times', async () => {
    const ada = person(database, await workers.start(), shop.slug);
    await ada.says('2 road bikes to 12 Green Street, cash');
    const chosen = await ada.presses(/^Road bike/);
    expect(said(chosen)).toContain('I have taken 2 from what you wrote');
    await ada.says('12 Green Street');
    await ada.says('Ann Smith, +44 20 7946 0958');
    const [order] = await ordersOf(ada);
    expect(order).toBeUndefined();
    expect(said(ada.all())).toContain(phrases('en', 'consent-ask'));
  });

  it.each([
    ['en', ['2, 12 Green Street', 'Ann Smith, +44 20 7946 0958'], '12 Green Street', 'Ann Smith', '+442079460958'],
    ['ru', ['2 шт, ул. Ленина 5', 'Анна, +7 916 123-45-67'], 'ул. Ленина 5', 'Анна', '+79161234567'],
    ['tr', ['2 tane, Yeşil Sokak 12', 'adım Ayşe, +90 532 123 45 67'], 'Yeşil Sokak 12', 'Ayşe', '+905321234567'],
  ] as const)('orders in %s with several answers in a message', async (language, answers, address, name, phone) => {
    const ada = person(database, await workers.start(), shop.slug, language);
    await ada.opens(code);
    for (const answer of answers) await ada.says(answer);
    await ada.presses(phrases(language, 'button-agree'));
    await confirm(ada, language);
    expect(await ordersOf(ada)).toEqual([{ address, comment: null, quantity: 2, name, phone }]);
  });

  it('sends every answer before the first question is there, and each is taken for its own question', async () => {
    const ada = person(database, await workers.start(), shop.slug);
    await atOnce(ada, { type: 'start', payload: code }, ...texts('2', '12 Green Street', 'Ann Smith', 'rather not', 'yes'));
    await confirm(ada);
    expect(await ordersOf(ada)).toEqual([{ address: '12 Green Street', comment: null, quantity: 2, name: 'Ann Smith', phone: null }]);
    await whole();
  });
});

describe('the chatty', () => {
  it.each([
    ['en', ['hmm', 'do you ship to Berlin?', 'ok thanks', '😀', 'sorry, one moment please'], '+442079460961'],
    ['ru', ['хм', 'а гарантия есть?', 'ок спасибо', '😀', 'подождите минутку'], '+442079460962'],
    ['tr', ['hmm', 'garantisi var mı?', 'tamam teşekkürler', '😀', 'bir dakika lütfen'], '+442079460963'],
  ] as const)('reaches the order in %s however much is said beside every question', async (language, chatter, phone) => {
    const ada = person(database, await workers.start(), shop.slug, language);
    const chat = () => atOnce(ada, ...texts(...chatter));
    await chat();
    await ada.opens(code);
    for (const answer of ['2', 'Green Street 12', 'Ann', phone]) {
      await chat();
      await ada.says(answer);
    }
    await chat();
    await ada.presses(phrases(language, 'button-agree'));
    await chat();
    await confirm(ada, language);
    expect(await ordersOf(ada)).toEqual([{ address: 'Green Street 12', comment: null, quantity: 2, name: 'Ann', phone }]);
  });
});

describe('somebody with another language', () => {
  it.each([
    ['en', ['начать', 'каталог', 'помощь', 'мои заказы'], 'самовывоз', 'Анна', 'не хочу указывать', 'да'],
    ['ru', ['menü', 'katalog', 'yardım', 'siparişlerim'], 'kendim alırım', 'Ayşe', 'vermek istemiyorum', 'evet'],
    ['tr', ['меню', 'catalogue', 'помощь', 'my orders'], 'I will pick it up', 'Ann', 'rather not', 'yes'],
  ] as const)('is understood in a chat in %s, and switches in the middle without losing anything', async (language, wishes, ...answers) => {
    const ada = person(database, await workers.start(), shop.slug, language);
    for (const wish of wishes) expect(said(await ada.says(wish))).not.toContain(phrases(language, 'hint-home'));
    await ada.opens(code);
    await ada.says('2');
    const [address = '', name = '', phone = '', agreed = ''] = answers.map(String);
    await ada.says(address);
    await ada.says(name);
    const other = ({ en: 'tr', ru: 'en', tr: 'ru' } as const)[language];
    const turned = await atOnce(ada, press(`1:language:${other}`));
    expect(said(turned)).toContain(phrases(other, 'phone-ask'));
    await ada.says(phone);
    await ada.says(agreed);
    await confirm(ada, other);
    expect(await ordersOf(ada)).toEqual([{ address: null, comment: null, quantity: 2, name, phone: null }]);
  });
});

describe('the masher of buttons', () => {
  it('presses every button there has ever been, twice and all at once, and has at most what was asked for', async () => {
    const ada = person(database, await workers.start(), shop.slug);
    await ada.opens(code);
    await ada.presses(/^2$/);
    await ada.says('12 Green Street');
    await ada.says('Ann');
    await ada.presses(/^Rather not/);
    await ada.presses(/^I agree/);
    await confirm(ada);
    const all = () => [...new Set(ada.all().flatMap(({ choices }) => choices.map(({ action }) => action)))];
    const ends = (action: string) => /:(?:person|resume|erase|stop)|:move:cancel/.test(action);
    const twice = all()
      .filter((action) => !ends(action))
      .flatMap((action) => [press(action), press(action)]);
    await atOnce(ada, ...twice);
    await atOnce(ada, ...twice.toReversed());
    expect(await ordersOf(ada)).toHaveLength(1);
    const [queue] = await database.sql`
      select count(*) filter (where m.status in ('dead', 'new', 'claimed'))::int as stuck
      from public.inbox_messages as m join public.chats as c on c.id = m.chat_id where c.external_id = ${ada.chat}`;
    expect(queue).toEqual({ stuck: 0 });
    expect(said(await ada.says('/start')).length).toBeGreaterThan(0);
    expect(ada.all().at(-1)?.choices.length).toBeGreaterThan(0);
    await whole();
  });
});

describe('somebody who was gone', () => {
  it('for a day finds the cart kept, and the buttons of the day before say that their step is over', async () => {
    const ada = person(database, await workers.start(), shop.slug);
    await ada.opens(code);
    await ada.presses(/^2$/);
    const old = ada.all().flatMap(({ choices }) => choices);
    await closeConversation(database.sql, shop, await chatOf(ada));
    const three = old.find(({ label }) => label === '3')?.action ?? '';
    const stale = await atOnce(ada, press(three));
    expect(said(stale)).toContain(phrases('en', 'step-over'));
    await ada.presses(/^Go on with my cart/);
    await ada.says('12 Green Street');
    await ada.says('Ann');
    await ada.presses(/^Rather not/);
    await ada.presses(/^I agree/);
    await confirm(ada);
    expect(await ordersOf(ada)).toMatchObject([{ quantity: 2, address: '12 Green Street' }]);
  });

  it('finds an offer that has run out to be so, and nothing changed', async () => {
    const ada = person(database, await workers.start({ sweepEveryMs: 50 }), shop.slug);
    await ada.opens();
    const { id } = await meet(database.sql, shop, ada.chat, { full_name: 'Ada' }, doorOf(shop.slug));
    const { order } = await quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined });
    await call(database.sql, 'propose_edit_safe', { actor_id: shop.managerId, order_id: order.id, lines: [{ position: 1, quantity: 3 }] });
    await quiet(database, ada.chat);
    await letProposalsRunOut(database.sql, shop);
    const answered = await ada.presses(/^Accept/);
    expect(said(answered)).toMatch(/run out|not wait for an answer/);
    expect(await ordersOf(ada)).toMatchObject([{ quantity: 1 }]);
    expect(answered.at(-1)?.choices.length).toBeGreaterThan(0);
  });

  it('while the desk was renewed is begun with again, politely, and what was meant is done if it makes sense', async () => {
    const dialogue = loadDialogue();
    let renewed = false;
    // As a desk of a later version finds a conversation of an earlier one.
    const ada = person(
      database,
      await workers.start({
        step: (stored, event, facts) => dialogue(renewed && stored ? { ...stored, version: 0 } : stored, event, facts),
      }),
      shop.slug,
    );
    await ada.opens(code);
    await ada.presses(/^2$/);
    renewed = true;
    const back = await ada.presses(/^I will pick it up/);
    expect(said(back)).toContain(phrases('en', 'restarted'));
    expect(back.at(-1)?.choices.length).toBeGreaterThan(0);
    renewed = false;
    await ada.opens(code);
    expect(said(await ada.presses(/^1$/))).toContain(phrases('en', 'address-ask'));
  });
});

describe('one person in two chats', () => {
  it('has two drafts that do not mix, one customer after the code, and both orders in both chats', async () => {
    const staff = await workers.start();
    const [one, two] = [person(database, staff, shop.slug), person(database, staff, shop.slug, 'ru')];
    await Promise.all([one.opens(code), two.opens(code)]);
    await Promise.all([one.says('1'), two.says('3')]);
    await Promise.all([one.says('12 Green Street'), two.says('Ленина 5')]);
    await Promise.all([one.says('Ann'), two.says('Анна')]);
    await Promise.all([one.says('rather not'), two.says('не хочу указывать')]);
    await Promise.all([one.says('yes'), two.says('да')]);
    await Promise.all([confirm(one), confirm(two, 'ru')]);
    expect(await ordersOf(one)).toMatchObject([{ quantity: 1, address: '12 Green Street' }]);
    expect(await ordersOf(two)).toMatchObject([{ quantity: 3, address: 'Ленина 5' }]);
    const [linkCode = ''] = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(said(await one.says('/link'))) ?? [];
    await two.says(linkCode);
    await two.says('да');
    expect(await ordersOf(two)).toHaveLength(2);
    expect(await ordersOf(one)).toHaveLength(2);
    await whole();
  });
});
