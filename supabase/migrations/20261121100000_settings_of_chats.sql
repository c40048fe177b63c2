-- What a desk decides about talking to people: when to leave them in peace, how soon they are answered, how long an offer holds.
-- squawk-ignore-file constraint-missing-not-valid
-- One row a desk: the table is read in no time.

alter table public.desk_settings
  add column quiet_from time default '21:00',
  add column quiet_until time default '09:00',
  add column answer_within_minutes integer not null default 15,
  add column nudge_after_minutes integer default 180,
  add column proposal_hours integer not null default 48,
  add constraint desk_settings_quiet_hours_have_both_ends check ((quiet_from is null) = (quiet_until is null)),
  add constraint desk_settings_answer_within_a_week check (answer_within_minutes between 1 and 10080),
  add constraint desk_settings_nudge_within_a_week check (nudge_after_minutes between 30 and 10080),
  add constraint desk_settings_proposals_hold_for_a_while check (proposal_hours between 1 and 2160);
comment on column public.desk_settings.quiet_from is 'From then on, by the desk''s clock, nothing that can wait is sent to customers; empty: they are written to at any time.';
comment on column public.desk_settings.quiet_until is 'Until then.';
comment on column public.desk_settings.answer_within_minutes is 'How long a customer who waits for a person may wait, in working hours, before staff are reminded.';
comment on column public.desk_settings.nudge_after_minutes is 'How long after the last word an abandoned order is mentioned once, to those who agreed to such messages; empty: never.';
comment on column public.desk_settings.proposal_hours is 'How long a proposed price or change waits for its second signature.';

drop trigger guard_row on public.desk_settings;
drop trigger guard_api on public.desk_settings;
drop trigger guard_truncate on public.desk_settings;
select private.attach_guards('public.desk_settings',
  'time_zone', 'languages', 'default_provider', 'shipment_required', 'tracking_number_required', 'auto_deliver',
  'quiet_from', 'quiet_until', 'answer_within_minutes', 'nudge_after_minutes', 'proposal_hours');
