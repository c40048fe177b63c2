import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/channels/events.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { actionOf, doorOf, type Person, person, phrases, quiet, type TestWorkers, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { offerCode } from '../support/private-things.ts';
import { meet } from '../support/queues.ts';
import { advance, call, openShop, quickOrder, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const said = (messages: ReturnType<Person['all']>) =>
  messages.flatMap(({ paragraphs, card }) => [...paragraphs, ...(card ? [card.title] : [])]);
const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/;

/** Somebody the desk knows, at their chat. */
async function known(desk: TestWorkers, language: (typeof languages)[number] = 'en', name = 'Ada') {
  const ada = person(database, desk, shop.slug, language);
  await ada.opens();
  const { id } = await meet(database.sql, shop, ada.chat, { language, full_name: name }, doorOf(shop.slug));
  ada.hears();
  const order = async () => (await quickOrder(database.sql, shop, { acting_customer_id: id, customer: undefined })).order;
  return { ada, id: id as string, order };
}

describe('two chats that are joined by a code', () => {
  it.each(languages)('see the same orders, in %s', async (language) => {
    const desk = await workers.start();
    const one = await known(desk, language);
    const other = await known(desk, language);
    const codes = [await one.order(), await other.order()].map(({ order_code }) => String(order_code));
    await one.ada.says('/link');
    const shown = code.exec(said(one.ada.all()).join('\n'))?.[0] ?? '';
    await other.ada.says(shown);
    const joined = await other.ada.presses(phrases(language, 'button-link-yes'));
    expect(said(joined)).toContain(phrases(language, 'link-done'));
    await quiet(database, one.ada.chat);
    expect(said(one.ada.hears())).toContain(phrases(language, 'channel-joined', { channel: doorOf(shop.slug).provider }));
    for (const { ada } of [one, other]) {
      const labels = (await ada.presses(phrases(language, 'button-my-orders')))
        .flatMap(({ choices }) => choices.map(({ label }) => label))
        .join('\n');
      for (const order of codes) expect(labels).toContain(order);
    }
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  });
});

describe('a customer who asks to be forgotten', () => {
  it.each(languages)('is, and nothing of them stays, in %s', async (language) => {
    const desk = await workers.start();
    const { ada, id, order } = await known(desk, language, 'Ada Lovelace');
    const { id: orderId, order_code } = await order();
    await ada.says('Ockham Park, Surrey');
    expect(said(await ada.says('/forget')).join('\n')).toContain(String(order_code));
    const [task] = await database.sql`select status from public.tasks where customer_id = ${id} and kind = 'task-erasure'`;
    expect(task?.status).toBe('open');
    await advance(database.sql, shop.ownerId, orderId, 'cancelled', { reason: 'no interest' });
    await quiet(database, ada.chat);
    await ada.says('/forget');
    await ada.presses(phrases(language, 'button-erase-yes'));
    const farewell = await ada.presses(phrases(language, 'button-erase-surely'));
    expect(said(farewell)).toEqual([phrases(language, 'forgotten-meanwhile')]);
    expect(farewell.flatMap(({ choices }) => choices.map(({ label }) => label))).toEqual([phrases(language, 'button-menu')]);
    const tables = await database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    for (const { relname } of tables) {
      const [left] = await database.sql.unsafe(
        `select to_jsonb(t) as row from public.${relname} as t where to_jsonb(t)::text ~ 'Lovelace|Ockham'`,
      );
      expect({ relname, left }).toEqual({ relname, left: undefined });
    }
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
    // Who writes again is somebody new.
    expect(said(await ada.says('/mydata'))).toContain(phrases(language, 'nobody-known'));
  });
});

/** What is written once: how somebody gets there, what they send, and what counts it. */
const writes: Array<[name: string, before: string[], event: string | RegExp, effects: string]> = [
  ['choose-settings', [], 'STOP', `select from public.audit_log where entity_id = $1 and changed_fields @> '{stopped_at}'`],
  [
    'choose-settings by button',
    ['/settings'],
    /:stop$/,
    `select from public.audit_log where entity_id = $1 and changed_fields @> '{stopped_at}'`,
  ],
  ['record-consent', ['/consents'], /:agree:training:yes$/, `select from public.consents where customer_id = $1 and kind = 'training'`],
  ['offer-code', ['/mydata'], /:link-offer$/, 'select from public.link_codes where customer_id = $1'],
  ['ask-export', ['/mydata'], /:export$/, 'select from public.customer_exports where customer_id = $1'],
  ['redeem-code', ['CODE'], /:link-yes$/, 'select from public.customers where id = $1 and merged_into is not null'],
  [
    'erase-me',
    ['/forget', 'yes'],
    /:erase-surely$/,
    `select from public.audit_log where entity_id = $1 and changed_fields @> '{erased_at}'`,
  ],
  ['call-person', [], '/person', 'select from public.handovers where chat_id in (select id from public.chats where customer_id = $1)'],
  ['decline-reminders', [], 'no more reminders', `select from public.consents where customer_id = $1 and kind = 'marketing'`],
];

describe.each(writes)('%s', (_name, before, pressed, effects) => {
  it.each(['the same message is delivered three times', 'it is sent twice at once'])(
    'has one effect, and one answer, when %s',
    async (how) => {
      const desk = await workers.start();
      const { ada, id } = await known(desk);
      const { code: theirs } = await offerCode(database.sql, shop, (await known(desk)).id);
      for (const words of before) await ada.says(words.replace('CODE', theirs));
      ada.hears();
      const event: ChatEvent =
        pressed instanceof RegExp ? { type: 'press', action: actionMatching(ada, pressed) } : { type: 'text', text: pressed };
      const key = randomUUID();
      await Promise.all(
        how.startsWith('it') ? [ada.send(event), ada.send(event)] : [ada.send(event, key), ada.send(event, key), ada.send(event, key)],
      );
      await quiet(database, ada.chat);
      // Words that come twice are answered twice; what they do is done once.
      if (pressed instanceof RegExp || !how.startsWith('it')) expect(ada.hears().length).toBeLessThanOrEqual(2);
      expect(await database.sql.unsafe(effects, [id])).toHaveLength(pressed === 'no more reminders' && how.startsWith('it') ? 2 : 1);
      expect(await call(database.sql, 'check_books', {})).toEqual([]);
    },
  );
});

function actionMatching(ada: Person, action: RegExp): string {
  const found = ada
    .all()
    .flatMap(({ choices }) => choices)
    .findLast((choice) => action.test(choice.action));
  return actionOf(ada.all(), found?.action ?? String(action));
}
