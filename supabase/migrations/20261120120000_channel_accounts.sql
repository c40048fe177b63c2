-- Where a desk can be written to: a bot, a phone number, the chat of its own page. The desk of a chat comes from here.

create table public.channel_accounts (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  provider text not null,
  account text not null,
  name text not null,
  active boolean not null default true,
  messages_per_second numeric(9, 3),
  burst integer not null default 30,
  chat_interval_ms integer not null default 0,
  chat_burst integer not null default 5,
  tokens double precision,
  tokens_at timestamptz,
  paused_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint channel_accounts_are_found_within_their_desk unique (desk_id, id),
  constraint channel_accounts_belong_to_one_desk unique (provider, account),
  constraint channel_accounts_provider_is_known check (provider in ('telegram', 'whatsapp', 'whatsapp_web', 'web')),
  constraint channel_accounts_account_is_not_blank check (account ~ '\S' and char_length(account) <= 200),
  constraint channel_accounts_name_is_not_blank check (name ~ '\S' and char_length(name) <= 200),
  constraint channel_accounts_rate_is_positive check (messages_per_second > 0 and messages_per_second <> 'NaN'),
  constraint channel_accounts_bursts_hold_one_message check (burst between 1 and 10000 and chat_burst between 1 and 1000),
  constraint channel_accounts_interval_is_short check (chat_interval_ms between 0 and 600000)
) with (fillfactor = 50);
comment on table public.channel_accounts is
  'Where the desk can be written to. Name, active and the limits of sending may be edited here; the rest changes through commands.';
comment on column public.channel_accounts.account is 'The provider''s own name of the bot or number; for web the short name of the desk.';
comment on column public.channel_accounts.messages_per_second is 'How fast the whole account may send; empty: as fast as it can, without asking a common counter.';
comment on column public.channel_accounts.burst is 'How many messages may go out at once after a pause.';
comment on column public.channel_accounts.chat_interval_ms is 'The average gap between two messages to one chat; 0: none.';
comment on column public.channel_accounts.chat_burst is 'How many messages one chat may get at once after a pause.';
comment on column public.channel_accounts.tokens is 'How many messages might go out at tokens_at; empty: a full burst.';
comment on column public.channel_accounts.paused_until is 'The provider asked for silence until then.';

alter table public.channel_accounts enable row level security;
revoke all on public.channel_accounts from anon, authenticated, service_role;
grant select on public.channel_accounts to authenticated;
grant select, insert, update, delete on public.channel_accounts to service_role;
grant select, insert, update on public.channel_accounts to desk_rpc;
select private.attach_guards('public.channel_accounts', 'name', 'active', 'messages_per_second', 'burst', 'chat_interval_ms', 'chat_burst');
select private.attach_audit('public.channel_accounts', 'channel_account');
-- Tokens change with every message: that is no decision of anybody.
drop trigger audit_rpc on public.channel_accounts;
create trigger audit_rpc after insert on public.channel_accounts for each row
  when (current_user = 'desk_rpc') execute function private.audit_row('channel_account', 'rpc');
create trigger touch_row before update of name, active, messages_per_second, burst, chat_interval_ms, chat_burst on public.channel_accounts
  for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.channel_accounts to desk_rpc using (true) with check (true);
create policy "staff read the channels of their desk" on public.channel_accounts for select to authenticated
  using (desk_id in (select private.my_desk_ids()));

-- Our own page has no limit of its own: it is no provider who would mind.
create function private.give_desk_its_web_chat() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.channel_accounts (desk_id, provider, account, name) values (new.id, 'web', new.slug, 'Web chat')
  on conflict on constraint channel_accounts_belong_to_one_desk do nothing;
  return null;
end
$$;
comment on function private.give_desk_its_web_chat is 'Every desk can be written to on its own page from the first moment.';
revoke execute on function private.give_desk_its_web_chat from public;
select private.hand_over('private.give_desk_its_web_chat()');
create trigger give_desk_its_web_chat after insert on public.desks for each row execute function private.give_desk_its_web_chat();

do $$
declare
  v_desk record;
begin
  for v_desk in select d.id, d.slug, s.id as system_id from public.desks as d join public.staff as s on s.desk_id = d.id and s.role = 'system' loop
    perform set_config('desk.actor_id', v_desk.system_id::text, true), set_config('desk.actor_type', 'system', true),
      set_config('desk.acting_customer_id', '', true);
    set local role desk_rpc;
    insert into public.channel_accounts (desk_id, provider, account, name) values (v_desk.id, 'web', v_desk.slug, 'Web chat');
    reset role;
  end loop;
end
$$;
