-- What was half ordered when a conversation ended in silence, for the next one. It comes from the slots of the conversation,
-- which are there for staff to see; the state stays the dialogue's own.

create table public.saved_carts (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  chat_id uuid not null,
  customer_id uuid,
  cart jsonb not null,
  status text not null default 'kept',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint saved_carts_belong_to_a_chat_of_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint saved_carts_customer_belongs_to_the_desk foreign key (desk_id, customer_id) references public.customers (desk_id, id) on delete restrict,
  constraint saved_carts_are_objects check (jsonb_typeof(cart) = 'object'),
  constraint saved_carts_have_a_status check (status in ('kept', 'taken', 'emptied', 'replaced', 'forgotten'))
);
comment on table public.saved_carts is 'What people had half ordered when they fell silent; offered to them when they write again. Changes through commands only.';
comment on column public.saved_carts.cart is 'lines (listing_id, title, quantity, options, price, currency), address, comment: as it was. Prices are read anew when it is taken.';

create unique index saved_carts_one_kept_per_chat on public.saved_carts (desk_id, chat_id) where status = 'kept';
create index saved_carts_kept_of_a_customer on public.saved_carts (desk_id, customer_id, created_at desc) where status = 'kept' and customer_id is not null;
create index saved_carts_of_a_chat on public.saved_carts (desk_id, chat_id);
create index saved_carts_of_a_customer on public.saved_carts (desk_id, customer_id) where customer_id is not null;

alter table public.saved_carts enable row level security;
revoke all on public.saved_carts from anon, authenticated, service_role;
grant select on public.saved_carts to authenticated;
grant select, insert, update, delete on public.saved_carts to service_role;
grant select, insert, update on public.saved_carts to desk_rpc;
select private.attach_guards('public.saved_carts');
create trigger touch_row before update on public.saved_carts for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.saved_carts to desk_rpc using (true) with check (true);
create policy "staff read the carts of chats they see" on public.saved_carts for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

create function private.keep_cart() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update public.saved_carts as s set status = 'replaced' where s.desk_id = new.desk_id and s.chat_id = new.chat_id and s.status = 'kept';
  insert into public.saved_carts (desk_id, chat_id, customer_id, cart)
  select new.desk_id, new.chat_id, coalesce(c.customer_id, new.customer_id), new.slots -> 'cart' from public.chats as c where c.id = new.chat_id;
  return null;
end
$$;
comment on function private.keep_cart is 'Keeps what was in the cart of a conversation that has ended without an order.';
revoke execute on function private.keep_cart from public;
grant execute on function private.keep_cart to desk_rpc;
create trigger keep_cart after update of status on public.conversations for each row
  when (old.status = 'active' and new.status = 'closed' and current_user = 'desk_rpc' and jsonb_typeof(new.slots #> '{cart,lines}') = 'array')
  execute function private.keep_cart();

create function private.forget_carts() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.saved_carts as s set cart = '{}', status = 'forgotten', customer_id = null
  where s.desk_id = new.desk_id and (s.customer_id = new.id
    or s.chat_id in (select v.chat_id from public.conversations as v where v.desk_id = new.desk_id and v.customer_id = new.id)
    or s.chat_id in (select c.id from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id));
  return null;
end
$$;
comment on function private.forget_carts is 'Forgets the carts of a forgotten customer.';
revoke execute on function private.forget_carts from public;
select private.hand_over('private.forget_carts()');
create trigger forget_carts after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_carts();

create function private.saved_cart(of_chat public.chats) returns jsonb
language plpgsql
stable
as $$
begin
  return (
    select pg_catalog.jsonb_build_object('id', s.id, 'lines', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('title', l.value -> 'title', 'quantity', l.value -> 'quantity') order by l.ordinality), '[]')
      from pg_catalog.jsonb_array_elements(s.cart -> 'lines') with ordinality as l))
    from public.saved_carts as s
    where s.desk_id = of_chat.desk_id and s.status = 'kept' and s.created_at > pg_catalog.now() - interval '30 days'
      and (s.chat_id = of_chat.id or (of_chat.customer_id is not null and s.customer_id = of_chat.customer_id))
    order by s.created_at desc limit 1
  );
end
$$;
comment on function private.saved_cart is 'The newest cart kept for the person in a chat, of this chat or another of theirs, not older than a month; or null.';
revoke execute on function private.saved_cart from public;
grant execute on function private.saved_cart to desk_rpc;

create or replace function private.inbox_claim(message_id bigint) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object(
    'message_id', m.id, 'attempts', m.attempts, 'event', m.event, 'received_at', m.received_at, 'worker', m.lease_by,
    'system_staff_id', (select s.id from public.staff as s where s.desk_id = m.desk_id and s.role = 'system'),
    'chat', pg_catalog.jsonb_build_object('id', c.id, 'provider', a.provider, 'account', a.account, 'external_id', c.external_id,
      'sender', c.sender_id, 'sender_name', c.sender_name, 'language', c.language),
    'desk', private.desk_json(m.desk_id),
    'customer', private.known_customer(m.desk_id, c.customer_id),
    'staff', (select private.staff_json(s) from public.staff as s where s.id = c.staff_id),
    'conversation', v.conversation,
    -- Only where a conversation begins: afterwards it is the dialogue that knows.
    'saved_cart', case when v.conversation is null then private.saved_cart(c) end)
  from public.inbox_messages as m
  join public.chats as c on c.id = m.chat_id
  join public.channel_accounts as a on a.id = m.account_id
  left join lateral (
    select pg_catalog.jsonb_build_object('id', x.id, 'machine', x.machine, 'version', x.version, 'state', x.state,
      'language', x.language, 'owner', x.owner, 'turn', x.turn) as conversation
    from public.conversations as x where x.chat_id = c.id and x.status = 'active'
  ) as v on true
  where m.id = inbox_claim.message_id);
end
$$;
