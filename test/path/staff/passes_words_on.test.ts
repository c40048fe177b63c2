import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { lastFileOf, phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { handoverOf } from '../../support/handed-over.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { type Customer, comes, customerNamed, fileOf } from '../../support/relayed.ts';
import { call, createOrder, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let crew: TestWorkers;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  crew = await workers.start();
  desk = await atDesk(database, crew, shop);
  mia = await desk.the('manager');
});

const named = (name: string) => customerNamed(database, crew, shop, name);
const talkingWith = async (name: string, member = mia): Promise<Customer> => {
  const somebody = await named(name);
  await member.asks(`/talk ${somebody.chatId}`);
  await comes(database, member);
  await quiet(database, somebody.chat);
  somebody.hears();
  return somebody;
};
const heard = async (customer: Customer) => {
  await quiet(database, customer.chat);
  return customer.hears();
};

it('carries words both ways, each under the name of whoever said them, and keeps the bot quiet', async () => {
  const ada = await talkingWith('Ada');
  expect(await ada.says('Is it red?')).toEqual([]);
  const came = await comes(database, mia);
  expect(came).toContain('Ada: Is it red?');
  expect(came).toContain('[Answer]');
  expect(came).toContain('[Back to the bot]');
  await mia.says('It is\nquite red.');
  expect((await heard(ada)).map(({ paragraphs }) => paragraphs)).toEqual([['The manager: It is\nquite red.']]);
  expect((await handoverOf(database.sql, ada.chatId))?.waiting_since).toBeNull();
});

it('gives whoever takes a chat what nobody has answered there yet, once, with the order it may be about', async () => {
  const ada = await named('Ada');
  const { order_code: code } = await createOrder(database.sql, shop, { customer_id: ada.id });
  await ada.says('/person');
  await ada.says('My bell is broken');
  await ada.send(await fileOf(database, shop, ada, { name: 'bell.jpg' }));
  expect(await comes(database, mia)).not.toContain('My bell');
  expect(await comes(database, mia)).toBe('');
  await mia.says(`/talk ${ada.chatId}`);
  const given = mia.all().slice(-3);
  await quiet(database);
  const said = mia.all().flatMap(({ paragraphs }) => paragraphs);
  expect(said.filter((text) => text === 'Ada: My bell is broken')).toHaveLength(1);
  expect(said).toContain('Ada sends you this.');
  expect(given.flatMap(({ choices }) => choices.map(({ label }) => label))).toContain(`Order ${code}`);
  await mia.asks('/back');
  await mia.asks(`/talk ${ada.chatId}`);
  expect(await comes(database, mia)).not.toContain('My bell');
});

it('passes files both ways, and shows each to the two of them only', async () => {
  const ada = await talkingWith('Ada');
  const hers = await fileOf(database, shop, ada, { name: 'bell.jpg' });
  await ada.send(hers);
  await quiet(database);
  expect(mia.hears().at(-1)?.media).toEqual({ kind: 'image', path: await lastFileOf(database, ada.chat), name: 'A picture from Ada' });
  const mine = await fileOf(database, shop, mia, { kind: 'document', content_type: 'application/pdf', name: 'offer.pdf' });
  await mia.send({ ...mine, caption: 'Our offer' });
  await quiet(database);
  expect(await heard(ada)).toMatchObject([
    { media: { kind: 'document', path: await lastFileOf(database, mia.chat), name: 'offer.pdf' }, paragraphs: ['The manager: Our offer'] },
  ]);
  // A file of a colleague, or of another customer, goes to nobody by this way.
  const eve = await named('Eve');
  const theirs = await fileOf(database, shop, eve);
  const given = { actor_id: mia.id, chat_id: ada.chatId };
  await expectRefusal(call(database.sql, 'say_in_chat_safe', { ...given, document_path: theirs.path }), 'NOT_FOUND');
  await expectRefusal(call(database.sql, 'say_in_chat_safe', { ...given, actor_id: shop.adminId, document_path: mine.path }), 'TAKEN');
});

