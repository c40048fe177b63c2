-- A group of Telegram in which the staff read along and answer: one topic for each customer's chat that is with a person.

create table public.staff_groups (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  account_id uuid not null,
  external_id text not null,
  title text not null,
  language text not null,
  set_by uuid not null,
  interval_ms integer not null default 4000,
  burst integer not null default 5,
  tokens double precision,
  tokens_at timestamptz,
  paused_until timestamptz,
  began_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by text,
  constraint staff_groups_are_found_within_their_desk unique (desk_id, id),
  constraint staff_groups_account_belongs_to_the_desk foreign key (desk_id, account_id) references public.channel_accounts (desk_id, id) on delete restrict,
  constraint staff_groups_are_set_by_staff_of_the_desk foreign key (desk_id, set_by) references public.staff (desk_id, id) on delete restrict,
  constraint staff_groups_external_id_is_not_blank check (external_id ~ '\S' and char_length(external_id) <= 60),
  constraint staff_groups_title_is_short check (char_length(title) <= 200),
  constraint staff_groups_language_is_a_language_tag check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  constraint staff_groups_limits_hold_one_message check (interval_ms between 0 and 600000 and burst between 1 and 100),
  constraint staff_groups_end_at_a_time_by_somebody check ((ended_at is null) = (ended_by is null)),
  constraint staff_groups_are_ended_by_whom_we_know check (ended_by in ('staff', 'replaced', 'removed'))
);
comment on table public.staff_groups is
  'The groups in which staff follow chats that are with a person. The limits of sending may be edited here; the rest changes through commands.';
comment on column public.staff_groups.external_id is 'The provider''s own id of the group; another one after the group has become another.';
comment on column public.staff_groups.language is 'What is said to all of the group is said in it: the language of whoever set it.';
comment on column public.staff_groups.interval_ms is 'The average gap between two messages to the whole group; 0: none.';
comment on column public.staff_groups.burst is 'How many messages the group may get at once after a pause.';
comment on column public.staff_groups.ended_by is 'staff said so, another group took its place, or the bot was removed from it.';

create unique index staff_groups_one_at_a_time on public.staff_groups (account_id) where ended_at is null;
create index staff_groups_of_an_account on public.staff_groups (desk_id, account_id);
create index staff_groups_set_by on public.staff_groups (desk_id, set_by);

alter table public.staff_groups enable row level security;
revoke all on public.staff_groups from anon, authenticated, service_role;
grant select on public.staff_groups to authenticated;
grant select, insert, update, delete on public.staff_groups to service_role;
grant select, insert, update on public.staff_groups to desk_rpc;
select private.attach_guards('public.staff_groups', 'interval_ms', 'burst');
select private.attach_audit('public.staff_groups', 'staff_group');
-- Tokens change with every message: that is no decision of anybody.
drop trigger audit_rpc on public.staff_groups;
create trigger audit_rpc after insert on public.staff_groups for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('staff_group', 'rpc');
create trigger audit_rpc_moves after update of external_id, ended_at on public.staff_groups for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('staff_group', 'rpc');
create policy "safe RPCs pass" on public.staff_groups to desk_rpc using (true) with check (true);
create policy "managers read the groups of their desk" on public.staff_groups for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));
