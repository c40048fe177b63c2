import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { type Customer, openAsCustomer } from '../support/customer.ts';
import { hours } from '../support/handed-over.ts';
import { rpc } from '../support/people.ts';
import { agree } from '../support/private-things.ts';
import { earlier, meet, sweep } from '../support/queues.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();
let code: string;

beforeAll(async () => {
  const { sql } = chat.database;
  const { listing } = await rpc(sql, 'create_listing_safe', {
    actor_id: chat.desk.ownerId,
    title: { en: 'Bell' },
    price: 120,
    currency: 'EUR',
  });
  code = String(listing.code);
  await sql`update public.desk_settings set quiet_from = null, quiet_until = null where desk_id = ${chat.desk.deskId}`;
});

const newestChat = async () => (await chat.database.sql`select id, sender_id from public.chats order by created_at desc limit 1`)[0];

/** What is said before the first thing that is filled in, which differs from day to day. */
const beginningOf = (ada: Customer, key: string) =>
  ada
    .say(key, { when: '\u0000' })
    .split('\u0000')[0]
    ?.replace(/[\u2068\u2069]/g, '')
    .trim() ?? '';

describe.each(languages)('%s', (language) => {
  it('hears outside working hours when somebody is back, and goes back to the bot: two messages', async () => {
    const { sql } = chat.database;
    // Open on the day after tomorrow alone.
    const [day] = await sql`select extract(isodow from now() + interval '2 days')::int as weekday`;
    await hours(sql, chat.desk, day?.weekday, '09:00', '18:00');
    const ada = await openAsCustomer(web.browser, chat.page, language, { width: 320 });
    await ada.hears(ada.say('menu-ask'));
    const before = ada.messages();
    await ada.press('button-person');
    await ada.hears(ada.say('person-called'));
    const told = (await ada.said()).join('\n');
    expect(told).toContain(beginningOf(ada, 'person-back-at'));
    expect(told).toMatch(/0?9[:.]00/);
    await ada.press('button-resume');
    await ada.hears(ada.say('back-with-the-bot'));
    expect(ada.messages() - before).toBe(2);
    expect([await overflowOf(ada.page), ada.complaints]).toEqual([0, []]);
    await sql`update public.working_hours set active = false where desk_id = ${chat.desk.deskId}`;
    await ada.close();
  });

  it('hears an apology, once, when nobody answers in time, without writing again', async () => {
    const { sql } = chat.database;
    const ada = await openAsCustomer(web.browser, chat.page, language);
    await ada.hears(ada.say('menu-ask'));
    const before = ada.messages();
    await ada.press('button-person');
    await ada.hears(ada.say('person-soon', { minutes: 15 }));
    for (let times = 0; times < 2; times++) {
      for (const column of ['waiting_since', 'alarm_at', 'began_at']) await earlier(sql, chat.desk, 'handovers', column, '2 hours');
      await sweep(sql);
    }
    await ada.hears(ada.say('person-late'));
    const waiting = await newestChat();
    const [apologies] =
      await sql`select count(*)::int as count from public.outbox_messages where chat_id = ${waiting?.id} and phrase_key = 'person-late'`;
    const [task] = await sql`select priority from public.tasks where chat_id = ${waiting?.id}`;
    expect([apologies?.count, task?.priority, ada.messages() - before]).toEqual([1, 'urgent', 1]);
    await ada.press('button-resume');
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });

  it('is reminded once of what was left, and needs one press to hear no more of it', async () => {
    const { sql } = chat.database;
    const ada = await openAsCustomer(web.browser, chat.page, language, { start: code });
    await ada.hears('Bell');
    const visitor = await newestChat();
    const { id } = await meet(sql, chat.desk, visitor?.sender_id, { language });
    await agree(sql, chat.desk, id, 'marketing');
    await ada.press('verbatim', { text: '2' });
    const before = ada.messages();
    await earlier(sql, chat.desk, 'conversations', 'timeout_at', '4 hours');
    await Promise.all([sweep(sql), sweep(sql)]);
    await ada.hears(ada.say('reminder', { title: 'Bell' }));
    await ada.press('button-no-reminders');
    await ada.hears(ada.say('reminders-declined'));
    expect(ada.messages() - before).toBe(1);
    const [last] = await sql`select granted from public.consents where customer_id = ${id} and kind = 'marketing' order by id desc limit 1`;
    expect(last?.granted).toBe(false);
    await ada.press('button-continue');
    await ada.hears(ada.say('address-ask'));
    expect([await overflowOf(ada.page), ada.complaints]).toEqual([0, []]);
    await ada.close();
  });
});