it('says what cannot be shown, what is shared, and what was refused at the door', async () => {
  const ada = await talkingWith('Ada');
  await ada.send({ type: 'contact', phone: '+4915100000001', own: true });
  await ada.send({ type: 'location', latitude: 52.5, longitude: 13.25 });
  await ada.send({ type: 'other', what: 'sticker' });
  await ada.send({ type: 'file', kind: 'video', name: 'x.mp4', size: 99, path: null, caption: null });
  const came = await comes(database, mia);
  expect(came).toContain('Ada shares a phone number: +4915100000001');
  expect(came).toContain('Ada shares a place: https://www.openstreetmap.org/?mlat=52.5&mlon=13.25');
  expect(came).toContain('Ada sent something that cannot be shown here.');
  expect(came).toContain('Ada tried to send a file that could not be taken.');
  await mia.send({ type: 'location', latitude: 1.5, longitude: 2.5 });
  await quiet(database);
  expect((await heard(ada)).flatMap(({ paragraphs }) => paragraphs)).toEqual([
    'The manager: https://www.openstreetmap.org/?mlat=1.5&mlon=2.5',
  ]);
});

it('keeps two customers apart, and two colleagues', async () => {
  const ada = await talkingWith('Ada');
  const bob = await talkingWith('Bob');
  const second = await join(database, crew, shop, 'manager', 'en', 'Bea');
  const cleo = await talkingWith('Cleo', second);
  await ada.says('From Ada');
  await cleo.says('From Cleo');
  expect(await comes(database, mia)).not.toContain('Cleo');
  expect(await comes(database, second)).toContain('Cleo: From Cleo');
  expect(
    second
      .all()
      .flatMap(({ paragraphs }) => paragraphs)
      .join(),
  ).not.toContain('From Ada');
  expect(await mia.asks('To Bob')).toContain('Sent to Bob.');
  await mia.presses(`s1:talk:${ada.chatId}`);
  expect(await mia.asks('To Ada')).toContain('Sent to Ada.');
  expect((await heard(bob)).flatMap(({ paragraphs }) => paragraphs)).toEqual(['The manager: To Bob']);
  expect((await heard(ada)).flatMap(({ paragraphs }) => paragraphs)).toEqual(['The manager: To Ada']);
  expect((await heard(cleo)).flatMap(({ paragraphs }) => paragraphs)).toEqual([]);
});

it('lets nobody else hear of it: no stranger, no other customer, no other desk, no agent without work for them', async () => {
  const elsewhere = await openShop(database.sql);
  const foreign = await join(database, crew, elsewhere, 'owner');
  const [eve, agent] = [await named('Eve'), await join(database, crew, shop, 'agent', 'en', 'Al')];
  eve.hears();
  const ada = await talkingWith('Ida');
  await ada.says('A secret of mine');
  await mia.asks('A secret of yours');
  await quiet(database);
  for (const other of [foreign, eve, agent]) {
    expect(
      other
        .all()
        .flatMap(({ paragraphs }) => paragraphs)
        .join(),
    ).not.toContain('secret');
  }
  for (const asking of [foreign, agent]) {
    expect(await asking.asks(`/talk ${ada.chatId}`)).toContain('I find no chat with that.');
    expect(await asking.asks('/chats')).not.toContain('Ida');
  }
  const rows = await database.sql`select distinct staff_id, chat_id from public.outbox_messages where reply::text like '%secret%'`;
  expect(new Set(rows.map(({ staff_id, chat_id }) => staff_id ?? chat_id))).toEqual(new Set([mia.id, ada.chatId]));
});

it('looks for somebody else when whoever had the chat has left, and passes on nothing to them', async () => {
  const al = await join(database, crew, shop, 'manager', 'en', 'Al');
  const ada = await talkingWith('Ada', al);
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: al.id, reason: 'left' });
  await ada.says('Hello?');
  await quiet(database);
  expect(al.all().flatMap(({ paragraphs }) => paragraphs)).not.toContain('Ada: Hello?');
  const offer = await comes(database, mia);
  expect(offer).toContain('A customer in a chat wants to talk to a person.');
  expect(await mia.taps('Answer')).toContain('You are talking with Ada now.');
  expect(mia.all().flatMap(({ paragraphs }) => paragraphs)).toContain('Ada: Hello?');
});

