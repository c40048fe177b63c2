-- An edit with two signatures: what one side proposes for the lines of an order changes nothing until the other side says
-- yes. The terms of a proposal never change; what was answered stays answered.

create type public.proposal_status as enum ('open', 'accepted', 'declined', 'withdrawn', 'expired', 'superseded');
create type public.proposal_side as enum ('staff', 'customer');

create table public.order_proposals (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  no integer not null,
  made_by public.proposal_side not null,
  status public.proposal_status not null default 'open',
  lines jsonb not null,
  based_on uuid[] not null,
  currency char(3) not null,
  total_before numeric(15, 2),
  total_after numeric(15, 2),
  note text,
  expires_at timestamptz not null,
  answer_note text,
  answered_at timestamptz,
  answered_by uuid,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint order_proposals_are_found_within_their_desk unique (desk_id, id),
  constraint order_proposals_come_one_by_one unique (order_id, no),
  constraint order_proposals_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint order_proposals_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint order_proposals_answered_by_belongs_to_the_desk foreign key (desk_id, answered_by) references public.staff (desk_id, id) on delete restrict,
  constraint order_proposals_lines_are_a_list check (jsonb_typeof(lines) = 'array'),
  constraint order_proposals_totals_are_not_negative check (total_before >= 0 and total_before <> 'NaN' and total_after >= 0 and total_after <> 'NaN'),
  constraint order_proposals_of_staff_have_a_price check (made_by = 'customer' or total_after is not null),
  constraint order_proposals_notes_are_short check (char_length(note) <= 2000 and char_length(answer_note) <= 2000),
  constraint order_proposals_end_at_a_time check ((status = 'open') = (answered_at is null))
);
comment on table public.order_proposals is
  'What the lines of an order would become, proposed by staff or by its customer. Changes through commands only: the other side answers.';
comment on column public.order_proposals.lines is 'The lines as they would be, priced to the cent; accepting writes precisely these.';
comment on column public.order_proposals.based_on is 'The lines it was made against, in their order: once others stand there it is out of date.';
comment on column public.order_proposals.answered_by is 'Who answered, took it back or replaced it; the system for a customer and for time.';

create unique index order_proposals_one_open_per_order on public.order_proposals (desk_id, order_id) where status = 'open';
create index order_proposals_of_an_order on public.order_proposals (desk_id, order_id, no);
create index order_proposals_to_expire on public.order_proposals (expires_at) where status = 'open';
create index order_proposals_by_creator on public.order_proposals (desk_id, created_by);
create index order_proposals_by_answerer on public.order_proposals (desk_id, answered_by) where answered_by is not null;

alter table public.order_proposals enable row level security;
revoke all on public.order_proposals from anon, authenticated, service_role;
grant select on public.order_proposals to authenticated;
grant select, insert, update, delete on public.order_proposals to service_role;
grant select, insert, update on public.order_proposals to desk_rpc;
select private.attach_guards('public.order_proposals');
select private.attach_audit('public.order_proposals', 'proposal');
create trigger touch_row before update on public.order_proposals for each row execute function private.touch_row();
-- Terms are history from the first moment, an answer from then on. A person who is forgotten takes their words along.
create trigger guard_history before delete on public.order_proposals for each row execute function private.guard_history();
create trigger guard_history_update before update on public.order_proposals for each row
  when (not (current_user = 'desk_rpc' and (
    to_jsonb(new) - '{lines,note,answer_note,updated_at}'::text[] = to_jsonb(old) - '{lines,note,answer_note,updated_at}'::text[]
      and new.lines = '[]' and new.note is null and new.answer_note is null
    or old.status = 'open' and to_jsonb(new) - '{status,answer_note,answered_at,answered_by,updated_at}'::text[]
      = to_jsonb(old) - '{status,answer_note,answered_at,answered_by,updated_at}'::text[]
  )))
  execute function private.guard_history();
create policy "safe RPCs pass" on public.order_proposals to desk_rpc using (true) with check (true);
create policy "staff read the proposals of orders they see" on public.order_proposals for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager'))
    or private.sees_order(order_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

create function private.forget_proposals() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.order_proposals as p set lines = '[]', note = null, answer_note = null
  where p.desk_id = new.desk_id
    and p.order_id in (select o.id from public.orders as o where o.desk_id = new.desk_id and o.customer_id = new.id);
  return null;
end
$$;
comment on function private.forget_proposals is 'Takes the words and things out of the proposals of a forgotten customer; the rows and their totals stay.';
revoke execute on function private.forget_proposals from public;
select private.hand_over('private.forget_proposals()');
create trigger forget_proposals after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_proposals();
