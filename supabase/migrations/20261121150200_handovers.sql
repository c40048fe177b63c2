-- A chat in the hands of a person, from the call or the taking over to the end. While there is one, the dialogue keeps
-- quiet: the row of the chat names it, so that whoever holds the chat sees at once whose it is.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- A desk of before has few chats: whoever writes waits a moment, once.

create table public.handovers (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  chat_id uuid not null,
  task_id uuid,
  began_at timestamptz not null default clock_timestamp(),
  taken_by uuid,
  taken_at timestamptz,
  waiting_since timestamptz,
  alarm_at timestamptz,
  alarms integer not null default 0,
  ended_at timestamptz,
  ended_by text,
  constraint handovers_are_found_within_their_desk unique (desk_id, id),
  constraint handovers_are_of_a_chat_of_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint handovers_task_belongs_to_the_desk foreign key (desk_id, task_id) references public.tasks (desk_id, id) on delete restrict,
  constraint handovers_taker_belongs_to_the_desk foreign key (desk_id, taken_by) references public.staff (desk_id, id) on delete restrict,
  constraint handovers_are_taken_by_somebody_at_a_time check ((taken_by is null) = (taken_at is null)),
  constraint handovers_raise_an_alarm_while_somebody_waits check (alarm_at is null or waiting_since is not null),
  constraint handovers_wait_for_nothing_once_ended check (ended_at is null or waiting_since is null),
  constraint handovers_alarms_are_two_at_most check (alarms between 0 and 2),
  constraint handovers_end_at_a_time_by_somebody check ((ended_at is null) = (ended_by is null)),
  constraint handovers_are_ended_by_whom_we_know check (ended_by in ('staff', 'customer', 'silence', 'erasure'))
);
comment on table public.handovers is 'Which chats are or were with a person, who took them, and who waits for an answer since when. Changes only through commands.';
comment on column public.handovers.waiting_since is 'Since when the customer waits for words of a person; empty: answered.';
comment on column public.handovers.alarm_at is 'When somebody is told that the customer still waits; counted in working time.';
comment on column public.handovers.alarms is 'What has been done about this waiting: 1, staff reminded and the customer asked for patience; 2, admins told.';
comment on column public.handovers.ended_by is 'staff handed the chat back, the customer went back to the bot, nobody said anything for a day, or the customer was forgotten.';

create unique index handovers_one_at_a_time on public.handovers (chat_id) where ended_at is null;
create index handovers_of_a_chat on public.handovers (desk_id, chat_id, began_at desc);
create index handovers_waiting on public.handovers (desk_id, waiting_since) where ended_at is null;
create index handovers_with_an_alarm on public.handovers (alarm_at) where alarm_at is not null;
create index handovers_of_a_task on public.handovers (desk_id, task_id) where task_id is not null;
create index handovers_of_staff on public.handovers (desk_id, taken_by) where taken_by is not null;

alter table public.handovers enable row level security;
revoke all on public.handovers from anon, authenticated, service_role;
grant select on public.handovers to authenticated;
grant select, insert, update, delete on public.handovers to service_role;
grant select, insert, update on public.handovers to desk_rpc;
select private.attach_guards('public.handovers');
select private.attach_audit('public.handovers', 'handover');
-- That somebody waits changes with every message: that is no decision of anybody. Who has the chat is.
drop trigger audit_rpc on public.handovers;
create trigger audit_rpc after insert on public.handovers for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('handover', 'rpc');
create trigger audit_rpc_moves after update of taken_by, ended_at on public.handovers for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('handover', 'rpc');
create policy "safe RPCs pass" on public.handovers to desk_rpc using (true) with check (true);
create policy "staff read the handovers of chats they see" on public.handovers for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

alter table public.chats
  add column handover_id uuid,
  add column owner_changed_at timestamptz,
  add constraint chats_handover_belongs_to_the_desk foreign key (desk_id, handover_id) references public.handovers (desk_id, id) on delete restrict;
comment on column public.chats.handover_id is 'The hand-over under way: a person has this chat, and the dialogue keeps quiet.';
comment on column public.chats.owner_changed_at is 'When staff last took the chat or gave it back. A turn that began before is taken once more.';
create index chats_with_a_person on public.chats (desk_id, handover_id) where handover_id is not null;

