-- What a link to a bot is made of: its name at the provider, which its owner may change there, and the desk not.

alter table public.channel_accounts add column handle text
  constraint channel_accounts_handle_fits_a_link check (handle ~ '^[A-Za-z0-9_]{1,64}$');
comment on column public.channel_accounts.handle is 'The name of the bot at its provider, without an @, as links to it have it. Told at each start.';

drop function public.open_channel_safe(text, text, text, text);
create function public.open_channel_safe(desk text, provider text, account text, name text, handle text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_account text := private.checked_text(open_channel_safe.account, 'account', 200, true);
  v_name text := private.checked_text(open_channel_safe.name, 'name', 200, true);
  v_system uuid := (select s.id from public.staff as s join public.desks as d on d.id = s.desk_id
    where d.slug = open_channel_safe.desk and s.role = 'system');
  v_actor public.staff;
  v_known public.channel_accounts;
begin
  if open_channel_safe.provider is null or open_channel_safe.provider not in ('telegram', 'whatsapp', 'whatsapp_web') then
    perform private.refuse(400, 'BAD_INPUT', 'No channel of that kind is opened so.', null, '{"field": "provider"}');
  end if;
  if open_channel_safe.handle !~ '^[A-Za-z0-9_]{1,64}$' then
    perform private.refuse(400, 'BAD_INPUT', 'A handle is a name as links have it: letters, digits and _, without @.', null, '{"field": "handle"}');
  end if;
  if v_system is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such desk.', 'Check its short name.', '{"field": "desk"}');
  end if;
  v_actor := private.acting_staff(v_system, '{system}');
  -- In any one second a full burst and what comes after it go out: together within what the provider allows.
  insert into public.channel_accounts (desk_id, provider, account, name, handle, messages_per_second, burst, chat_interval_ms, chat_burst)
  select v_actor.desk_id, open_channel_safe.provider, v_account, v_name, open_channel_safe.handle, r.per_second, r.burst, r.interval_ms, r.chat_burst
  from (values ('telegram', 25, 5, 1050, 3), ('whatsapp', 40, 20, 0, 5), ('whatsapp_web', 1, 3, 2000, 2)) as r (provider, per_second, burst, interval_ms, chat_burst)
  where r.provider = open_channel_safe.provider
  on conflict on constraint channel_accounts_belong_to_one_desk do nothing;
  select a.* into v_known from public.channel_accounts as a where a.provider = open_channel_safe.provider and a.account = v_account;
  if v_known.desk_id <> v_actor.desk_id then
    perform private.refuse(409, 'BAD_INPUT', 'This bot or number belongs to another desk.', 'One bot speaks for one desk.', '{"field": "account"}');
  end if;
  update public.channel_accounts as a set handle = open_channel_safe.handle
  where a.id = v_known.id and a.handle is distinct from open_channel_safe.handle and open_channel_safe.handle is not null;
  return pg_catalog.jsonb_build_object('account_id', v_known.id, 'desk_id', v_known.desk_id, 'active', v_known.active);
end
$$;
comment on function public.open_channel_safe is
  'Makes a bot or a number known to its desk; once, and what was edited of it since stays but its handle, which is the provider''s. Caller: service_role. NOT_FOUND, BAD_INPUT (400; 409 when it belongs to another desk).';
select private.hand_over('public.open_channel_safe(text, text, text, text, text)');
revoke execute on function public.open_channel_safe from public, anon, authenticated;
grant execute on function public.open_channel_safe to service_role;
