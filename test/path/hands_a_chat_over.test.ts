import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import type { Dialogue } from '../../src/conversation/step.ts';
import { type Person, person, phrases, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { handoverOf } from '../support/handed-over.ts';
import { closeConversation, earlier } from '../support/queues.ts';
import { call, openShop, type Shop } from '../support/shop.ts';
import { until } from '../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set quiet_from = null, quiet_until = null where desk_id = ${shop.deskId}`;
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  code = listing?.code;
});

const said = (messages: ReturnType<Person['all']>) => messages.flatMap(({ paragraphs }) => paragraphs);
const chatOf = async ({ chat }: Person): Promise<string> =>
  (await database.sql`select id from public.chats where external_id = ${chat}`)[0]?.id;
const staff = async (rpc: string, who: Person, given = {}) =>
  call(database.sql, rpc, { actor_id: shop.managerId, chat_id: await chatOf(who), ...given });

async function halfway(language: 'en' | 'ru' | 'tr' = 'en', options = {}) {
  const desk = await workers.start({ sweepEveryMs: 50, ...options });
  const ada = person(database, desk, shop.slug, language);
  await ada.opens(code);
  await ada.presses(/^2$/);
  ada.hears();
  return { desk, ada };
}

it.each(['en', 'ru', 'tr'] as const)('goes from the bot to a person and back, in %s, and the order goes on', async (language) => {
  const { ada } = await halfway(language);
  const called = await ada.says('/person');
  expect(said(called)).toContain(phrases(language, 'person-called'));
  expect(said(called)).toContain(phrases(language, 'person-soon', { minutes: 15 }));
  await staff('say_in_chat_safe', ada, { text: 'Guten Tag!' });
  await quiet(database, ada.chat);
  expect(said(ada.hears())).toEqual([
    phrases(language, 'person-joined', { name: 'A manager' }),
    phrases(language, 'staff-says', { name: 'A manager', text: 'Guten Tag!' }),
  ]);
  expect(await ada.says('Is it red?')).toEqual([]);
  expect((await handoverOf(database.sql, await chatOf(ada)))?.waiting_since).toBeInstanceOf(Date);
  await staff('say_in_chat_safe', ada, { text: 'It is.' });
  await staff('hand_back_safe', ada);
  await quiet(database, ada.chat);
  const back = said(ada.hears());
  expect(back[0]).toBe(phrases(language, 'staff-says', { name: 'A manager', text: 'It is.' }));
  expect(back.slice(1).join(' ')).toContain(phrases(language, 'address-ask'));
  expect(back).toContain(phrases(language, 'back-with-the-bot'));
  const next = await ada.says('Example street 1');
  expect(said(next).join(' ')).toContain(phrases(language, 'name-ask'));
  expect(await call(database.sql, 'check_books', {})).toEqual([]);
});

it('is quiet at once when somebody takes the chat unasked, and the customer may go back to the bot', async () => {
  const { ada } = await halfway();
  await staff('take_conversation_safe', ada);
  await quiet(database, ada.chat);
  expect(said(ada.hears())).toEqual([phrases('en', 'person-joined', { name: 'A manager' })]);
  expect(await ada.says('12 Green Street')).toEqual([]);
  const back = await ada.presses(phrases('en', 'button-resume'));
  expect(said(back).join(' ')).toContain(phrases('en', 'address-ask'));
  expect(await handoverOf(database.sql, await chatOf(ada))).toMatchObject({ ended_by: 'customer' });
});

it('keeps quiet in a chat that was taken while nobody was talking there, and answers again when it is given back', async () => {
  const { ada } = await halfway();
  const chatId = await chatOf(ada);
  await closeConversation(database.sql, shop, chatId);
  await staff('say_in_chat_safe', ada, { text: 'Is it for your son?' });
  await quiet(database, ada.chat);
  ada.hears();
  expect(await ada.says('Yes, for my son')).toEqual([]);
  expect((await handoverOf(database.sql, chatId))?.waiting_since).toBeInstanceOf(Date);
  await staff('hand_back_safe', ada);
  await quiet(database, ada.chat);
  expect(said(ada.hears()).join(' ')).toContain(phrases('en', 'back-with-the-bot'));
});

it('answers a message that crosses the taking over or the handing back once, by whoever has the chat', async () => {
  const { ada } = await halfway();
  for (let round = 0; round < 5; round++) {
    const sending = ada.send({ type: 'text', text: 'hello' });
    await Promise.all([sending, staff('take_conversation_safe', ada)]);
    await quiet(database, ada.chat);
    const [row] = await database.sql`select owner from public.conversations where chat_id = ${await chatOf(ada)} and status = 'active'`;
    expect(row?.owner).toBe('human');
    await Promise.all([ada.send({ type: 'text', text: 'hello' }), staff('hand_back_safe', ada)]);
    await quiet(database, ada.chat);
    const [after] = await database.sql`select owner from public.conversations where chat_id = ${await chatOf(ada)} and status = 'active'`;
    expect(after?.owner).toBe('bot');
  }
  const next = await ada.says('Example street 1');
  expect(said(next).join(' ')).toContain(phrases('en', 'name-ask'));
});

it('forgets nobody: a reminder to the staff and one apology, and the chat stays with the person', async () => {
  const { ada } = await halfway();
  await ada.says('operator');
  await earlier(database.sql, shop, 'handovers', 'alarm_at', '1 hour');
  await until(async () => (await handoverOf(database.sql, await chatOf(ada)))?.alarms === 1);
  await quiet(database, ada.chat);
  expect(said(ada.hears())).toEqual([phrases('en', 'person-late')]);
  await earlier(database.sql, shop, 'handovers', 'alarm_at', '3 hours');
  await until(async () => (await handoverOf(database.sql, await chatOf(ada)))?.alarms === 2);
  await quiet(database, ada.chat);
  expect(said(ada.hears())).toEqual([]);
  expect(await ada.says('hello?')).toEqual([]);
});

it('makes one call of a call that is delivered twice and broken once', async () => {
  const dialogue = loadDialogue();
  let broken = true;
  const step: Dialogue = (stored, event, facts) => {
    if (broken && 'did' in event && event.did === 'call-person') {
      broken = false;
      throw new Error('a bug after the call');
    }
    return dialogue(stored, event, facts);
  };
  const { ada } = await halfway('en', { step });
  const id = randomUUID();
  await ada.send({ type: 'text', text: 'operator' }, id);
  await ada.send({ type: 'text', text: 'operator' }, id);
  await until(async () => {
    await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
    const [row] = await database.sql`select owner from public.conversations where chat_id = ${await chatOf(ada)} and status = 'active'`;
    return row?.owner === 'human';
  });
  await quiet(database, ada.chat);
  expect(said(ada.hears()).filter((text) => text === phrases('en', 'person-called'))).toHaveLength(1);
  const chatId = await chatOf(ada);
  const [counts] = await database.sql`
    select (select count(*)::int from public.handovers where chat_id = ${chatId}) as handovers,
      (select count(*)::int from public.tasks where chat_id = ${chatId}) as tasks`;
  expect(counts).toEqual({ handovers: 1, tasks: 1 });
});
