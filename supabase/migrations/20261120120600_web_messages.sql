-- What the web chat has delivered: the page reads it from here, now and after a reload.

create sequence public.web_versions as bigint;
revoke all on sequence public.web_versions from anon, authenticated, service_role;
grant usage on sequence public.web_versions to desk_rpc;

create table public.web_messages (
  id bigint generated always as identity primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  chat_id uuid not null,
  outbox_id bigint not null references public.outbox_messages (id) on delete restrict,
  content jsonb not null,
  position bigint not null,
  version bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  constraint web_messages_are_delivered_once unique (outbox_id),
  constraint web_messages_belong_to_a_chat_of_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint web_messages_are_edited_after_they_came check (version >= position)
);
comment on table public.web_messages is 'What the web chat shows of the desk. Changes only through commands.';
comment on column public.web_messages.position is 'Its place in the chat: the version it came with.';
comment on column public.web_messages.version is 'Grows with every change, so that a page asks for what is newer than it knows.';

create index web_messages_shown on public.web_messages (chat_id, version);
create index web_messages_of_a_chat on public.web_messages (desk_id, chat_id);

alter table public.web_messages enable row level security;
revoke all on public.web_messages from anon, authenticated, service_role;
grant select on public.web_messages to authenticated;
grant select, insert, update, delete on public.web_messages to service_role;
grant select, insert, update on public.web_messages to desk_rpc;
select private.attach_guards('public.web_messages');
create trigger touch_row before update on public.web_messages for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.web_messages to desk_rpc using (true) with check (true);
create policy "staff read what the web chat shows in chats they see" on public.web_messages for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));
