-- When a customer wants to hear nothing, or nothing now: what can wait is not sent to them then.
-- squawk-ignore-file constraint-missing-not-valid, adding-foreign-key-constraint, require-concurrent-index-creation

alter table public.customers
  add column stopped_at timestamptz,
  add column quiet_from time,
  add column quiet_until time,
  add column merged_into uuid,
  add constraint customers_quiet_hours_have_both_ends check ((quiet_from is null) = (quiet_until is null)),
  add constraint customers_are_merged_into_one_of_their_desk foreign key (desk_id, merged_into) references public.customers (desk_id, id) on delete restrict,
  add constraint customers_merged_are_forgotten check (merged_into is null or (merged_into <> id and erased_at is not null));
comment on column public.customers.stopped_at is 'Since when they want to hear of nothing but their orders.';
comment on column public.customers.quiet_from is 'From then on, by the desk''s clock, nothing that can wait is sent; empty: as the desk does; the same as quiet_until: at any time.';
comment on column public.customers.quiet_until is 'Until then.';
comment on column public.customers.merged_into is 'The same person, known before through another channel: everything of theirs is there now.';
create index customers_merged on public.customers (desk_id, merged_into) where merged_into is not null;

create function private.end_of_quiet(quiet_from time, quiet_until time, time_zone text, at timestamptz) returns timestamptz
language sql
stable
as $$
  select case
    when c.local::time >= quiet_from and c.local::time < quiet_until
      or (quiet_from > quiet_until and c.local::time < quiet_until) then (c.local::date + quiet_until) at time zone end_of_quiet.time_zone
    when quiet_from > quiet_until and c.local::time >= quiet_from then (c.local::date + 1 + quiet_until) at time zone end_of_quiet.time_zone
  end
  from (select end_of_quiet.at at time zone end_of_quiet.time_zone as local) as c
$$;
comment on function private.end_of_quiet is
  'When the quiet hours end in which a moment lies, by the clock on the wall, over midnight and over a change of the clocks; null when it lies in none.';

create function private.left_in_peace(customer_id uuid, at timestamptz) returns timestamptz
language sql
stable
as $$
  select case
    when c.stopped_at is not null then 'infinity'::timestamptz
    else private.end_of_quiet(coalesce(c.quiet_from, s.quiet_from), coalesce(c.quiet_until, s.quiet_until), s.time_zone, left_in_peace.at)
  end
  from public.customers as c
  join public.desk_settings as s on s.desk_id = c.desk_id
  where c.id = left_in_peace.customer_id
$$;
comment on function private.left_in_peace is
  'Until when nothing that can wait is sent to a customer: the end of their own quiet hours or the desk''s, infinity for who said STOP; null when now is fine.';
revoke execute on function private.end_of_quiet, private.left_in_peace from public;
grant execute on function private.end_of_quiet, private.left_in_peace to desk_rpc;
