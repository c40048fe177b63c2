-- Customers and colleagues as the staff meet them in chat, and what is noted of an order, a lead or a customer.

create function public.staff_customer(actor_id uuid, customer_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_customer.actor_id, '{agent,manager,admin,owner}');
  v_customer public.customers;
begin
  select c.* into v_customer from public.customers as c where c.desk_id = v_actor.desk_id and c.id = staff_customer.customer_id and c.erased_at is null;
  if v_customer.id is null or not private.sees_customer(v_actor, v_customer.id) then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.', null, '{"field": "customer_id"}');
  end if;
  return pg_catalog.jsonb_build_object('id', v_customer.id, 'full_name', v_customer.full_name, 'phone', v_customer.phone,
    'phone_verified', v_customer.phone_verified_at is not null, 'email', v_customer.email, 'language', v_customer.language,
    'delivery_address', v_customer.delivery_address, 'notes', v_customer.notes, 'created_at', v_customer.created_at,
    'stopped', v_customer.stopped_at is not null, 'channels', private.channels_of(v_customer), 'consents', private.consents_of(v_customer),
    'chat_id', (select c.id from public.chats as c where c.desk_id = v_customer.desk_id and c.customer_id = v_customer.id and c.unreachable_at is null
      order by c.last_inbound_at desc nulls last limit 1),
    'orders', (select coalesce(pg_catalog.jsonb_agg(private.staff_order_row(x.o) order by (x.o).created_at desc), '[]') from (
      select o from public.orders as o where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id and private.is_theirs(v_actor, o.assigned_to)
      order by o.created_at desc limit 5) as x),
    'orders_count', (select pg_catalog.count(*) from (select from public.orders as o
      where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id and private.is_theirs(v_actor, o.assigned_to) limit 1000) as x),
    'balances', (select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('currency', b.currency, 'due', b.due, 'received', b.received) order by b.currency), '[]')
      from (
        select x.currency, pg_catalog.sum(m.balance_due) filter (where x.status not in ('created')) as due, pg_catalog.sum(m.received - m.refunded) as received
        from (select o.* from public.orders as o
          where o.desk_id = v_customer.desk_id and o.customer_id = v_customer.id and private.is_theirs(v_actor, o.assigned_to)
          order by o.created_at desc limit 200) as x
        cross join lateral private.order_money(x.id, x.total_amount, x.status) as m
        group by x.currency) as b),
    'tasks', (select coalesce(pg_catalog.jsonb_agg(private.staff_task_row(x.t) order by (x.t).due_at nulls last), '[]') from (
      select t from public.tasks as t where t.desk_id = v_customer.desk_id and t.customer_id = v_customer.id
        and t.status in ('open', 'in_progress', 'on_hold') and private.sees_task(v_actor, t)
      order by t.due_at nulls last limit 5) as x));
end
$$;
comment on function public.staff_customer is
  'A customer with what the card shows: orders, what is due, channels, consents, notes and open tasks. Callers: staff, agents the customers of their own and nobody''s work. NOT_FOUND.';

create function public.staff_colleagues(actor_id uuid) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(staff_colleagues.actor_id, '{agent,manager,admin,owner}');
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', x.id, 'name', x.display_name, 'role', x.role, 'at_work', x.at_work, 'open_work', x.open_work)
      order by x.at_work desc, x.open_work, x.display_name, x.id), '[]')
    from (
      select s.id, s.display_name, s.role, private.on_shift(s, pg_catalog.now()) as at_work,
        -- Nobody has more than a few hundred pieces of work in hand, and counting further would cost.
        (select pg_catalog.count(*) from (select from public.orders as o where o.desk_id = s.desk_id and o.assigned_to = s.id
          and o.status in ('created', 'awaiting_payment', 'paid', 'processing', 'in_delivery') order by o.created_at desc limit 500) as n)
        + (select pg_catalog.count(*) from (select from public.leads as l where l.desk_id = s.desk_id and l.assigned_to = s.id
          and l.status in ('new', 'in_progress', 'qualified') order by l.created_at desc limit 500) as n)
        + (select pg_catalog.count(*) from (select from public.tasks as t where t.desk_id = s.desk_id and t.assigned_to = s.id
          and t.status in ('open', 'in_progress') limit 500) as n) as open_work
      from public.staff as s
      where s.desk_id = v_actor.desk_id and s.status = 'active' and s.role <> 'system'
      order by s.display_name limit 100
    ) as x);
end
$$;
comment on function public.staff_colleagues is
  'Who works at the desk: those at work first, and of them who has least in hand. Callers: staff. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE.';

