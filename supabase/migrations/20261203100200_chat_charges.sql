-- squawk-ignore-file require-concurrent-index-creation
-- Money that a channel has taken for us, each charge once, whatever came of it.

create table public.chat_charges (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  account_id uuid not null,
  charge_id text not null,
  provider_charge_id text,
  invoice_id uuid,
  charged bigint not null,
  charged_currency char(3) not null,
  payer text,
  payer_name text,
  payment_id uuid,
  transfer_id uuid,
  received_at timestamptz not null default clock_timestamp(),
  constraint chat_charges_are_found_within_their_desk unique (desk_id, id),
  constraint chat_charges_come_once unique (account_id, charge_id),
  constraint chat_charges_account_belongs_to_the_desk foreign key (desk_id, account_id) references public.channel_accounts (desk_id, id) on delete restrict,
  constraint chat_charges_invoice_belongs_to_the_desk foreign key (desk_id, invoice_id) references public.chat_invoices (desk_id, id) on delete restrict,
  constraint chat_charges_payment_belongs_to_the_desk foreign key (desk_id, payment_id) references public.payments (desk_id, id) on delete restrict,
  constraint chat_charges_transfer_belongs_to_the_desk foreign key (desk_id, transfer_id) references public.incoming_transfers (desk_id, id) on delete restrict,
  constraint chat_charges_are_one_payment_or_money_without_an_order check (num_nonnulls(payment_id, transfer_id) <= 1),
  constraint chat_charges_are_positive check (charged > 0),
  constraint chat_charges_ids_are_short check (charge_id ~ '\S' and char_length(charge_id) <= 180 and char_length(provider_charge_id) <= 200),
  constraint chat_charges_payer_is_short check (char_length(payer) <= 200 and char_length(payer_name) <= 200)
);
comment on table public.chat_charges is 'What channels have charged for us, and which payment it became. Changes only through commands.';
comment on column public.chat_charges.charge_id is 'The channel''s own id of the charge: it comes once, however often it is told of.';
comment on column public.chat_charges.payer is 'Who paid, by the provider''s own id: not always the customer. Empty once forgotten.';

create index chat_charges_of_an_account on public.chat_charges (desk_id, account_id, received_at desc);
create index chat_charges_of_an_invoice on public.chat_charges (desk_id, invoice_id) where invoice_id is not null;
create index chat_charges_by_payment on public.chat_charges (desk_id, payment_id) where payment_id is not null;
create index chat_charges_by_transfer on public.chat_charges (desk_id, transfer_id) where transfer_id is not null;
create index chat_charges_of_a_payer on public.chat_charges (account_id, payer) where payer is not null;

alter table public.chat_charges enable row level security;
revoke all on public.chat_charges from anon, authenticated, service_role;
grant select on public.chat_charges to authenticated;
grant select, insert, update, delete on public.chat_charges to service_role;
grant select, insert, update on public.chat_charges to desk_rpc;
select private.attach_guards('public.chat_charges');
create policy "safe RPCs pass" on public.chat_charges to desk_rpc using (true) with check (true);
create policy "managers read the charges of their desk" on public.chat_charges for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
