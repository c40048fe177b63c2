-- squawk-ignore-file require-concurrent-index-creation
-- Money that came in and that nobody has found the order of yet. It counts for nothing until it is matched.

create type public.transfer_status as enum ('open', 'matched', 'dismissed');

create table public.incoming_transfers (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  amount numeric(15, 2) not null,
  currency char(3) not null,
  method text not null,
  payer text,
  reference text,
  note text,
  received_at timestamptz not null,
  status public.transfer_status not null default 'open',
  payment_id uuid,
  reason text,
  settled_at timestamptz,
  settled_by uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint incoming_transfers_are_found_within_their_desk unique (desk_id, id),
  constraint incoming_transfers_reference_is_unique_at_the_desk unique (desk_id, reference),
  constraint incoming_transfers_method_is_on_the_list foreign key (desk_id, method) references public.payment_methods (desk_id, code) on delete restrict,
  constraint incoming_transfers_payment_belongs_to_the_desk foreign key (desk_id, payment_id) references public.payments (desk_id, id) on delete restrict,
  constraint incoming_transfers_settled_by_belongs_to_the_desk foreign key (desk_id, settled_by) references public.staff (desk_id, id) on delete restrict,
  constraint incoming_transfers_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint incoming_transfers_amount_is_positive check (amount > 0 and amount <> 'NaN'),
  constraint incoming_transfers_texts_are_short check (char_length(payer) <= 200 and char_length(note) <= 1000 and char_length(reason) <= 500),
  constraint incoming_transfers_reference_is_not_blank check (reference ~ '\S' and char_length(reference) <= 200),
  constraint incoming_transfers_matched_name_their_payment check ((status = 'matched') = (payment_id is not null)),
  constraint incoming_transfers_settled_say_when_and_by_whom check ((status = 'open') = (settled_at is null) and (status = 'open') = (settled_by is null))
);
comment on table public.incoming_transfers is 'Money that came in without an order. Changes through commands only: matched with an order it becomes a payment, once.';
comment on column public.incoming_transfers.reference is 'The bank''s own number of it; unique at the desk, so that no statement is read in twice.';
comment on column public.incoming_transfers.payer is 'Who sent it, as the bank writes it.';

create index incoming_transfers_open on public.incoming_transfers (desk_id, received_at desc) where status = 'open';
create index incoming_transfers_by_payment on public.incoming_transfers (desk_id, payment_id) where payment_id is not null;
create index incoming_transfers_by_method on public.incoming_transfers (desk_id, method);
create index incoming_transfers_by_settler on public.incoming_transfers (desk_id, settled_by) where settled_by is not null;
create index incoming_transfers_by_creator on public.incoming_transfers (desk_id, created_by);
-- What a transfer could be for is looked up by its sum, and by its payer.
create index orders_unpaid_by_total on public.orders (desk_id, total_amount) where status = 'awaiting_payment';
create index payments_planned_by_amount on public.payments (desk_id, amount) where status = 'planned' and role = 'client_payment';
create index customers_by_plain_name on public.customers (desk_id, lower(full_name)) where erased_at is null;

alter table public.incoming_transfers enable row level security;
revoke all on public.incoming_transfers from anon, authenticated, service_role;
grant select on public.incoming_transfers to authenticated;
grant select, insert, update, delete on public.incoming_transfers to service_role;
grant select, insert, update on public.incoming_transfers to desk_rpc;
select private.attach_guards('public.incoming_transfers');
select private.attach_audit('public.incoming_transfers', 'transfer');
create trigger touch_row before update on public.incoming_transfers for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.incoming_transfers to desk_rpc using (true) with check (true);
create policy "managers read the money that came to their desk" on public.incoming_transfers for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create function private.forget_transfers() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.incoming_transfers as i set payer = null, note = null
  where i.desk_id = new.desk_id and i.payment_id in (
    select p.id from public.payments as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
    where o.desk_id = new.desk_id and o.customer_id = new.id
  ) or i.desk_id = new.desk_id and i.status = 'open' and lower(i.payer) = lower(old.full_name);
  return null;
end
$$;
comment on function private.forget_transfers is 'Takes the name of a forgotten customer from the money they sent; the sums stay.';
revoke execute on function private.forget_transfers from public;
select private.hand_over('private.forget_transfers()');
create trigger forget_transfers after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_transfers();