create function private.note_line(actor public.staff, words text) returns text
language sql
stable
as $$
  select pg_catalog.to_char(pg_catalog.clock_timestamp() at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') || ' ' || actor.display_name || ': '
    || pg_catalog.regexp_replace(pg_catalog.btrim(note_line.words), '\s*\n\s*', ' / ', 'g')
  from public.desk_settings as s where s.desk_id = actor.desk_id
$$;
comment on function private.note_line is 'A note as it is kept: one line with its time at the desk and who wrote it.';

create function private.joined_notes(notes text, line text) returns text
language plpgsql
immutable
as $$
begin
  if pg_catalog.char_length(joined_notes.notes) + pg_catalog.char_length(joined_notes.line) > 20000 then
    perform private.refuse(400, 'BAD_INPUT', 'There are too many notes here.', 'Shorten them in Studio first.', '{"field": "words"}');
  end if;
  return pg_catalog.concat_ws(E'\n', nullif(joined_notes.notes, ''), joined_notes.line);
end
$$;
comment on function private.joined_notes is 'Notes with one line more. BAD_INPUT.';

create function public.add_note_safe(
  actor_id uuid, words text, order_id uuid default null, lead_id uuid default null, customer_id uuid default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(add_note_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'add_note_safe', add_note_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'words', add_note_safe.words, 'order_id', add_note_safe.order_id, 'lead_id', add_note_safe.lead_id, 'customer_id', add_note_safe.customer_id));
  v_line text;
begin
  if v_known is null then
    if pg_catalog.num_nonnulls(add_note_safe.order_id, add_note_safe.lead_id, add_note_safe.customer_id) <> 1 then
      perform private.refuse(400, 'BAD_INPUT', 'A note is about one order, one lead or one customer.', null, '{"field": "order_id"}');
    end if;
    v_line := private.note_line(v_actor, private.checked_text(add_note_safe.words, 'words', 2000, true));
    perform private.check_anchor(v_actor, add_note_safe.order_id, add_note_safe.lead_id, add_note_safe.customer_id);
    -- What is noted of somebody who was erased would be erased by nobody.
    if exists (
      select from public.customers as c
      where c.desk_id = v_actor.desk_id and c.erased_at is not null and c.id in (
        select o.customer_id from public.orders as o where o.desk_id = v_actor.desk_id and o.id = add_note_safe.order_id
        union all select l.customer_id from public.leads as l where l.desk_id = v_actor.desk_id and l.id = add_note_safe.lead_id)
    ) then
      perform private.refuse(404, 'NOT_FOUND', 'The customer was erased, and nothing more is noted of them.');
    end if;
    update public.customers as c set notes = private.joined_notes(c.notes, v_line) where c.desk_id = v_actor.desk_id and c.id = add_note_safe.customer_id;
    update public.leads as l set notes = private.joined_notes(l.notes, v_line) where l.desk_id = v_actor.desk_id and l.id = add_note_safe.lead_id;
    update public.orders as o set notes = private.joined_notes(o.notes, v_line) where o.desk_id = v_actor.desk_id and o.id = add_note_safe.order_id;
    perform private.keep_result(v_actor.desk_id, 'add_note_safe', add_note_safe.idempotency_key, pg_catalog.jsonb_build_object(
      'noted', coalesce(add_note_safe.order_id, add_note_safe.lead_id, add_note_safe.customer_id)));
  end if;
  return pg_catalog.jsonb_build_object('duplicate', v_known is not null);
end
$$;
comment on function public.add_note_safe is
  'Notes something on an order, a lead or a customer, with its time and who says it; for the staff alone. Callers: staff, agents on what they see. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

-- The last of one's own notes there, and no other line.
create function private.without_own_note(notes text, actor public.staff) returns text
language sql
stable
as $$
  select nullif(pg_catalog.string_agg(n.line, E'\n' order by n.place) filter (where n.place <> coalesce(n.own, 0)), '')
  from (
    select r.line, r.place, pg_catalog.max(r.place) filter (
      where pg_catalog.left(pg_catalog.substr(r.line, 18), pg_catalog.length(actor.display_name) + 1) = actor.display_name || ':'
        and r.line ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} ') over () as own
    from pg_catalog.regexp_split_to_table(without_own_note.notes, E'\n') with ordinality as r (line, place)
  ) as n
$$;
comment on function private.without_own_note is 'Notes without the last line that this member of the staff has written.';

create function public.take_note_back_safe(actor_id uuid, order_id uuid default null, lead_id uuid default null, customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(take_note_back_safe.actor_id, '{agent,manager,admin,owner}');
begin
  if pg_catalog.num_nonnulls(take_note_back_safe.order_id, take_note_back_safe.lead_id, take_note_back_safe.customer_id) <> 1 then
    perform private.refuse(400, 'BAD_INPUT', 'A note is about one order, one lead or one customer.', null, '{"field": "order_id"}');
  end if;
  perform private.check_anchor(v_actor, take_note_back_safe.order_id, take_note_back_safe.lead_id, take_note_back_safe.customer_id);
  update public.customers as c set notes = private.without_own_note(c.notes, v_actor) where c.desk_id = v_actor.desk_id and c.id = take_note_back_safe.customer_id;
  update public.leads as l set notes = private.without_own_note(l.notes, v_actor) where l.desk_id = v_actor.desk_id and l.id = take_note_back_safe.lead_id;
  update public.orders as o set notes = private.without_own_note(o.notes, v_actor) where o.desk_id = v_actor.desk_id and o.id = take_note_back_safe.order_id;
  return '{"taken_back": true}';
end
$$;
comment on function public.take_note_back_safe is
  'Removes the last note that the caller has written on an order, a lead or a customer. Callers: staff, agents on what they see. NOT_FOUND, BAD_INPUT.';

revoke execute on function private.note_line, private.joined_notes, private.without_own_note from public;
grant execute on function private.note_line, private.joined_notes, private.without_own_note to desk_rpc;
select private.hand_over('public.staff_customer(uuid, uuid)');
select private.hand_over('public.staff_colleagues(uuid)');
select private.hand_over('public.add_note_safe(uuid, text, uuid, uuid, uuid, text)');
select private.hand_over('public.take_note_back_safe(uuid, uuid, uuid, uuid)');
revoke execute on function public.staff_customer, public.staff_colleagues, public.add_note_safe, public.take_note_back_safe from public, anon, authenticated;
grant execute on function public.staff_customer, public.staff_colleagues, public.add_note_safe, public.take_note_back_safe to service_role;
