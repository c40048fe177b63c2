-- A topic is what a staff group shows of one customer's chat. It has a chat of its own, to which things are said in their
-- order, and one for each member of the staff who writes in it: theirs, so that whoever writes there acts as themselves.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- A desk of before has few chats: whoever writes waits a moment, once.

create table public.topics (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  group_id uuid not null,
  chat_id uuid,
  thread text,
  created_at timestamptz not null default clock_timestamp(),
  constraint topics_are_found_within_their_desk unique (desk_id, id),
  constraint topics_group_belongs_to_the_desk foreign key (desk_id, group_id) references public.staff_groups (desk_id, id) on delete restrict,
  constraint topics_are_of_a_chat_of_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint topics_are_one_per_chat unique (group_id, chat_id),
  constraint topics_thread_is_short check (thread ~ '\S' and char_length(thread) <= 60)
);
comment on table public.topics is 'Which topic of a staff group shows which chat. Changes only through commands.';
comment on column public.topics.chat_id is 'The customer''s chat; empty once the customer is forgotten.';
comment on column public.topics.thread is 'The provider''s own id of the topic; empty before it is made, and after it was deleted there.';

create unique index topics_are_one_per_thread on public.topics (group_id, thread) where thread is not null;
create index topics_of_a_group on public.topics (desk_id, group_id);
create index topics_of_a_chat on public.topics (desk_id, chat_id) where chat_id is not null;

alter table public.topics enable row level security;
revoke all on public.topics from anon, authenticated, service_role;
grant select on public.topics to authenticated;
grant select, insert, update, delete on public.topics to service_role;
grant select, insert, update on public.topics to desk_rpc;
select private.attach_guards('public.topics');
create policy "safe RPCs pass" on public.topics to desk_rpc using (true) with check (true);
create policy "managers read the topics of their desk" on public.topics for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

alter table public.chats
  add column topic_id uuid,
  add constraint chats_topic_belongs_to_the_desk foreign key (desk_id, topic_id) references public.topics (desk_id, id) on delete restrict;
comment on column public.chats.topic_id is 'The topic of a staff group that is written to, or in which somebody of the staff writes. Its external_id is a name of ours.';
create index chats_of_a_topic on public.chats (desk_id, topic_id) where topic_id is not null;

-- Whoever writes in a topic is there as staff, never as the customer they may be elsewhere.
create function private.know_topic() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    select t.id into new.topic_id
    from public.topics as t join public.staff_groups as g on g.id = t.group_id
    where t.desk_id = new.desk_id and g.account_id = new.account_id and t.id = pg_catalog.substring(new.external_id, '^topic:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::|$)')::uuid;
  end if;
  if new.topic_id is not null then
    new.customer_id := null;
  end if;
  return new;
end
$$;
comment on function private.know_topic is 'Names the topic of a chat that is called after one.';
revoke execute on function private.know_topic from public;
select private.hand_over('private.know_topic()');
create trigger know_topic before insert on public.chats for each row when (new.external_id like 'topic:%') execute function private.know_topic();
create trigger know_topic_again before update of customer_id on public.chats for each row
  when (new.topic_id is not null) execute function private.know_topic();

-- What is shown to the group is no chat of somebody whom nobody knows yet.
create or replace function private.sees_chat(chat_id uuid, desks uuid[], staff uuid[]) returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from public.chats as c
    where c.id = sees_chat.chat_id and c.desk_id = any (sees_chat.desks)
      and ((c.customer_id is null and c.staff_id is null and c.topic_id is null) or private.meets_customer(c.customer_id, sees_chat.desks, sees_chat.staff))
  );
end
$$;

create or replace function private.seen_chat(actor public.staff, chat_id uuid) returns public.chats
language plpgsql
stable
as $$
declare
  v_chat public.chats;
begin
  select c.* into v_chat from public.chats as c
  where c.desk_id = actor.desk_id and c.id = seen_chat.chat_id and c.topic_id is null and (c.staff_id is null or c.customer_id is not null)
    and (actor.role <> 'agent' or private.sees_chat(c.id, array[actor.desk_id], array[actor.id]));
  if v_chat.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such chat at this desk.');
  end if;
  return v_chat;
end
$$;

create or replace function private.chats_about(actor public.staff, about text) returns uuid[]
language plpgsql
stable
as $$
#variable_conflict use_column
declare
  v_about text := pg_catalog.btrim(pg_catalog.left(chats_about.about, 100));
  v_customer uuid;
  v_chats uuid[];
begin
  if v_about ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    v_customer := (select c.id from public.customers as c where c.desk_id = actor.desk_id and c.id = v_about::uuid);
    v_chats := case when v_customer is null then array[v_about::uuid] end;
  else
    v_customer := coalesce(
      (select o.customer_id from public.orders as o
        where o.desk_id = actor.desk_id and o.order_code = pg_catalog.upper(v_about) and private.is_theirs(actor, o.assigned_to)),
      (select c.id from public.customers as c
        where c.desk_id = actor.desk_id and c.phone = '+' || pg_catalog.regexp_replace(v_about, '\D', '', 'g') and v_about ~ '^\+?[0-9 ()-]{7,20}$'));
  end if;
  if v_customer is not null then
    v_chats := array_remove(array[private.chat_of_customer(actor.desk_id, v_customer)], null);
  elsif v_chats is null then
    v_chats := array(
      select x.id from (
        select c.id, h.waiting_since, 1 as place from public.handovers as h join public.chats as c on c.id = h.chat_id
        where h.desk_id = actor.desk_id and h.ended_at is null and pg_catalog.lower(private.name_in_chat(c)) like pg_catalog.replace(pg_catalog.replace(pg_catalog.lower(v_about), '\', '\\'), '%', '\%') || '%'
        union all
        select private.chat_of_customer(actor.desk_id, u.id), null, 2 from private.customers_by_name(actor.desk_id, private.plain_query(v_about)) as u
        where private.sees_customer(actor, u.id)
      ) as x where x.id is not null
      group by x.id order by pg_catalog.min(x.place), pg_catalog.min(x.waiting_since) nulls last, x.id limit 8);
  end if;
  return array(
    select c.id from pg_catalog.unnest(v_chats) with ordinality as x (id, place) join public.chats as c on c.id = x.id
    where c.desk_id = actor.desk_id and c.topic_id is null and (c.staff_id is null or c.customer_id is not null)
      and (actor.role <> 'agent' or private.sees_chat(c.id, array[actor.desk_id], array[actor.id]))
    order by x.place);
end
$$;

-- The menu is of their private chats.
create or replace function public.staff_chats(provider text, account text) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('chat', c.external_id, 'role', s.role, 'language', s.language) order by c.id), '[]')
    from public.channel_accounts as a
    join public.chats as c on c.desk_id = a.desk_id and c.account_id = a.id and c.staff_id is not null and c.topic_id is null and c.unreachable_at is null
    join public.staff as s on s.desk_id = c.desk_id and s.id = c.staff_id and s.status = 'active' and s.role <> 'system'
    where a.provider = staff_chats.provider and a.account = staff_chats.account);
end
$$;