it('passes nothing more to an agent whose customer is another’s by now', async () => {
  const al = await join(database, crew, shop, 'agent', 'en', 'Al');
  const ada = await named('Ada');
  const { id: order_id } = await createOrder(database.sql, shop, { customer_id: ada.id });
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id, staff_id: al.id });
  await al.asks(`/talk ${ada.chatId}`);
  await ada.says('For Al');
  expect(await comes(database, al)).toContain('Ada: For Al');
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id, staff_id: mia.id });
  await ada.says('Not for Al');
  expect(await comes(database, al)).not.toContain('Not for Al');
});

it('offers a chat to whoever is at work, and the first has it', async () => {
  const second = await join(database, crew, shop, 'manager', 'en', 'Bea');
  const ada = await named('Ada');
  await ada.says('/person');
  await quiet(database);
  const answer = phrases('en', 'do-answer');
  expect(await second.taps(answer)).toContain('You are talking with Ada now.');
  expect(await mia.taps(answer)).toContain('Bea is talking in this chat');
  expect(await handoverOf(database.sql, ada.chatId)).toMatchObject({ taken_by: second.id });
});

it('tells who has the chat when a colleague gives it to the bot, and when the channel is gone', async () => {
  const ada = await talkingWith('Ada');
  const boss = await join(database, crew, shop, 'admin', 'en', 'Bea');
  await boss.asks(`/back ${ada.chatId}`);
  expect(await comes(database, mia)).toContain('Bea has handed your chat with Ada back to the bot.');
  const bob = await talkingWith('Bob');
  crew.channel.faults.push(() => ({ outcome: 'unreachable', error: 'blocked' }));
  await mia.send({ type: 'text', text: 'Are you there?' });
  await quiet(database);
  expect(await mia.asks('Hello?')).toMatch(/cannot be reached in this chat any more|Sent to Bob/);
  expect(bob.chatId).toBeDefined();
});

it('forgets with a customer what was passed on, in every chat of the staff', async () => {
  const ada = await named('Ada Lovelace');
  await ada.says('/person');
  await mia.asks(`/talk ${ada.chatId}`);
  await ada.says('My street is Example street 9');
  await mia.asks('So it goes to Example street 9');
  const mine = await fileOf(database, shop, mia, { name: 'ada-lovelace.jpg' });
  await mia.send(mine);
  await comes(database, mia);
  const kept = await lastFileOf(database, mia.chat);
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: ada.id });
  expect(await comes(database, mia)).toContain('A customer whose chat you had has asked to be forgotten.');
  const left = await database.sql`
    select 'outbox' as what, (to_jsonb(o))::text as row from public.outbox_messages as o
      where o.entity = 'handover' or o.inbox_id in (select id from public.inbox_messages where chat_id = (select id from public.chats where staff_id = ${mia.id}))
    union all select 'inbox', event from public.inbox_messages
    union all select 'conversation', state::text from public.conversations
    union all select 'file', to_jsonb(f)::text from public.chat_files as f`;
  expect(left.filter(({ row }) => /Example street|Lovelace/i.test(row)).map(({ what, row }) => `${what}: ${row}`)).toEqual([]);
  expect(await database.sql`select from public.file_removals where path = ${kept}`).toHaveLength(1);
  expect(await mia.asks('Still there?')).toContain('Nothing was found');
});

it('takes a message that comes twice for one', async () => {
  const ada = await talkingWith('Ada');
  const id = `twice-${ada.chat}`;
  for (const _ of [1, 2, 3]) await mia.send({ type: 'text', text: 'Once only' }, id);
  for (const _ of [1, 2, 3]) await ada.send({ type: 'text', text: 'Once only too' }, `${id}-too`);
  const came = await comes(database, mia);
  expect(came.split('Ada: Once only too')).toHaveLength(2);
  expect(came.split('Sent to Ada.')).toHaveLength(2);
  expect((await heard(ada)).flatMap(({ paragraphs }) => paragraphs)).toEqual(['The manager: Once only']);
});
