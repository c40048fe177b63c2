import type { ReservedSql } from 'postgres';
import { type BenchShop, withShop } from './shop.ts';

const CALLS = 100;
const ROUNDS = 21;
const BUDGET = 0.6;

/**
 * Each safe RPC against the bare INSERT and UPDATE statements it performs, put into one plpgsql function without any
 * check, key or answer. Both write the same rows and pay for the same triggers; the ratio is what safety costs. They run in
 * short turns on one connection, so that whatever else the machine does falls on both.
 */
export async function benchSafeRpcs(): Promise<void> {
  await withShop(async (shop) => {
    await createBareFunctions(shop);
    await keepAutovacuumAway(shop);
    const connection = await shop.sql.reserve();
    console.log(`safe RPCs, ${CALLS} calls × ${ROUNDS} rounds, one connection (budget: ≥ ${BUDGET * 100} % of the bare statements)`);
    for (const contest of contests(shop)) {
      const ratios: number[] = [];
      let best = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const safe = await throughput(connection, contest.prepare, contest.safe);
        const bare = await throughput(connection, contest.prepare, contest.bare);
        ratios.push(safe / bare);
        best = Math.max(best, safe);
      }
      const median = ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
      console.log(
        `  ${contest.name.padEnd(30)} ${(median * 100).toFixed(0).padStart(4)} %  ${median >= BUDGET ? 'ok' : 'BELOW BUDGET'}  (${best.toFixed(0)} calls/s)`,
      );
    }
    connection.release();
  });
}

/** It comes at a moment of its own, and what it says of a table of fifty rows decides the plans for the thousands that follow. */
async function keepAutovacuumAway({ sql }: BenchShop): Promise<void> {
  await sql.unsafe(`do $$ declare v_table regclass; begin
    for v_table in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' loop
      execute format('alter table %s set (autovacuum_enabled = off)', v_table);
    end loop;
  end $$`);
}

type Contest = { name: string; prepare: string; safe: string; bare: string };

/** Runs inside the database, so that the network does not dilute the difference. `prepare` makes the rows a call works on. */
async function throughput(sql: ReservedSql, prepare: string, call: string): Promise<number> {
  const [row] = await sql.unsafe(`
    select bench.run(${quote(prepare)}, ${quote(call)}, ${CALLS}) as ms`);
  return CALLS / (Number(row?.ms) / 1000);
}

const quote = (text: string) => `$bench$${text}$bench$`;

function contests({ manager, system, customer, listing }: BenchShop): Contest[] {
  const order = `public.create_order_safe('${manager}', '[{"title": "Bike", "unit_price": 100}]', '${customer}') #>> '{order,id}'`;
  return [
    {
      name: 'capture_lead_safe',
      prepare: 'select null::text',
      safe: `select public.capture_lead_safe('${system}', 'bench', '{}', acting_customer_id => '${customer}')`,
      bare: `select bench.capture_lead('${system}', '${customer}')`,
    },
    {
      name: 'create_order_safe',
      prepare: 'select null::text',
      safe: `select public.create_order_safe('${manager}', '[{"listing_id": "${listing}"}]', '${customer}')`,
      bare: `select bench.create_order('${manager}', '${customer}', '${listing}')`,
    },
    {
      name: 'record_generic_payment_safe',
      prepare: `select ${order}`,
      safe: `select public.record_generic_payment_safe('${system}', $1::uuid, 40, 'EUR', 'incoming', 'client_payment', 'card', 'completed', 'r:' || gen_random_uuid())`,
      bare: `select bench.record_payment('${system}', $1::uuid)`,
    },
    {
      name: 'advance_order_status_safe',
      prepare: `select ${order}`,
      safe: `select public.advance_order_status_safe('${manager}', $1::uuid, 'awaiting_payment')`,
      bare: `select bench.advance_order('${manager}', $1::uuid)`,
    },
    {
      name: 'create_task_safe',
      prepare: 'select null::text',
      safe: `select public.create_task_safe('${manager}', 'Call')`,
      bare: `select bench.create_task('${manager}')`,
    },
  ];
}

