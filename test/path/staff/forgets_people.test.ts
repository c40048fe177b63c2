import { expect, it } from 'vitest';
import { atDesk, read } from '../../support/at-desk.ts';
import { useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { call, captureLead, openShop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);

const KEPT = [
  ['web_messages', 'content'],
  ['outbox_messages', 'reply'],
  ['outbox_messages', 'params'],
  ['inbox_messages', 'event'],
  ['inbox_messages', 'body'],
  ['conversations', 'state'],
  ['conversations', 'slots'],
] as const;

it('keeps nothing in the chats of the staff of whom they looked up, once that person is forgotten', async () => {
  const shop = await openShop(database.sql);
  const mia = await (await atDesk(database, await workers.start(), shop)).the('manager');
  const { customer, lead } = await captureLead(database.sql, shop, {
    customer: { full_name: 'Zuleika Dobson', phone: '+4915199988770', email: 'zu@oxford.example' },
  });
  await captureLead(database.sql, shop, { customer: { full_name: 'Katharina Dobson', phone: '+4915199988771' } });
  const asked = ['/customer Zuleika', '/find +4915199988770', '/find 0151 99988770', '/find zu@oxford.example', 'Zuleika?', '/lead'];
  for (const question of asked) await mia.asks(question);
  expect(await mia.asks('/customer Katharina')).toContain('Katharina Dobson');
  expect(read(mia.all())).toContain('Zuleika Dobson');
  const rejected = { lead_id: lead.id, new_status: 'rejected', reason: 'lost' };
  await call(database.sql, 'advance_lead_status_safe', { actor_id: shop.managerId, ...rejected });
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: customer.id });

  for (const [table, column] of KEPT) {
    const rows = await database.sql.unsafe(
      `select ${column}::text as kept from public.${table} where ${column}::text ~* 'zuleika|oxford|9998\\s?8770'`,
    );
    expect(rows, `${table}.${column}`).toEqual([]);
  }
  const left = await database.sql`
    select from public.outbox_messages where desk_id = ${shop.deskId} and reply::text like '%Katharina Dobson%'`;
  expect(left.length).toBeGreaterThan(0);
  expect(await mia.asks('/customer Katharina')).toContain('Katharina Dobson');
});
