import type { TransactionSql } from 'postgres';
import { type BenchShop, withShop } from './shop.ts';

const FEW = 1_000;
const MANY = 100_000;
const RUNS = 200;
const SLOWEST_GROWTH = 1.3;

/**
 * The lists staff open, at a thousand orders and at a hundred thousand: they must not grow with the desk. Both are asked in
 * turns, so that whatever else the machine does falls on both. With PLANS set, prints how Postgres goes about the large one.
 */
export async function benchLists(): Promise<void> {
  await withShop(async (small) => {
    await withShop(async (large) => {
      await addOrders(small, FEW);
      await addOrders(large, MANY);
      console.log(
        `lists, p95 of ${RUNS} runs at ${MANY.toLocaleString('en')} orders against ${FEW.toLocaleString('en')} (budget: ≤ ${SLOWEST_GROWTH} ×)`,
      );
      for (const role of ['manager', 'agent'] as const) {
        for (const name of Object.keys(lists(large.manager)))
          await compare({ small, large, role, name, of: (shop) => scoped(shop, lists(shop[role])[name] ?? '') });
        // A report is for managers.
        for (const name of Object.keys(inChat(large.manager)).filter((name) => role === 'manager' || !name.startsWith('/report')))
          await compare({ small, large, role: 'service', name: `${role} in chat: ${name}`, of: (shop) => inChat(shop[role])[name] ?? '' });
      }
    });
  });
}

type Who = 'manager' | 'agent' | 'service';
type Contest = { small: BenchShop; large: BenchShop; role: Who; name: string; of: (shop: BenchShop) => string };

async function compare({ small, large, role, name, of }: Contest): Promise<void> {
  const times: [few: number[], many: number[]] = [[], []];
  await asStaff(small, role, async (few) => {
    await asStaff(large, role, async (many) => {
      const [fewQuery, manyQuery] = [of(small), of(large)];
      for (let run = 0; run < RUNS; run++) {
        times[0].push(await timeOf(few, fewQuery));
        times[1].push(await timeOf(many, manyQuery));
      }
      const rows = await many.unsafe(`explain ${manyQuery}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      const [before, ms] = times.map(p95) as [number, number];
      const growth = ms / before;
      const scans = plan.includes('Seq Scan') ? '  SEQUENTIAL SCAN' : '';
      const verdict = growth <= SLOWEST_GROWTH && !scans ? 'ok' : 'ABOVE BUDGET';
      console.log(
        `  ${(role === 'service' ? name : `${role}: ${name}`).padEnd(48)} ${growth.toFixed(2).padStart(5)} ×  ${ms.toFixed(2)} ms  ${verdict}${scans}`,
      );
      if (process.env.PLANS) console.log(plan.replaceAll(/^/gm, '    '));
    });
  });
}

const p95 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;

const lists = (me: string): Record<string, string> => ({
  'orders awaiting payment, newest first': `select * from public.orders where status = 'awaiting_payment' order by created_at desc limit 20`,
  'newest orders of the desk': `select * from public.orders order by created_at desc limit 20`,
  'my orders': `select * from public.orders where assigned_to = '${me}' order by created_at desc limit 20`,
  'balances of the newest orders':
    'select b.* from (select id from public.orders order by created_at desc limit 20) as o join public.order_balances as b on b.order_id = o.id',
  'newest orders nobody has taken': `select * from public.orders where assigned_to is null order by created_at desc limit 20`,
  'one order by its code': `select * from public.orders where order_code = '1501'`,
  'the payments of one order': `select p.* from public.payments as p where p.order_id = (select o.id from public.orders as o where o.order_code = '1501')`,
});

/** What a command in the chat asks for, by the worker in the name of this member of the staff. */
const inChat = (me: string): Record<string, string> => ({
  '/desk': `select public.staff_today('${me}')`,
  '/orders': `select public.staff_orders('${me}', 'open')`,
  '/orders mine': `select public.staff_orders('${me}', 'mine')`,
  '/orders unpaid': `select public.staff_orders('${me}', 'unpaid')`,
  '/orders created': `select public.staff_orders('${me}', 'created')`,
  '/order': `select public.staff_order('${me}', '1506')`,
  '/report month': `select public.desk_report('${me}', 'month')`,
  '/find 1506': `select public.staff_find('${me}', '1506')`,
  '/find words': `select public.staff_find('${me}', 'nobody of this name')`,
  '/tasks': `select public.staff_tasks('${me}', 'mine')`,
  '/inbox': `select public.payment_inbox('${me}')`,
  '/leads': `select public.staff_leads('${me}', 'open')`,
});

/** As somebody signed in, with row level security; or as the worker. */
async function asStaff({ sql }: BenchShop, role: Who, work: (sql: TransactionSql) => Promise<void>): Promise<void> {
  await sql.begin(async (transaction) => {
    if (role === 'service') {
      await transaction.unsafe('set local role service_role');
      return await work(transaction);
    }
    await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ sub: `bench-${role}` })}, true)`;
    await transaction.unsafe('set local role authenticated');
    await work(transaction);
  });
}

const scoped = ({ deskId }: BenchShop, query: string) =>
  query.replace(/(where|order by)/, (word) =>
    word === 'where' ? `where desk_id = '${deskId}' and` : `where desk_id = '${deskId}' order by`,
  );

async function timeOf(sql: TransactionSql, query: string): Promise<number> {
  const [row] = await sql.unsafe(`explain (analyze, format json) ${query}`);
  const plans: Array<{ 'Execution Time': number }> = row?.['QUERY PLAN'] ?? [];
  return plans[0]?.['Execution Time'] ?? Number.NaN;
}

/** Written in bulk as a safe RPC would write them, history and all. */
async function addOrders({ sql, deskId, system, owner, manager, agent, customer }: BenchShop, count: number): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select set_config('desk.actor_id', ${system}, true), set_config('desk.actor_type', 'system', true)`;
    await transaction.unsafe('set local role desk_rpc');
    await transaction`insert into public.staff_identities (desk_id, staff_id, provider, external_id)
      values (${deskId}, ${manager}, 'supabase', 'bench-manager'), (${deskId}, ${agent}, 'supabase', 'bench-agent') on conflict do nothing`;
    await transaction.unsafe(`
      with range as (
        update public.number_ranges set last_number = last_number + ${count} where desk_id = '${deskId}' and kind = 'order' returning last_number - ${count} as first
      ), written as (
        insert into public.orders (desk_id, order_code, customer_id, source, currency, total_amount, status, assigned_to, created_by, created_at)
        select '${deskId}', (range.first + n)::text, '${customer}', 'bench', 'EUR', 100,
          (array['awaiting_payment', 'paid', 'in_delivery', 'delivered', 'closed', 'closed', 'closed', 'closed']::public.order_status[])[1 + n % 8],
          -- A fifth is nobody's, so that an agent's lists have to leave out the larger part.
          (array['${manager}', '${agent}', '${owner}', '${owner}', null]::uuid[])[1 + n % 5], '${system}', now() - (${count} - n) * interval '1 minute'
        from range, generate_series(1, ${count}) as n
        returning id, status, created_at
      )
      insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, status, completed_at, created_by)
      select '${deskId}', id, 100, 'EUR', 'incoming', 'client_payment', 'cash', 'completed', created_at, '${system}' from written where status <> 'awaiting_payment'
    `);
  });
  await sql.unsafe('vacuum analyze');
}
