-- A bot that is not answered, that nobody writes to at an hour when people usually do, or whose updates somebody leads elsewhere:
-- the admins are told in chat, once, and when all is well again.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid

alter table public.channel_accounts
  add column trouble text,
  add column trouble_since timestamptz,
  add column trouble_told_at timestamptz,
  add column change_told_at timestamptz,
  add constraint channel_accounts_trouble_is_known check (trouble in ('away', 'silent')),
  add constraint channel_accounts_trouble_has_begun check ((trouble is null) = (trouble_since is null));
comment on column public.channel_accounts.trouble is 'What is the matter with it: away, when its provider does not answer, or silent, when nobody writes though people usually do.';
comment on column public.channel_accounts.trouble_told_at is 'When the admins were told of it.';
comment on column public.channel_accounts.change_told_at is 'When the admins were last told that somebody had led its updates elsewhere.';

-- Messages come in the order of time: what came in an hour lies together, and an index of that costs nothing to keep.
create index inbox_messages_by_time on public.inbox_messages using brin (received_at) with (autosummarize = on);

create function private.came_between(account_id uuid, begin_at timestamptz, end_at timestamptz) returns bigint
language sql
stable
set search_path = ''
as $$
  select pg_catalog.count(*) from public.inbox_messages as m
  where m.account_id = came_between.account_id and m.received_at >= came_between.begin_at and m.received_at < came_between.end_at
$$;
comment on function private.came_between is 'How many messages came in at a bot or number in a span of time.';

create function private.usual_at(account public.channel_accounts, at timestamptz, span interval) returns integer
language sql
stable
set search_path = ''
as $$
  -- Of the last four weeks those the bot has been there for, at least two; the least of them counts: a holiday is no trouble.
  select case when pg_catalog.count(*) >= 2 then pg_catalog.min(private.came_between(account.id, w.at - span, w.at)) else 0 end::integer
  from (select usual_at.at - n * interval '7 days' as at from pg_catalog.generate_series(1, 4) as n) as w
  where w.at - span >= account.created_at
$$;
comment on function private.usual_at is 'How many messages come at the very least before this time of the week.';

create function public.report_channel_safe(
  provider text, account text, away boolean, error text default null, changed boolean default false
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_error text := private.checked_text(report_channel_safe.error, 'error', 500);
  v_now timestamptz;
  v_account public.channel_accounts;
  v_usual integer;
  v_trouble text;
  v_params jsonb;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = report_channel_safe.provider and a.account = report_channel_safe.account
  for no key update;
  if v_account.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel.', null, '{"field": "account"}');
  end if;
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_account.desk_id and s.role = 'system'), '{system}');
  v_now := pg_catalog.clock_timestamp();
  v_usual := private.usual_at(v_account, v_now, interval '2 hours');
  v_trouble := case
    when report_channel_safe.away then 'away'
    when v_usual >= 8 and private.came_between(v_account.id, v_now - interval '2 hours', 'infinity') = 0 then 'silent' end;
  v_params := pg_catalog.jsonb_build_object('name', v_account.name, 'count', v_usual, 'error', coalesce(v_error, 'none'));
  if v_trouble is null and v_account.trouble_told_at is not null then
    perform private.alarm_staff(v_account.desk_id, null, 'admin', 'notice-staff-channel-well', v_params, 'channel_account', v_account.id, v_now);
  end if;
  if v_trouble is distinct from v_account.trouble then
    update public.channel_accounts as a set trouble = v_trouble, trouble_since = case when v_trouble is not null then v_now end, trouble_told_at = null
    where a.id = v_account.id
    returning a.* into v_account;
  end if;
  -- Five minutes without an answer happen to the best of providers.
  if v_trouble is not null and v_account.trouble_told_at is null and (v_trouble = 'silent' or v_account.trouble_since <= v_now - interval '5 minutes') then
    perform private.alarm_staff(v_account.desk_id, null, 'admin', 'notice-staff-channel-' || v_trouble, v_params, 'channel_account', v_account.id, v_now);
    update public.channel_accounts as a set trouble_told_at = v_now where a.id = v_account.id;
  end if;
  if report_channel_safe.changed and coalesce(v_account.change_told_at, '-infinity') < v_now - interval '1 hour' then
    perform private.alarm_staff(v_account.desk_id, null, 'admin', 'notice-staff-channel-changed', v_params, 'channel_account', v_account.id, v_now);
    update public.channel_accounts as a set change_told_at = v_now where a.id = v_account.id;
  end if;
  return pg_catalog.jsonb_build_object('trouble', v_trouble, 'usual', v_usual);
end
$$;
comment on function public.report_channel_safe is
  'How a bot or number is, from the process that runs it; what stays so is told to the admins once. Caller: service_role. NOT_FOUND, BAD_INPUT.';
select private.hand_over('private.came_between(uuid, timestamptz, timestamptz)');
select private.hand_over('private.usual_at(public.channel_accounts, timestamptz, interval)');
select private.hand_over('public.report_channel_safe(text, text, boolean, text, boolean)');
revoke execute on function private.came_between, private.usual_at from public;
grant execute on function private.came_between, private.usual_at to desk_rpc;
revoke execute on function public.report_channel_safe from public, anon, authenticated;
grant execute on function public.report_channel_safe to service_role;