create function private.begin_waiting(handover_id uuid, at timestamptz) returns void
language plpgsql
as $$
begin
  update public.handovers as h set waiting_since = begin_waiting.at, alarms = 0, alarm_at = private.working_until(h.desk_id, begin_waiting.at,
    (select s.answer_within_minutes from public.desk_settings as s where s.desk_id = h.desk_id))
  where h.id = begin_waiting.handover_id and h.waiting_since is null and h.ended_at is null;
end
$$;
comment on function private.begin_waiting is 'From now on the customer waits for words of a person, unless they do already. The caller holds the chat.';

-- What was meant to be said to everybody is not said into a talk between two people.
create function private.hold_broadcasts(chat_id uuid) returns void
language plpgsql
as $$
begin
  update public.outbox_messages as o set status = 'cancelled', last_error = 'with_a_person'
  where o.chat_id = hold_broadcasts.chat_id and o.status = 'waiting' and o.kind = 'broadcast';
  if found then
    perform private.promote_outbox(array[hold_broadcasts.chat_id]);
  end if;
end
$$;
comment on function private.hold_broadcasts is 'Calls off what waits to be broadcast into a chat. The caller holds the chat.';

create function private.keep_broadcasts_out() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.chats as c where c.id = new.chat_id and c.handover_id is not null) then
    new.status := 'cancelled';
    new.first_in_chat := false;
    new.last_error := 'with_a_person';
  end if;
  return new;
end
$$;
comment on function private.keep_broadcasts_out is 'Calls off a broadcast to a chat that is with a person.';
revoke execute on function private.keep_broadcasts_out from public;
select private.hand_over('private.keep_broadcasts_out()');
create trigger keep_broadcasts_out before insert or update of chat_id on public.outbox_messages for each row
  when (new.kind = 'broadcast' and new.chat_id is not null and new.status = 'waiting') execute function private.keep_broadcasts_out();

create function private.begin_handover(chat public.chats, task_id uuid) returns public.handovers
language plpgsql
as $$
declare
  v_handover public.handovers;
begin
  select h.* into v_handover from public.handovers as h where h.id = chat.handover_id;
  if v_handover.id is null then
    insert into public.handovers (desk_id, chat_id, task_id) values (chat.desk_id, chat.id, begin_handover.task_id) returning * into v_handover;
    update public.chats as c set handover_id = v_handover.id where c.id = chat.id;
    perform private.hold_broadcasts(chat.id);
  elsif v_handover.task_id is null and begin_handover.task_id is not null then
    update public.handovers as h set task_id = begin_handover.task_id where h.id = v_handover.id returning h.* into v_handover;
  end if;
  return v_handover;
end
$$;
comment on function private.begin_handover is 'The hand-over of a chat, begun if there is none. The caller holds the chat.';

create function private.end_handover(chat public.chats, ended_by text, at timestamptz) returns void
language plpgsql
as $$
declare
  v_task public.tasks;
  v_why text := case end_handover.ended_by
    when 'staff' then 'Handed back to the bot.'
    when 'customer' then 'The customer went back to the bot.'
    when 'silence' then 'Nobody has said anything for a day.'
    else 'The customer has been forgotten.'
  end;
begin
  select t.* into v_task from public.handovers as h join public.tasks as t on t.desk_id = h.desk_id and t.id = h.task_id
  where h.id = chat.handover_id for no key update of t;
  update public.handovers as h set ended_at = end_handover.at, ended_by = end_handover.ended_by, waiting_since = null, alarm_at = null
  where h.id = chat.handover_id and h.ended_at is null;
  update public.chats as c set handover_id = null where c.id = chat.id;
  update public.conversations as v set owner = 'bot', owner_staff_id = null where v.chat_id = chat.id and v.status = 'active';
  if v_task.status in ('open', 'in_progress', 'on_hold') then
    perform private.record_event(v_task.desk_id, 'task', v_task.id, v_task.status::text, 'done', v_why);
    update public.tasks as t set status = 'done', resolution = coalesce(t.resolution, v_why) where t.id = v_task.id;
  end if;
end
$$;
comment on function private.end_handover is 'Ends the hand-over of a chat, with the task it was; the dialogue has it again. The caller holds the chat and has said who acts.';

