-- When a customer and the desk last exchanged words on a channel, and what follows from it: WhatsApp's window of a day,
-- how long a phone number it shows stays true, and that nobody is nudged twice. All of it lies in rows that change with
-- every message anyway, so that keeping it costs a turn nothing.
-- squawk-ignore-file constraint-missing-not-valid

alter table public.chats add column nudge_sent_at timestamptz;
comment on column public.chats.nudge_sent_at is 'When the person was last reminded of something left unfinished. Counts until they write again.';

create function private.window_open(chat public.chats, at timestamptz default clock_timestamp()) returns boolean
language plpgsql
stable
as $$
begin
  return (
    select a.provider not in ('whatsapp', 'whatsapp_web')
      or coalesce(chat.last_inbound_at > window_open.at - interval '24 hours', false)
    from public.channel_accounts as a where a.id = chat.account_id);
end
$$;
comment on function private.window_open is
  'Whether words of ours may go to this chat: always, but on the two WhatsApp transports only within a day of the person''s last message.';
revoke execute on function private.window_open from public;
grant execute on function private.window_open to desk_rpc;

create view public.interactions with (security_invoker = true) as
select x.desk_id, x.customer_id, x.provider, x.last_inbound, x.last_outbound,
  greatest(x.last_inbound, x.last_outbound) + interval '30 days' as phone_expires_at,
  case when x.provider in ('whatsapp', 'whatsapp_web') then x.last_inbound + interval '24 hours' end as window_closes_at,
  case when x.nudge_sent_at >= coalesce(x.last_inbound, '-infinity') then x.nudge_sent_at end as nudge_sent_at
from (
  select c.desk_id, c.customer_id, a.provider, max(c.last_inbound_at) as last_inbound, max(c.last_outbound_at) as last_outbound,
    max(c.nudge_sent_at) as nudge_sent_at
  from public.chats as c join public.channel_accounts as a on a.id = c.account_id
  where c.customer_id is not null
  group by c.desk_id, c.customer_id, a.provider
) as x;
comment on view public.interactions is
  'The last words either way of each customer on each kind of channel; until when a phone number shown there is believed; the nudge since their last word.';
revoke all on public.interactions from anon, authenticated, service_role;
grant select on public.interactions to authenticated, service_role, desk_rpc;
