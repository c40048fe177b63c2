import { beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { accept, aTurn, claimOutbox, commit, earlier, sweep, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call } from '../../support/shop.ts';

const database = useDatabase();
let desk: TestDesk;

beforeAll(async () => {
  desk = await openDesk(database.sql);
});

const read = (sender: string, given = {}) => call(database.sql, 'read_web_chat', { account: desk.slug, sender, ...given });
type Line = { from: string; content: unknown; version: number };
const lines = (chat: { messages: Line[] }) => chat.messages.map(({ from, content }) => [from, content]);

async function deliverAll(): Promise<void> {
  for (const row of await claimOutbox(database.sql)) {
    await call(database.sql, 'deliver_web_message', { outbox_id: row.id, content: { says: row.phrase_key } });
  }
}

it('gives a stranger nothing', async () => {
  expect(await read('nobody')).toEqual({ chat_id: null, name: null, language: null, version: 0, messages: [] });
});

it('gives both sides in the order in which they were shown, then only what is newer', async () => {
  const { chatId } = await turn(database.sql, desk, 'ann');
  await deliverAll();
  const all = (await read('ann')) as never as { chat_id: string; version: number; messages: Line[] };
  expect(all.chat_id).toBe(chatId);
  expect(lines(all)).toEqual([
    ['person', { type: 'text', text: 'hello' }],
    ['desk', { says: 'hello' }],
  ]);
  await turn(database.sql, desk, 'ann', []);
  const newer = await read('ann', { after_version: all.version });
  expect(lines(newer as never)).toEqual([['person', { type: 'text', text: 'hello' }]]);
  expect((await read('ann', { after_version: newer.version })).messages).toEqual([]);
  expect(lines((await read('ann', { most: 1 })) as never)).toHaveLength(1);
});

it('shows what people send even where jsonb cannot, and nothing of the desk’s own clock', async () => {
  const event = String.raw`{"type":"text","text":"a\u0000b"}`;
  const { claim } = await accept(database.sql, desk, 'odd', { event, claim_as: 'w' });
  await commit(database.sql, claim.message_id, { conversation: aTurn({ timeout: { name: 'rest', after_minutes: 1 } }) });
  await earlier(database.sql, desk, 'conversations', 'timeout_at', '2 minutes');
  expect((await sweep(database.sql)).timeouts).toBe(1);
  expect(lines((await read('odd')) as never)).toEqual([['person', { type: 'text', text: 'a\uFFFDb' }]]);
});

describe('web_desk', () => {
  it('says what the page needs, of a desk that is there', async () => {
    const page = { desk_id: desk.deskId, name: 'A desk', languages: ['en', 'ru', 'tr'], active: true };
    expect(await call(database.sql, 'web_desk', { account: desk.slug })).toEqual(page);
    await expectRefusal(call(database.sql, 'web_desk', { account: 'nobody' }), 'NOT_FOUND');
  });
});
