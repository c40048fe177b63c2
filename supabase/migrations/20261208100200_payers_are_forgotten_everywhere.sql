-- Who paid is forgotten where money waits for its order too, once their Stars are back, and when the money comes after the customer
-- was forgotten.

create or replace function private.drop_payers() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.chat_invoices as i set approved_for = null
  from public.orders as o
  where o.desk_id = new.desk_id and o.customer_id = new.id and i.desk_id = o.desk_id and i.order_id = o.id and i.approved_for is not null;
  with forgotten as (
    update public.chat_charges as g set payer_name = null, payer = case when exists (
      select from public.charge_refunds as k where k.desk_id = g.desk_id and k.charge_id = g.id and k.status in ('waiting', 'claimed')
    ) then g.payer end
    where g.desk_id = new.desk_id and pg_catalog.num_nonnulls(g.payer, g.payer_name) > 0 and (
      exists (
        select from public.chat_invoices as i join public.orders as o on o.desk_id = i.desk_id and o.id = i.order_id
        where i.desk_id = g.desk_id and i.id = g.invoice_id and o.customer_id = new.id)
      or exists (
        select from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id and c.account_id = g.account_id and c.sender_id = g.payer))
    returning g.transfer_id
  )
  update public.incoming_transfers as t set payer = null
  from forgotten as f where t.desk_id = new.desk_id and t.id = f.transfer_id and t.payer is not null;
  return null;
end
$$;

create function private.drop_payer_given_back() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Without a name it is somebody forgotten, of whom nothing else was kept.
  update public.chat_charges as g set payer = null
  where g.desk_id = new.desk_id and g.id = new.charge_id and g.payer is not null and g.payer_name is null and (new.status = 'done' or exists (
    select from public.chat_invoices as i
    join public.orders as o on o.desk_id = i.desk_id and o.id = i.order_id
    join public.customers as u on u.desk_id = o.desk_id and u.id = o.customer_id
    where i.desk_id = g.desk_id and i.id = g.invoice_id and u.erased_at is not null));
  return null;
end
$$;
comment on function private.drop_payer_given_back is 'Forgets whom Stars went back to, where that was all that was still known of them.';
revoke execute on function private.drop_payer_given_back from public;
select private.hand_over('private.drop_payer_given_back()');
create trigger drop_payer_given_back after update of status on public.charge_refunds for each row
  when (old.status <> new.status and new.status in ('done', 'failed')) execute function private.drop_payer_given_back();

create function private.drop_late_payer() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (
    select from public.chat_invoices as i
    join public.orders as o on o.desk_id = i.desk_id and o.id = i.order_id
    join public.customers as u on u.desk_id = o.desk_id and u.id = o.customer_id
    where i.desk_id = new.desk_id and i.id = new.invoice_id and u.erased_at is not null)
  then
    new.payer_name := null;
  end if;
  return new;
end
$$;
comment on function private.drop_late_payer is 'Money for the order of somebody forgotten comes without a name.';
revoke execute on function private.drop_late_payer from public;
select private.hand_over('private.drop_late_payer()');
create trigger drop_late_payer before insert on public.chat_charges for each row
  when (new.payer_name is not null and new.invoice_id is not null) execute function private.drop_late_payer();
