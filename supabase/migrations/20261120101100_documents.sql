-- Papers and pictures of orders, leads and customers. The file lies in storage; here is what it is and who brought it.

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid,
  lead_id uuid,
  customer_id uuid,
  type text not null,
  storage_path text not null,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  uploaded_by uuid not null,
  initiated_by_customer uuid,
  updated_at timestamptz not null default now(),
  constraint documents_are_found_within_their_desk unique (desk_id, id),
  constraint documents_belong_to_something check (num_nonnulls(order_id, lead_id, customer_id) > 0),
  constraint documents_order_belongs_to_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint documents_lead_belongs_to_the_desk foreign key (desk_id, lead_id) references public.leads (desk_id, id) on delete restrict,
  constraint documents_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint documents_initiator_belongs_to_the_desk foreign key (desk_id, initiated_by_customer) references public.customers (desk_id, id) on delete restrict,
  constraint documents_type_is_on_the_list foreign key (desk_id, type) references public.document_types (desk_id, code) on delete restrict,
  constraint documents_uploaded_by_belongs_to_the_desk foreign key (desk_id, uploaded_by) references public.staff (desk_id, id) on delete restrict,
  constraint documents_storage_path_is_a_path check (storage_path ~ '^[^/\s][^\s]*$' and storage_path !~ '\.\.' and char_length(storage_path) <= 500)
);
comment on table public.documents is 'Papers and pictures. Added by commands; the files lie in the private storage.';

create index documents_of_an_order on public.documents (desk_id, order_id) where order_id is not null;
create index documents_of_a_lead on public.documents (desk_id, lead_id) where lead_id is not null;
create index documents_of_a_customer on public.documents (desk_id, customer_id) where customer_id is not null;
create index documents_by_type on public.documents (desk_id, type);
create index documents_by_uploader on public.documents (desk_id, uploaded_by);
create index documents_by_initiator on public.documents (desk_id, initiated_by_customer) where initiated_by_customer is not null;

alter table public.documents enable row level security;
revoke all on public.documents from anon, authenticated, service_role;
grant select on public.documents to authenticated;
grant select, insert, update, delete on public.documents to service_role;
grant select, insert, update on public.documents to desk_rpc;
select private.attach_guards('public.documents');
select private.attach_audit('public.documents', 'document');
create trigger touch_row before update on public.documents for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.documents to desk_rpc using (true) with check (true);