async function createBareFunctions({ sql, deskId }: BenchShop): Promise<void> {
  const define = (name: string, args: string, body: string) => `
    create function bench.${name}(${args}) returns void language plpgsql security definer set search_path = '' as $f$
    declare v_id uuid; v_code text;
    begin
      perform pg_catalog.set_config('desk.actor_id', actor::text, true), pg_catalog.set_config('desk.actor_type', 'staff', true),
        pg_catalog.set_config('desk.acting_customer_id', '', true);
      ${body}
    end $f$;
    alter function bench.${name} owner to desk_rpc;`;
  await sql.unsafe(`
    create schema bench;
    grant usage, create on schema bench to desk_rpc;
    create function bench.run(prepare text, call text, times integer) returns numeric language plpgsql as $f$
    declare v_ids text[] := '{}'; v_id text; v_begin timestamptz;
    begin
      for i in 1 .. times loop execute prepare into v_id; v_ids := v_ids || v_id; end loop;
      v_begin := clock_timestamp();
      foreach v_id in array v_ids loop
        if v_id is null then execute call; else execute call using v_id; end if;
      end loop;
      return extract(epoch from clock_timestamp() - v_begin) * 1000;
    end $f$;
    ${define(
      'capture_lead',
      'actor uuid, customer uuid',
      `insert into public.leads (desk_id, source, customer_id, created_by) values ('${deskId}', 'bench', customer, actor) returning id into v_id;
       insert into public.entity_status_events (desk_id, entity, entity_id, seq, new_status, actor_id) values ('${deskId}', 'lead', v_id, 1, 'new', actor);
       insert into public.tasks (desk_id, kind, title, lead_id, customer_id, due_at, created_by)
         values ('${deskId}', 'task-lead-new', 'Look', v_id, customer, pg_catalog.now(), actor) returning id into v_id;
       insert into public.entity_status_events (desk_id, entity, entity_id, seq, new_status, actor_id) values ('${deskId}', 'task', v_id, 1, 'open', actor);`,
    )}
    ${define(
      'create_order',
      'actor uuid, customer uuid, listing uuid',
      `insert into public.number_ranges as r (desk_id, kind, last_number) values ('${deskId}', 'order', 1)
         on conflict on constraint number_ranges_pkey do update set last_number = r.last_number + 1 returning r.last_number::text into v_code;
       insert into public.orders (desk_id, order_code, customer_id, source, currency, assigned_to, created_by)
         values ('${deskId}', v_code, customer, 'staff', 'EUR', actor, actor) returning id into v_id;
       insert into public.order_lines (desk_id, order_id, position, listing_id, title, unit_price, total_amount, tax_amount, created_by)
         values ('${deskId}', v_id, 1, listing, 'Bike', 100, 100, 0, actor);
       update public.orders set total_amount = 100 where id = v_id;
       insert into public.order_status_events (desk_id, order_id, seq, new_status, actor_id) values ('${deskId}', v_id, 1, 'created', actor);
       insert into public.outbox_messages (desk_id, customer_id, phrase_key, params, entity, entity_id) values ('${deskId}', customer, 'notice-order-created', '{}', 'order', v_id);`,
    )}
    ${define(
      'record_payment',
      'actor uuid, about uuid',
      `insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, status, external_reference, completed_at, created_by)
         values ('${deskId}', about, 40, 'EUR', 'incoming', 'client_payment', 'card', 'completed', 'r:' || pg_catalog.gen_random_uuid(), pg_catalog.now(), actor) returning id into v_id;
       insert into public.entity_status_events (desk_id, entity, entity_id, seq, new_status, actor_id) values ('${deskId}', 'payment', v_id, 1, 'completed', actor);
       insert into public.outbox_messages (desk_id, customer_id, phrase_key, params, entity, entity_id)
         select '${deskId}', o.customer_id, 'notice-payment-received', '{}', 'payment', v_id from public.orders as o where o.id = about;
       insert into public.outbox_messages (desk_id, staff_id, phrase_key, params, entity, entity_id)
         select '${deskId}', o.assigned_to, 'notice-staff-payment-received', '{}', 'payment', v_id from public.orders as o where o.id = about;`,
    )}
    ${define(
      'advance_order',
      'actor uuid, about uuid',
      `update public.orders set status = 'awaiting_payment' where id = about;
       insert into public.order_status_events (desk_id, order_id, seq, old_status, new_status, actor_id) values ('${deskId}', about, 2, 'created', 'awaiting_payment', actor);
       insert into public.outbox_messages (desk_id, customer_id, phrase_key, params, entity, entity_id)
         select '${deskId}', o.customer_id, 'notice-order-awaiting-payment', '{}', 'order', about from public.orders as o where o.id = about;`,
    )}
    ${define(
      'create_task',
      'actor uuid',
      `insert into public.tasks (desk_id, title, assigned_to, created_by) values ('${deskId}', 'Call', actor, actor) returning id into v_id;
       insert into public.entity_status_events (desk_id, entity, entity_id, seq, new_status, actor_id) values ('${deskId}', 'task', v_id, 1, 'open', actor);`,
    )}
    revoke create on schema bench from desk_rpc;
  `);
}
