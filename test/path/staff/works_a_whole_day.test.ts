import { beforeAll, beforeEach, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { join } from '../../support/at-desk.ts';
import { aBuyer } from '../../support/buyer.ts';
import { phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const using = useWorkers(database);
let workers: TestWorkers;
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  workers = await using.start();
});

it.each(languages)('from a wish to a closed order in %s, one command a step', async (language) => {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const command = (name: string) => `/${say(`command-${name}`).split('|')[0]}`;
  const option = (name: string) => say(`option-${name}`).split('|')[0];
  const olga = await join(database, workers, shop, 'manager', language, `Olga ${language}`);
  const eve = await join(database, workers, shop, 'admin', language, `Eve ${language}`);
  const ada = await aBuyer(database, workers, shop, { language });
  const lead = await ada.wishes('A red bike');
  await olga.asks(`${command('take')} ${lead}`);
  await olga.asks(`${command('qualify')} ${lead}`);
  await olga.asks(`${command('quote')} ${lead} 450`);
  await quiet(database);
  await ada.presses(say('button-accept'));
  const [order] = await database.sql`select id, order_code as code from public.orders where lead_id = ${lead}`;
  await olga.asks(`${command('pay')} ${order?.code} ${option('rest')} ${option('cash')}`);
  await olga.asks(`${command('payout')} ${order?.code} ${option('supplier')} 300 ${option('cash')}`);
  await olga.asks(`${command('ship')} ${order?.code} rusbid RB${order?.code}`);
  await olga.asks(`${command('received')} ${order?.code}`);
  await eve.asks(`${command('close')} ${order?.code}`);
  await quiet(database);
  const events = await database.sql`select new_status from public.order_status_events where order_id = ${order?.id} order by seq`;
  expect(events.map(({ new_status }): string => new_status)).toEqual([
    ...['created', 'awaiting_payment', 'paid', 'in_delivery', 'delivered', 'closed'],
  ]);
  const payments =
    await database.sql`select role, amount::int from public.payments where order_id = ${order?.id} and status = 'completed' order by created_at`;
  expect(payments.map((row) => ({ ...row }))).toEqual([
    { role: 'client_payment', amount: 450 },
    { role: 'supplier_payment', amount: 300 },
  ]);
  const missed = await database.sql`
    select phrase_key from public.outbox_messages where customer_id = ${ada.id} and status in ('waiting', 'claimed', 'failed')`;
  expect(missed.map(({ phrase_key }): string => phrase_key)).toEqual([]);
  // Whatever was done was done for a message, and the audit says for which.
  const threadless = await database.sql`
    select action from public.audit_log where actor_id in (${olga.id}, ${eve.id}) and correlation_id is null`;
  expect(threadless.map(({ action }): string => action)).toEqual([]);
  expect(ada.told()).toContain(say('notice-order-closed', { code: order?.code }));
});
