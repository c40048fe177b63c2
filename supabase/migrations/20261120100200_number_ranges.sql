-- Short numbers people can say: order codes, listing codes. Gap-free per desk and kind, taken under the row's lock.

create table public.number_ranges (
  desk_id uuid not null references public.desks (id) on delete restrict,
  kind text not null,
  prefix text not null default '',
  digits integer not null default 1,
  last_number bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (desk_id, kind),
  constraint number_ranges_never_go_back check (last_number >= 0),
  constraint number_ranges_digits_are_few check (digits between 1 and 12),
  constraint number_ranges_prefix_is_short check (prefix ~ '^[A-Z0-9-]{0,8}$')
);
comment on table public.number_ranges is 'Where the numbers of orders and listings come from. The prefix may be edited here; numbers are taken by commands.';

alter table public.number_ranges enable row level security;
revoke all on public.number_ranges from anon, authenticated, service_role;
grant select on public.number_ranges to authenticated;
grant select, insert, update, delete on public.number_ranges to service_role;
grant select, insert, update on public.number_ranges to desk_rpc;
select private.attach_guards('public.number_ranges', 'prefix', 'digits');
create trigger touch_row before update on public.number_ranges for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.number_ranges to desk_rpc using (true) with check (true);
create policy "admins read the number ranges of their desk" on public.number_ranges for select to authenticated
  using (desk_id in (select private.my_desk_ids('admin')));
-- Not audited by each number taken: the order that took it is. Edits by hand are.
create trigger audit_database after insert or update or delete on public.number_ranges for each row
  when (current_user <> 'desk_rpc') execute function private.audit_row('number_range', 'database');

create function private.next_code(desk_id uuid, kind text) returns text
language sql
as $$
  insert into public.number_ranges as r (desk_id, kind, last_number)
  values (next_code.desk_id, next_code.kind, 1)
  on conflict on constraint number_ranges_pkey do update set last_number = r.last_number + 1
  returning r.prefix || pg_catalog.lpad(r.last_number::text, greatest(r.digits, pg_catalog.length(r.last_number::text)), '0')
$$;
comment on function private.next_code is 'The next code of a kind at a desk; holds the range''s row until the transaction ends, so it is asked last.';
revoke execute on function private.next_code from public;
grant execute on function private.next_code to desk_rpc;
