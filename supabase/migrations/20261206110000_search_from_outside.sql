-- The catalogue of the desk behind a bot, for somebody who is in no chat with it: what any customer is shown, and nothing is kept.

create function public.search_from_outside(provider text, account text, query text default null, page integer default 0, page_size integer default 20)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_account public.channel_accounts;
  v_system uuid;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = search_from_outside.provider and a.account = search_from_outside.account;
  if v_account.id is null or not v_account.active then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel, or it is switched off.', 'Check the channels of the desk.');
  end if;
  v_system := (select s.id from public.staff as s where s.desk_id = v_account.desk_id and s.role = 'system');
  return public.search_listings(v_system, search_from_outside.query, null, search_from_outside.page, search_from_outside.page_size)
    || pg_catalog.jsonb_build_object('languages', (select d.languages from public.desk_settings as d where d.desk_id = v_account.desk_id));
end
$$;
comment on function public.search_from_outside is
  'A page of the active listings of the desk behind a bot, and the desk''s languages. Caller: service_role, for anybody. NOT_FOUND for an unknown channel.';
select private.hand_over('public.search_from_outside(text, text, text, integer, integer)');
revoke execute on function public.search_from_outside from public, anon, authenticated;
grant execute on function public.search_from_outside to service_role;
