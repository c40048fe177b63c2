import type { Sql } from 'postgres';
import { type BenchShop, withShop } from './shop.ts';

const MANY = 100_000;
const RUNS = 30;
const SLOWEST_GROWTH = 1.3;

/** The lists a manager opens, at a thousand orders and at a hundred thousand: they must not grow with the desk. */
export async function benchLists(): Promise<void> {
  await withShop(async (shop) => {
    await addOrders(shop, 1_000);
    const small = await measureAll(shop);
    await addOrders(shop, MANY - 1_000);
    const large = await measureAll(shop);
    console.log(`lists, p95 of ${RUNS} runs at ${MANY.toLocaleString('en')} orders against 1,000 (budget: ≤ ${SLOWEST_GROWTH} ×)`);
    for (const [name, { ms, plan }] of Object.entries(large)) {
      const growth = ms / (small[name]?.ms ?? ms);
      const scans = plan.includes('Seq Scan on orders') ? '  SEQUENTIAL SCAN' : '';
      console.log(`  ${name.padEnd(44)} ${growth.toFixed(2).padStart(5)} ×  ${ms.toFixed(2)} ms${scans}`);
    }
  });
}

type Measured = Record<string, { ms: number; plan: string }>;

const lists = ({ manager }: BenchShop): Record<string, string> => ({
  'orders awaiting payment, newest first': `select * from public.orders where status = 'awaiting_payment' order by created_at desc limit 20`,
  'newest orders of the desk': `select * from public.orders order by created_at desc limit 20`,
  'my orders': `select * from public.orders where assigned_to = '${manager}' order by created_at desc limit 20`,
  'balances of the newest orders':
    'select b.* from (select id from public.orders order by created_at desc limit 20) as o join public.order_balances as b on b.order_id = o.id',
  'one order by its code': `select * from public.orders where order_code = '1500'`,
});

async function measureAll(shop: BenchShop): Promise<Measured> {
  await shop.sql.unsafe('analyze');
  const measured: Measured = {};
  for (const [name, query] of Object.entries(lists(shop))) measured[name] = await measure(shop.sql, shop.deskId, query);
  return measured;
}

/** As a signed-in manager, with row level security. */
async function measure(sql: Sql, deskId: string, query: string) {
  const scoped = query.replace(/(where|order by)/, (word) =>
    word === 'where' ? `where desk_id = '${deskId}' and` : `where desk_id = '${deskId}' order by`,
  );
  return await sql.begin(async (transaction) => {
    await transaction`select set_config('request.jwt.claims', '{"sub": "bench-manager"}', true)`;
    await transaction.unsafe('set local role authenticated');
    const times: number[] = [];
    let plan = '';
    for (let run = 0; run < RUNS; run++) {
      const [row] = await transaction.unsafe(`explain (analyze, format json) ${scoped}`);
      const plans: Array<{ 'Execution Time': number }> = row?.['QUERY PLAN'] ?? [];
      times.push(plans[0]?.['Execution Time'] ?? Number.NaN);
    }
    const rows = await transaction.unsafe(`explain ${scoped}`);
    plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    return { ms: times.toSorted((a, b) => a - b)[Math.floor(RUNS * 0.95)] ?? 0, plan };
  });
}

/** Written in bulk as a safe RPC would write them, history and all. */
async function addOrders({ sql, deskId, system, manager, customer }: BenchShop, count: number): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select set_config('desk.actor_id', ${system}, true), set_config('desk.actor_type', 'system', true)`;
    await transaction.unsafe('set local role desk_rpc');
    await transaction`insert into public.staff_identities (desk_id, staff_id, provider, external_id)
      values (${deskId}, ${manager}, 'supabase', 'bench-manager') on conflict do nothing`;
    await transaction.unsafe(`
      with range as (
        update public.number_ranges set last_number = last_number + ${count} where desk_id = '${deskId}' and kind = 'order' returning last_number - ${count} as first
      ), written as (
        insert into public.orders (desk_id, order_code, customer_id, source, currency, total_amount, status, assigned_to, created_by, created_at)
        select '${deskId}', (range.first + n)::text, '${customer}', 'bench', 'EUR', 100,
          (array['awaiting_payment', 'paid', 'in_delivery', 'delivered', 'closed', 'closed', 'closed', 'closed']::public.order_status[])[1 + n % 8],
          case when n % 5 = 0 then '${manager}'::uuid end, '${system}', now() - (${count} - n) * interval '1 minute'
        from range, generate_series(1, ${count}) as n
        returning id, status, created_at
      )
      insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, status, completed_at, created_by)
      select '${deskId}', id, 100, 'EUR', 'incoming', 'client_payment', 'cash', 'completed', created_at, '${system}' from written where status <> 'awaiting_payment'
    `);
  });
}
