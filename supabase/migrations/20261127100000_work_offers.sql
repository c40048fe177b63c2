-- New work finds people: every lead and order that nobody has is offered, and the offer ends the moment somebody has it.
-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint, require-concurrent-index-creation, disallowed-unique-constraint, adding-field-with-default
-- One row a desk in the settings; cards are few and their change is a moment's.

create type public.work_assignment as enum ('offer', 'least_work', 'by_hand');

alter table public.desk_settings
  add column assignment public.work_assignment not null default 'offer',
  add column offer_minutes integer not null default 10,
  add constraint desk_settings_offers_wait_for_a_while check (offer_minutes between 1 and 1440);
comment on column public.desk_settings.assignment is
  'How new leads and orders find somebody: offer (to everybody at work, the first takes it), least_work (to whoever at work has the least), by_hand (the lists show them).';
comment on column public.desk_settings.offer_minutes is 'How long an offer waits for somebody before the managers, and then the admins, hear of it.';

-- Editable as the other settings are, whichever those are by now.
do $$
declare
  v_editable text[] := (
    select pg_catalog.array_agg(a.name) from pg_catalog.pg_trigger as t,
      pg_catalog.regexp_split_to_table(pg_catalog.encode(t.tgargs, 'escape'), '\\000') as a (name)
    where t.tgrelid = 'public.desk_settings'::pg_catalog.regclass and t.tgname = 'guard_row' and a.name <> '');
begin
  drop trigger guard_row on public.desk_settings;
  drop trigger guard_api on public.desk_settings;
  drop trigger guard_truncate on public.desk_settings;
  perform private.attach_guards('public.desk_settings', variadic v_editable || '{assignment,offer_minutes}'::text[]);
end
$$;

create type public.offer_stage as enum ('new', 'offered', 'managers', 'admins');

create table public.work_offers (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  lead_id uuid,
  order_id uuid,
  stage public.offer_stage not null default 'new',
  look_at timestamptz default now(),
  asked_at timestamptz,
  told uuid[] not null default '{}',
  taken_by uuid,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint work_offers_are_found_within_their_desk unique (desk_id, id),
  constraint work_offers_come_once_a_lead unique (lead_id),
  constraint work_offers_come_once_an_order unique (order_id),
  constraint work_offers_are_of_a_lead_or_an_order check (num_nonnulls(lead_id, order_id) = 1),
  constraint work_offers_that_ended_are_left_alone check (ended_at is null or look_at is null),
  constraint work_offers_lead_belongs_to_the_desk foreign key (desk_id, lead_id) references public.leads (desk_id, id) on delete restrict,
  constraint work_offers_order_belongs_to_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint work_offers_taken_by_belongs_to_the_desk foreign key (desk_id, taken_by) references public.staff (desk_id, id) on delete restrict
);
comment on table public.work_offers is 'Leads and orders that looked for somebody, who was asked, and who has them. Written by commands.';
comment on column public.work_offers.stage is 'Who has been asked: nobody yet, whoever was at work, then the managers, then the admins.';
comment on column public.work_offers.look_at is 'When to see to it next; empty when nobody else is to be asked.';
comment on column public.work_offers.told is 'Who has heard of it: nobody does twice.';

create index work_offers_to_look_at on public.work_offers (look_at) where look_at is not null;
create index work_offers_asked on public.work_offers (desk_id, asked_at) where asked_at is not null;
create index work_offers_of_a_lead on public.work_offers (desk_id, lead_id) where lead_id is not null;
create index work_offers_of_an_order on public.work_offers (desk_id, order_id) where order_id is not null;
create index work_offers_taken on public.work_offers (desk_id, taken_by) where taken_by is not null;

create table public.staff_rounds (
  desk_id uuid primary key references public.desks (id) on delete restrict,
  bundled_at timestamptz,
  shifts_seen_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.staff_rounds is 'When the desk last saw to its staff. Written by commands; who holds the row sees to them alone.';
comment on column public.staff_rounds.bundled_at is 'When much new work was last told of in one message.';
comment on column public.staff_rounds.shifts_seen_at is 'The shifts that ended before then have had their message.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['work_offers', 'staff_rounds'] loop
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated, service_role', v_table);
    execute format('grant select on public.%I to authenticated', v_table);
    execute format('grant select, insert, update, delete on public.%I to service_role', v_table);
    execute format('grant select, insert, update on public.%I to desk_rpc', v_table);
    execute format('create trigger touch_row before update on public.%I for each row execute function private.touch_row()', v_table);
    execute format('create policy "safe RPCs pass" on public.%I to desk_rpc using (true) with check (true)', v_table);
    execute format('create policy "managers read whom the desk has asked" on public.%I for select to authenticated
      using (desk_id in (select private.my_desk_ids(''manager'')))', v_table);
    perform private.attach_guards(format('public.%I', v_table)::regclass);
  end loop;
end
$$;

-- A card shows an order, or an offer.
alter table public.message_cards
  drop constraint message_cards_show_an_order,
  drop constraint message_cards_order_belongs_to_the_desk,
  add column order_id uuid generated always as (case entity when 'order' then entity_id end) stored,
  add column offer_id uuid generated always as (case entity when 'offer' then entity_id end) stored,
  add constraint message_cards_show_an_order_or_an_offer check (entity in ('order', 'offer')),
  add constraint message_cards_order_belongs_to_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  add constraint message_cards_offer_belongs_to_the_desk foreign key (desk_id, offer_id) references public.work_offers (desk_id, id) on delete restrict;
comment on table public.message_cards is 'The newest message of a chat that shows an order or an offer. Changes only through commands.';
create index message_cards_of_an_offer on public.message_cards (desk_id, offer_id) where offer_id is not null;
create index message_cards_of_just_an_order on public.message_cards (desk_id, order_id) where order_id is not null;
