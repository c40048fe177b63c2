-- The ledger. A row freezes at a terminal status; a correction is a new row. Nothing is summed up here: balances are derived.

create type public.payment_direction as enum ('incoming', 'outgoing');
create type public.payment_role as enum
  ('client_payment', 'supplier_payment', 'shipping_payment', 'commission_payout', 'refund', 'fee', 'supplier_refund');
create type public.payment_status as enum ('planned', 'pending', 'completed', 'failed', 'cancelled');
create type public.refund_reason as enum ('returned', 'price_adjustment', 'cancelled', 'overpayment', 'chargeback');

create table public.payments (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  amount numeric(15, 2) not null,
  currency char(3) not null,
  direction public.payment_direction not null,
  role public.payment_role not null,
  method text not null,
  status public.payment_status not null default 'planned',
  external_reference text,
  related_payment_id uuid,
  refund_reason public.refund_reason,
  due_at timestamptz,
  completed_at timestamptz,
  initiated_by_customer uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint payments_are_found_within_their_desk unique (desk_id, id),
  constraint payments_external_reference_is_unique_at_the_desk unique (desk_id, external_reference),
  constraint payments_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint payments_method_is_on_the_list foreign key (desk_id, method) references public.payment_methods (desk_id, code) on delete restrict,
  constraint payments_related_payment_belongs_to_the_desk foreign key (desk_id, related_payment_id) references public.payments (desk_id, id) on delete restrict,
  constraint payments_initiator_belongs_to_the_desk foreign key (desk_id, initiated_by_customer) references public.customers (desk_id, id) on delete restrict,
  constraint payments_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint payments_amount_is_positive check (amount > 0 and amount <> 'NaN'),
  constraint payments_direction_fits_the_role check (
    (direction = 'incoming' and role in ('client_payment', 'supplier_refund'))
    or (direction = 'outgoing' and role in ('supplier_payment', 'shipping_payment', 'commission_payout', 'refund', 'fee'))
  ),
  constraint payments_refunds_name_what_they_refund check (
    (role = 'refund') = (related_payment_id is not null) and (role = 'refund') = (refund_reason is not null)
  ),
  constraint payments_reference_is_not_blank check (external_reference ~ '\S' and char_length(external_reference) <= 200),
  constraint payments_completed_say_when check ((status = 'completed') = (completed_at is not null))
);
comment on table public.payments is 'The ledger of every order. Rows are recorded by commands and freeze once completed, failed for good or cancelled.';
comment on column public.payments.external_reference is 'The provider''s own number, with the gateway before it (stripe:…); unique at the desk, so that no payment counts twice.';

create index payments_of_an_order on public.payments (desk_id, order_id, created_at);
create index payments_completed_of_an_order on public.payments (order_id) include (role, amount, refund_reason) where status = 'completed';
create index payments_by_status on public.payments (desk_id, status, created_at desc);
create index payments_related_to_a_payment on public.payments (desk_id, related_payment_id) where related_payment_id is not null;
create index payments_by_method on public.payments (desk_id, method);
create index payments_by_creator on public.payments (desk_id, created_by);
create index payments_by_initiator on public.payments (desk_id, initiated_by_customer) where initiated_by_customer is not null;

alter table public.payments enable row level security;
revoke all on public.payments from anon, authenticated, service_role;
grant select on public.payments to authenticated;
grant select, insert, update, delete on public.payments to service_role;
grant select, insert, update on public.payments to desk_rpc;
select private.attach_guards('public.payments');
select private.attach_audit('public.payments', 'payment');
create trigger touch_row before update on public.payments for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.payments to desk_rpc using (true) with check (true);

-- For everybody, the safe RPCs included: what money did does not change afterwards, and its identity never.
create function private.freeze_payment() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or old.status in ('completed', 'cancelled')
    or (old.order_id, old.amount, old.currency, old.direction, old.role) is distinct from (new.order_id, new.amount, new.currency, new.direction, new.role)
    or (old.external_reference is not null and old.external_reference is distinct from new.external_reference)
  then
    raise exception using
      errcode = 'PT403',
      message = 'A payment that is completed or cancelled stays as it is.',
      detail = '{"code": "IMMUTABLE", "table": "payments", "operation": "UPDATE"}',
      hint = 'Record a correction as a new payment.';
  end if;
  return new;
end
$$;
comment on function private.freeze_payment is 'Refuses changes of a payment at a terminal status, and of what a payment is. IMMUTABLE.';
revoke execute on function private.freeze_payment from public;
create trigger freeze_payment before update or delete on public.payments for each row execute function private.freeze_payment();
