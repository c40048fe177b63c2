import type { Row } from 'postgres';
import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { callPerson, turnOf } from '../../support/handed-over.ts';
import { accept, claimOutbox, commit, meet, sent, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { keepFile } from '../../support/sent-files.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const find = (sender: string, line: string, account = shop.slug) => call(database.sql, 'find_web_file', { account, sender, line });

/** Somebody joins the desk in a chat of theirs. */
async function joins(chat: string): Promise<string> {
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: chat, role: 'manager' });
  await turn(database.sql, shop, chat);
  const ids = { provider: 'web', account: shop.slug, external_id: chat, language: 'en' };
  return (await call(database.sql, 'accept_invitation_safe', { code, ...ids })).staff.id;
}

/** Sends what comes before it, until this file is to be sent. */
async function claimedWith(path: string): Promise<Row | undefined> {
  for (let round = 0; round < 5; round++) {
    const rows = await claimOutbox(database.sql);
    const found = rows.find(({ reply }) => reply?.path === path);
    if (found) return found;
    await sent(database.sql, rows);
  }
  return undefined;
}

/** A customer's file, passed on to this member. Gives its path and the line of their chat that shows it. */
async function passOn(customer: string, staffId: string): Promise<{ path: string; line: string }> {
  const chatId = await callPerson(database.sql, shop, customer);
  await meet(database.sql, shop, customer);
  await call(database.sql, 'take_conversation_safe', { actor_id: staffId, chat_id: chatId });
  const { path } = await keepFile(database.sql, shop, customer);
  const event = JSON.stringify({ type: 'file', kind: 'image', name: 'a.jpg', size: 1000, path, caption: null });
  const { claim } = await accept(database.sql, shop, customer, { claim_as: 'w', event });
  const human = { machine: 'shop', version: 1, state: {}, language: 'en', status: 'active', owner: 'human', park: 'with-a-person' };
  await commit(database.sql, claim.message_id, { conversation: human });
  const row = await claimedWith(path);
  const shown = { paragraphs: [], card: null, choices: [], media: { kind: 'image', path, name: 'a' } };
  const { id: line } = await call(database.sql, 'deliver_web_message', { outbox_id: row?.id, content: shown });
  return { path, line };
}

it('opens a customer’s file for whom it was passed on to, and for nobody else', async () => {
  const mia = await joins('mia');
  const bea = await joins('bea');
  expect(bea).not.toBe(mia);
  const { path, line } = await passOn('ada', mia);
  expect(await find('mia', line)).toMatchObject({ path });
  for (const stranger of ['bea', 'ada', 'nobody', '']) await expectRefusal(find(stranger, line), 'NOT_FOUND');
  const elsewhere = await openShop(database.sql);
  await expectRefusal(find('mia', line, elsewhere.slug), 'NOT_FOUND');
});

it('opens it no more for somebody who has left, nor once its customer is forgotten', async () => {
  const cem = await joins('cem');
  const { line } = await passOn('bob', cem);
  await turnOf(database.sql, shop, 'other', 'bot');
  const dora = await joins('dora');
  const { path, line: other } = await passOn('eve', dora);
  await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: cem, reason: 'left' });
  await expectRefusal(find('cem', line), 'NOT_FOUND');
  const [row] = await database.sql`select customer_id from public.chats where external_id = 'eve' and desk_id = ${shop.deskId}`;
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: row?.customer_id });
  await expectRefusal(find('dora', other), 'NOT_FOUND');
  expect(await database.sql`select from public.file_removals where path = ${path}`).toHaveLength(1);
});
