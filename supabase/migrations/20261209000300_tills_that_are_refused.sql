-- A token of a payment provider that Telegram does not take: customers read of other ways to pay, and nobody would know why. The
-- admins are told in chat, once a day.

alter table public.channel_accounts add column till_told_at timestamptz;
comment on column public.channel_accounts.till_told_at is 'When the admins were last told that its payments by card are refused.';

create function public.report_till_safe(provider text, account text, error text) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_error text := private.checked_text(report_till_safe.error, 'error', 500, true);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_account public.channel_accounts;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = report_till_safe.provider and a.account = report_till_safe.account
  for no key update;
  if v_account.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel.', null, '{"field": "account"}');
  end if;
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_account.desk_id and s.role = 'system'), '{system}');
  if v_account.till_told_at > v_now - interval '1 day' then
    return '{"told": false}';
  end if;
  update public.channel_accounts as a set till_told_at = v_now where a.id = v_account.id;
  perform private.alarm_staff(v_account.desk_id, null, 'admin', 'notice-staff-till-refused', pg_catalog.jsonb_build_object(
    'name', v_account.name, 'error', v_error), 'channel_account', v_account.id, v_now);
  return '{"told": true}';
end
$$;
comment on function public.report_till_safe is
  'That a channel does not take the payment provider of a bot, from the process that runs it; told to the admins once a day. Caller: service_role. NOT_FOUND, BAD_INPUT.';
select private.hand_over('public.report_till_safe(text, text, text)');
revoke execute on function public.report_till_safe from public, anon, authenticated;
grant execute on function public.report_till_safe to service_role;
