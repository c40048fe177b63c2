-- A chat is one conversation partner at one account. Its row is the lock under which everything of the chat happens:
-- a turn, the place of a message in the order of sending, a pause.

create table public.chats (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  account_id uuid not null,
  external_id text not null,
  sender_id text not null,
  sender_name text,
  language text,
  customer_id uuid,
  staff_id uuid,
  next_seq bigint not null default 1,
  lease_until timestamptz,
  lease_by text,
  last_inbound_at timestamptz,
  last_outbound_at timestamptz,
  tokens double precision,
  tokens_at timestamptz,
  paused_until timestamptz,
  unreachable_at timestamptz,
  created_at timestamptz not null default now(),
  constraint chats_are_found_within_their_desk unique (desk_id, id),
  constraint chats_are_found_within_their_account unique (desk_id, account_id, id),
  constraint chats_are_one_per_partner unique (account_id, external_id),
  constraint chats_account_belongs_to_the_desk foreign key (desk_id, account_id) references public.channel_accounts (desk_id, id) on delete restrict,
  constraint chats_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint chats_staff_belong_to_the_desk foreign key (desk_id, staff_id) references public.staff (desk_id, id) on delete restrict,
  constraint chats_ids_are_not_blank check (external_id ~ '\S' and char_length(external_id) <= 200 and sender_id ~ '\S' and char_length(sender_id) <= 200),
  constraint chats_sender_name_is_short check (char_length(sender_name) <= 200),
  constraint chats_language_is_a_language_tag check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint chats_lease_has_a_holder check ((lease_until is null) = (lease_by is null))
-- Room on the page: the row changes with every message, and no index does.
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
comment on table public.chats is 'Who writes to the desk, and where. Changes only through commands.';
comment on column public.chats.external_id is 'The provider''s own id of the chat.';
comment on column public.chats.sender_id is 'The provider''s own id of the person: what an identity is compared with.';
comment on column public.chats.next_seq is 'The place of the next message to this chat.';
comment on column public.chats.lease_until is 'Until then a turn of this chat is under way, by lease_by.';
comment on column public.chats.unreachable_at is 'Since when the person cannot be reached here: blocked, deleted. Writing again ends it.';

create index chats_of_a_sender on public.chats (account_id, sender_id);
create index chats_of_a_customer on public.chats (desk_id, customer_id) where customer_id is not null;
create index chats_of_staff on public.chats (desk_id, staff_id) where staff_id is not null;

alter table public.chats enable row level security;
revoke all on public.chats from anon, authenticated, service_role;
grant select on public.chats to authenticated;
grant select, insert, update, delete on public.chats to service_role;
grant select, insert, update on public.chats to desk_rpc;
select private.attach_guards('public.chats');
create policy "safe RPCs pass" on public.chats to desk_rpc using (true) with check (true);

create function private.sees_chat(chat_id uuid, desks uuid[], staff uuid[]) returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.chats as c
    where c.id = sees_chat.chat_id and c.desk_id = any (sees_chat.desks)
      and ((c.customer_id is null and c.staff_id is null) or private.meets_customer(c.customer_id, sees_chat.desks, sees_chat.staff))
  );
end
$$;
comment on function private.sees_chat is
  'Whether these staff members see a chat at these desks: of a customer they meet, or of somebody nobody knows yet. For policies.';
select private.hand_over('private.sees_chat(uuid, uuid[], uuid[])');
revoke execute on function private.sees_chat from public;
grant execute on function private.sees_chat to authenticated;
create policy "staff read the chats they see" on public.chats for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

-- Whoever is recognised at a door is recognised in the chats there, whichever command said who it is.
create function private.link_chats() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_table_name = 'customer_identities' then
    update public.chats as c set customer_id = new.customer_id
    from public.channel_accounts as a
    where a.desk_id = new.desk_id and a.provider = new.provider and a.account = new.account
      and c.account_id = a.id and c.sender_id = new.external_id and c.customer_id is distinct from new.customer_id;
  else
    update public.chats as c set staff_id = new.staff_id
    from public.channel_accounts as a
    where a.desk_id = new.desk_id and a.provider = new.provider and a.account = new.account
      and c.account_id = a.id and c.sender_id = new.external_id and c.staff_id is distinct from new.staff_id;
  end if;
  return null;
end
$$;
comment on function private.link_chats is 'Tells the chats of a new identity whose they are.';
revoke execute on function private.link_chats from public;
select private.hand_over('private.link_chats()');
create trigger link_chats after insert on public.customer_identities for each row execute function private.link_chats();
create trigger link_chats after insert on public.staff_identities for each row execute function private.link_chats();
