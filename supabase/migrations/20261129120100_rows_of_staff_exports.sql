-- The rows of a file, a page at a time: nobody holds a hundred thousand orders in their hands at once.

create function private.export_page(export public.staff_exports, after timestamptz, after_id uuid, most integer)
returns table (id uuid, at timestamptz, shown jsonb)
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_since timestamptz := coalesce(export.since, '-infinity');
  v_after timestamptz := coalesce(export_page.after, 'infinity');
  v_after_id uuid := coalesce(export_page.after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  case export.what
    when 'orders' then
      return query
      select o.id, o.created_at, pg_catalog.jsonb_build_array(o.order_code, o.created_at, o.status, c.full_name, c.phone, o.currency, o.total_amount,
          m.received, m.refunded, m.balance_due, (select s.display_name from public.staff as s where s.id = o.assigned_to),
          (select pg_catalog.string_agg(l.quantity || ' x ' || l.title, '; ' order by l.position) from public.order_lines as l
            where l.desk_id = o.desk_id and l.order_id = o.id and l.removed_at is null))
      from (select x.* from public.orders as x
        where x.desk_id = export.desk_id and x.created_at >= v_since and x.created_at <= v_after and (x.created_at, x.id) < (v_after, v_after_id)
        order by x.created_at desc, x.id desc limit export_page.most) as o
      join public.customers as c on c.desk_id = o.desk_id and c.id = o.customer_id
      cross join lateral private.order_money(o.id, o.total_amount, o.status) as m;
    when 'payments' then
      return query
      select p.id, p.created_at, pg_catalog.jsonb_build_array(o.order_code, p.created_at, p.completed_at, p.direction, p.role, p.method, p.status, p.amount, p.currency,
          p.external_reference, p.refund_reason)
      from (select x.* from public.payments as x
        where x.desk_id = export.desk_id and x.created_at >= v_since and x.created_at <= v_after and (x.created_at, x.id) < (v_after, v_after_id)
        order by x.created_at desc, x.id desc limit export_page.most) as p
      join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id;
    when 'customers' then
      return query
      select c.id, c.created_at, pg_catalog.jsonb_build_array(c.full_name, c.phone, c.email, c.language, c.country, c.created_at,
          (select pg_catalog.count(*) from public.orders as o where o.desk_id = c.desk_id and o.customer_id = c.id))
      from (select x.* from public.customers as x
        where x.desk_id = export.desk_id and x.erased_at is null and x.created_at >= v_since and x.created_at <= v_after and (x.created_at, x.id) < (v_after, v_after_id)
        order by x.created_at desc, x.id desc limit export_page.most) as c;
    when 'leads' then
      return query
      select l.id, l.created_at, pg_catalog.jsonb_build_array(l.created_at, l.status, l.status_reason, l.source, c.full_name,
          coalesce(c.phone, l.contact_phone), coalesce(c.email, l.contact_email), l.item_url, l.comment, l.budget_amount, l.budget_currency,
          (select s.display_name from public.staff as s where s.id = l.assigned_to))
      from (select x.* from public.leads as x
        where x.desk_id = export.desk_id and x.created_at >= v_since and x.created_at <= v_after and (x.created_at, x.id) < (v_after, v_after_id)
        order by x.created_at desc, x.id desc limit export_page.most) as l
      left join public.customers as c on c.desk_id = l.desk_id and c.id = l.customer_id;
  end case;
end
$$;
comment on function private.export_page is 'So many rows of a file of the staff after the one named, the newest first, with all its columns.';

create function public.staff_export_rows(export_id uuid, worker text, after timestamptz default null, after_id uuid default null, most integer default 2000) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_most integer := least(greatest(coalesce(staff_export_rows.most, 2000), 1), 5000);
  v_export public.staff_exports;
begin
  -- Whoever still writes keeps their hold.
  update public.staff_exports as e set lease_until = greatest(e.lease_until, pg_catalog.clock_timestamp() + interval '2 minutes')
  where e.id = staff_export_rows.export_id and e.lease_by = staff_export_rows.worker and e.made_at is null and e.gone_at is null
  returning e.* into v_export;
  if v_export.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such export in this worker''s hands.');
  end if;
  return (
    select pg_catalog.jsonb_build_object('rows', coalesce(pg_catalog.jsonb_agg(p.shown order by p.at desc, p.id desc), '[]'),
      'last', case when pg_catalog.count(*) = v_most then (pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('at', p.at, 'id', p.id) order by p.at, p.id) -> 0) end)
    from private.export_page(v_export, staff_export_rows.after, staff_export_rows.after_id, v_most) as p);
end
$$;
comment on function public.staff_export_rows is
  'A page of the rows of a file that this worker makes, and where the next begins; null after the last. Caller: service_role. NOT_FOUND.';

revoke execute on function private.export_page from public;
grant execute on function private.export_page to desk_rpc;
select private.hand_over('public.staff_export_rows(uuid, text, timestamptz, uuid, integer)');
revoke execute on function public.staff_export_rows from public, anon, authenticated;
grant execute on function public.staff_export_rows to service_role;
