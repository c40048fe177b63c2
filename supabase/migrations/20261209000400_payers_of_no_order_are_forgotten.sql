-- Whom Stars of no order should have gone back to is forgotten as well when that fails: it is not tried again.

create or replace function private.drop_payer_given_back() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Without a name it is somebody forgotten, of whom nothing else was kept.
  update public.chat_charges as g set payer = null
  where g.desk_id = new.desk_id and g.id = new.charge_id and g.payer is not null and g.payer_name is null
    and (new.status = 'done' or new.payment_id is null or exists (
      select from public.chat_invoices as i
      join public.orders as o on o.desk_id = i.desk_id and o.id = i.order_id
      join public.customers as u on u.desk_id = o.desk_id and u.id = o.customer_id
      where i.desk_id = g.desk_id and i.id = g.invoice_id and u.erased_at is not null));
  return null;
end
$$;

create or replace function private.charge_to_give_back(transfer public.incoming_transfers) returns uuid
language sql
stable
as $$
  select g.id from public.chat_charges as g
  join public.payment_methods as m on m.desk_id = transfer.desk_id and m.code = transfer.method and m.gives_back
  where g.desk_id = transfer.desk_id and g.transfer_id = transfer.id and g.payment_id is null and g.given_back_at is null
    -- To somebody who was forgotten nothing can be given back.
    and g.payer is not null
    and not exists (select from public.charge_refunds as k where k.desk_id = g.desk_id and k.charge_id = g.id and k.status <> 'failed')
$$;