-- The dialogue hears from the desk as it hears from its clock.
create function private.wake_dialogue(chat public.chats, external_id text, name text) returns void
language plpgsql
as $$
begin
  insert into public.inbox_messages (desk_id, account_id, chat_id, external_id, body, event, first_in_chat)
  values (chat.desk_id, chat.account_id, chat.id, wake_dialogue.external_id, '',
    pg_catalog.jsonb_build_object('type', 'timeout', 'name', wake_dialogue.name)::text,
    not exists (select from public.inbox_messages as m where m.chat_id = chat.id and m.status in ('new', 'claimed')))
  on conflict on constraint inbox_messages_come_once do nothing;
  perform pg_catalog.pg_notify('desk_work', 'inbox');
end
$$;
comment on function private.wake_dialogue is 'Has the dialogue take a turn of its own, once per id. The caller holds the chat.';

create function private.put_in_chat(chat public.chats, replies jsonb, kind public.outbox_kind, lane public.outbox_lane) returns bigint[]
language plpgsql
as $$
#variable_conflict use_column
declare
  v_ids bigint[];
begin
  with put as (
    insert into public.outbox_messages (desk_id, account_id, chat_id, chat_seq, first_in_chat, conversation_id, customer_id, staff_id,
      phrase_key, kind, lane, reply, due_at)
    select chat.desk_id, chat.account_id, chat.id, c.next_seq + r.ordinality - 1,
      r.ordinality = 1 and not exists (select from public.outbox_messages as o where o.chat_id = chat.id and o.status in ('waiting', 'claimed')),
      (select v.id from public.conversations as v where v.chat_id = chat.id and v.status = 'active'),
      c.customer_id, case when c.customer_id is null then c.staff_id end,
      private.phrase_key_of(r.value), put_in_chat.kind, put_in_chat.lane, r.value, pg_catalog.clock_timestamp()
    from public.chats as c, pg_catalog.jsonb_array_elements(put_in_chat.replies) with ordinality as r
    where c.id = chat.id
    returning id
  )
  select pg_catalog.array_agg(p.id order by p.id) into v_ids from put as p;
  update public.chats as c set next_seq = c.next_seq + pg_catalog.jsonb_array_length(put_in_chat.replies) where c.id = chat.id;
  perform pg_catalog.pg_notify('desk_work', 'outbox');
  return v_ids;
end
$$;
comment on function private.put_in_chat is 'Says something in a chat that answers no message, after all that is to be said there before. The caller holds the chat.';

-- Who is forgotten waits for nobody. Before the chats forget whose they are.
create function private.end_handovers() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_chat public.chats;
begin
  for v_chat in
    select c.* from public.chats as c
    where c.desk_id = new.desk_id and c.customer_id = new.id and c.handover_id is not null order by c.id for no key update
  loop
    perform private.end_handover(v_chat, 'erasure', pg_catalog.clock_timestamp());
  end loop;
  return null;
end
$$;
comment on function private.end_handovers is 'Ends the hand-overs of a forgotten customer.';
revoke execute on function private.end_handovers from public;
select private.hand_over('private.end_handovers()');
create trigger end_handovers after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.end_handovers();

revoke execute on function private.begin_waiting, private.hold_broadcasts, private.begin_handover, private.end_handover, private.wake_dialogue, private.put_in_chat from public;
grant execute on function private.begin_waiting, private.hold_broadcasts, private.begin_handover, private.end_handover, private.wake_dialogue, private.put_in_chat to desk_rpc;

-- Those who wait for a person already wait from now on.
do $$
declare
  v_chat public.chats;
  v_task uuid;
begin
  for v_chat in
    select c.* from public.chats as c join public.conversations as v on v.chat_id = c.id and v.status = 'active' and v.owner = 'human'
  loop
    perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_chat.desk_id and s.role = 'system'));
    set local role desk_rpc;
    v_task := (select t.id from public.tasks as t where t.desk_id = v_chat.desk_id and t.chat_id = v_chat.id and t.kind = 'task-person-wanted'
      and t.status in ('open', 'in_progress', 'on_hold') order by t.created_at limit 1);
    perform private.begin_waiting((private.begin_handover(v_chat, v_task)).id, clock_timestamp());
    reset role;
  end loop;
end
$$;
