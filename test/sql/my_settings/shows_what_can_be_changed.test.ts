import { beforeAll, expect, it } from 'vitest';
import { openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { agree, settingsOf } from '../../support/private-things.ts';
import { meet, openAccount, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { advance, asDeskRpc, call, captureLead, openShop, quickOrder, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

async function known(chat: string, given = {}) {
  const { chatId } = await turn(database.sql, shop, chat, []);
  return { chatId, id: (await meet(database.sql, shop, chat, given)).id as string };
}

it('shows a newcomer what they said of themselves, the desk’s quiet hours and the one consent they gave', async () => {
  const { id } = await known('ada', { full_name: 'Ada', phone: '+49151000001' });
  expect(await settingsOf(database.sql, shop, id)).toMatchObject({
    ...{ full_name: 'Ada', phone: '+49151000001', email: null, stopped: false, preferred_channel: 'web' },
    channels: [{ channel: 'web' }],
    consents: [{ kind: 'privacy', granted: true, version: '1' }],
    quiet: { own: false, from: '21:00', until: '09:00' },
    ...{ orders: 0, open_orders: [], leads: 0, messages: 1 },
  });
});

it('shows of each consent the last word, and every kind of channel once, the one last used first', async () => {
  const { id, chatId } = await known('bob');
  for (const granted of [true, false]) await agree(database.sql, shop, id, 'marketing', granted);
  await agree(database.sql, shop, id, 'training');
  const account = await openAccount(database.sql, shop, {}, 'whatsapp_web');
  const { chatId: second } = await turn(database.sql, shop, 'bob', [], account);
  await asDeskRpc(database.sql, shop, async (sql) => {
    await sql`update public.chats set customer_id = ${id}, last_inbound_at = now() - interval '1 minute' where id = ${second}`;
    await sql`update public.chats set last_inbound_at = now() where id = ${chatId}`;
  });
  const { channels, consents } = await settingsOf(database.sql, shop, id);
  expect(channels.map(({ channel }: { channel: string }) => channel)).toEqual(['web', 'whatsapp']);
  const given = consents.map(({ kind, granted }: { kind: string; granted: boolean }) => `${kind} ${granted}`);
  expect(given).toEqual(expect.arrayContaining(['marketing false', 'training true', 'privacy true']));
  expect(given).toHaveLength(3);
});

it('counts what is kept, and names the orders that are under way', async () => {
  const { id } = await known('cyd');
  const own = { acting_customer_id: id, customer: undefined };
  const { order: open } = await quickOrder(database.sql, shop, own);
  const { order: over } = await quickOrder(database.sql, shop, own);
  await advance(database.sql, shop.ownerId, over.id, 'cancelled', { reason: 'no interest' });
  await captureLead(database.sql, shop, { ...own, customer: null, item_url: 'https://shop.example/bike' });
  const settings = await settingsOf(database.sql, shop, id);
  expect(settings).toMatchObject({ orders: 2, open_orders: [open.order_code], messages: 1 });
  expect(settings.leads).toBeGreaterThan(0);
});

it('shows nobody else’s, and nothing of who was forgotten', async () => {
  const { id } = await known('dan');
  const elsewhere = await openDesk(database.sql);
  await expectRefusal(settingsOf(database.sql, elsewhere, id), 'NOT_FOUND');
  await expectRefusal(call(database.sql, 'my_settings', { actor_id: shop.managerId, acting_customer_id: id }), 'FORBIDDEN_ROLE');
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: id });
  await expectRefusal(settingsOf(database.sql, shop, id), 'NOT_FOUND');
});
