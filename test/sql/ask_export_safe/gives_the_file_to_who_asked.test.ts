import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { askExport, offerCode, redeem } from '../../support/private-things.ts';
import { claimOutbox, clearQueues, earlier, meet, openAccount, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, call, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
});
beforeEach(async () => {
  await clearQueues(database.sql, shop);
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.customer_exports set gone_at = now() where made_at is null`);
});

async function somebody(name = 'Ada') {
  count += 1;
  const { chatId } = await turn(database.sql, shop, `chat-${count}`, []);
  return { chat: `chat-${count}`, chatId, id: (await meet(database.sql, shop, `chat-${count}`, { full_name: name })).id as string };
}
const ask = ({ id, chatId }: { id: string; chatId: string }, given = {}) => askExport(database.sql, shop, id, chatId, given);
const claim = (worker = 'w') => call(database.sql, 'claim_export', { worker });
const settle = (exportId: string, worker = 'w') => call(database.sql, 'settle_export', { export_id: exportId, worker });
const forget = (id: string) => call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: id });
const removals = async () => (await database.sql`select path from public.file_removals`).map(({ path }) => path);
const told = async (id: string) =>
  await database.sql`select status, chat_id, reply from public.outbox_messages where customer_id = ${id} and phrase_key = 'export-ready'`;

describe('asking', () => {
  it('is answered once a day, with when the next one may be asked for', async () => {
    const ada = await somebody();
    const { export: first } = await ask(ada, { idempotency_key: 'first' });
    const refused = await expectRefusal(ask(ada), 'TOO_SOON');
    const { again_at } = JSON.parse(refused.detail ?? '{}');
    expect(Date.parse(again_at) - Date.parse(first.asked_at)).toBe(86_400_000);
    expect(await ask(ada, { idempotency_key: 'first' })).toEqual({ export: first, duplicate: true });
    await earlier(database.sql, shop, 'customer_exports', 'asked_at', '24 hours');
    expect((await ask(ada)).duplicate).toBe(false);
  });

  it('comes to one file when it is done twice at once', async () => {
    const ada = await somebody();
    const asked = await Promise.allSettled([ask(ada), ask(ada), ask(ada)]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const rows = await database.sql`select from public.customer_exports where customer_id = ${ada.id}`;
    expect(rows).toHaveLength(1);
  });

  it('is for oneself, in one’s own chat', async () => {
    const [ada, bob] = [await somebody(), await somebody('Bob')];
    await expectRefusal(ask({ id: ada.id, chatId: bob.chatId }), 'NOT_FOUND');
    const elsewhere = await openDesk(database.sql);
    await expectRefusal(askExport(database.sql, elsewhere, ada.id, ada.chatId), 'NOT_FOUND');
    const asManager = { actor_id: shop.managerId, acting_customer_id: ada.id, chat_id: ada.chatId };
    await expectRefusal(call(database.sql, 'ask_export_safe', asManager), 'FORBIDDEN_ROLE');
    await forget(ada.id);
    await expectRefusal(ask(ada), 'NOT_FOUND');
  });
});

describe('the file', () => {
  it('has everything of the person and nothing of another, and goes to the chat that asked', async () => {
    const [ada, bob] = [await somebody('Ada Lovelace'), await somebody('Bob Nobody')];
    const { order } = await quickOrder(database.sql, shop, { acting_customer_id: ada.id, customer: undefined });
    const { order: other } = await quickOrder(database.sql, shop, { acting_customer_id: bob.id, customer: undefined });
    // Ada prefers another chat; the file is not for that one.
    const account = await openAccount(database.sql, shop);
    const { chatId: preferred } = await turn(database.sql, shop, 'on-telegram', [], account);
    await asDeskRpc(database.sql, shop, async (sql) => {
      await sql`update public.chats set customer_id = ${ada.id} where id = ${preferred}`;
      await sql`update public.customers set preferred_channel = 'telegram' where id = ${ada.id}`;
    });
    const { export: asked } = await ask(ada);
    const claimed = await claim();
    expect(claimed.id).toBe(asked.id);
    const file = JSON.stringify(claimed.data);
    expect(file).toContain('Ada Lovelace');
    expect(file).toContain(order.order_code);
    for (const secret of ['Bob Nobody', other.order_code, bob.id]) expect(file).not.toContain(secret);
    expect(claimed.path).not.toMatch(new RegExp(`${ada.id}|Ada`));
    expect(await settle(asked.id)).toEqual({ settled: true });
    expect(await settle(asked.id)).toEqual({ settled: true });
    await claimOutbox(database.sql);
    expect(await told(ada.id)).toMatchObject([{ chat_id: ada.chatId, reply: { kind: 'document', path: claimed.path } }]);
  });

  it('is made by one worker, and by another when the first has died', async () => {
    const ada = await somebody();
    const { export: asked } = await ask(ada);
    expect((await claim('first')).id).toBe(asked.id);
    expect(await claim('second')).toBeNull();
    expect(await settle(asked.id, 'second')).toEqual({ settled: false });
    await asDeskRpc(
      database.sql,
      shop,
      (sql) => sql`update public.customer_exports set lease_until = now() - interval '1 second' where id = ${asked.id}`,
    );
    expect((await claim('second')).id).toBe(asked.id);
    expect(await settle(asked.id, 'first')).toEqual({ settled: false });
    expect(await settle(asked.id, 'second')).toEqual({ settled: true });
    expect(await told(ada.id)).toHaveLength(1);
  });

  it('is tried again however often it has failed, at last once an hour', async () => {
    const ada = await somebody();
    const { export: asked } = await ask(ada);
    for (let failures = 0; failures < 12; failures++) {
      expect((await claim('unlucky')).id).toBe(asked.id);
      await earlier(database.sql, shop, 'customer_exports', 'lease_until', failures < 3 ? '61 seconds' : '61 minutes');
    }
    expect((await claim('unlucky')).id).toBe(asked.id);
    await earlier(database.sql, shop, 'customer_exports', 'lease_until', '59 minutes');
    expect(await claim()).toBeNull();
  });

  it('is gone after three days, and not before', async () => {
    const ada = await somebody();
    const { export: asked } = await ask(ada);
    const { path } = await claim();
    await settle(asked.id);
    await earlier(database.sql, shop, 'customer_exports', 'expires_at', '71 hours 59 minutes');
    await claim();
    expect(await removals()).not.toContain(path);
    await earlier(database.sql, shop, 'customer_exports', 'expires_at', '1 minute');
    await claim();
    expect(await removals()).toContain(path);
  });
});

describe('somebody who is forgotten meanwhile', () => {
  it('before it is made gets none', async () => {
    const ada = await somebody();
    await ask(ada);
    await forget(ada.id);
    expect(await claim()).toBeNull();
  });

  it('while it is being made leaves no file behind, and is told of none', async () => {
    const ada = await somebody();
    const { export: asked } = await ask(ada);
    const { path } = await claim();
    await forget(ada.id);
    expect(await settle(asked.id)).toEqual({ settled: false });
    expect(await removals()).toContain(path);
    expect(await told(ada.id)).toEqual([]);
  });

  it('after it was made has it removed, and it does not go out any more', async () => {
    const ada = await somebody();
    const { export: asked } = await ask(ada);
    const { path } = await claim();
    await settle(asked.id);
    await forget(ada.id);
    expect(await removals()).toContain(path);
    expect((await claimOutbox(database.sql)).map(({ phrase_key }) => phrase_key)).toEqual([]);
    expect((await told(ada.id)).map(({ status }) => status)).toEqual(['cancelled']);
  });

  it('by becoming one with another of their chats gets it all the same, where they asked', async () => {
    const [kept, gone] = [await somebody(), await somebody('Ada on the phone')];
    const { export: asked } = await ask(gone);
    const { code } = await offerCode(database.sql, shop, kept.id, kept.chatId);
    await redeem(database.sql, shop, gone.chatId, code);
    const claimed = await claim();
    expect(claimed).toMatchObject({ id: asked.id, data: { customer: { id: kept.id } } });
    await settle(asked.id);
    await claimOutbox(database.sql);
    expect(await told(kept.id)).toMatchObject([{ chat_id: gone.chatId }]);
  });
});
