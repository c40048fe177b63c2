-- A group that is the staff's no more still has what was said there.

create or replace function private.chat_for(message public.outbox_messages) returns uuid
language sql
stable
as $$
  select case
    when message.edits_card_id is not null then (select k.chat_id from public.message_cards as k where k.id = message.edits_card_id)
    when message.entity = 'topic' then (
      select c.id
      from public.topics as t
      join public.staff_groups as g on g.id = t.group_id
        -- What is to be forgotten is deleted where the bot still is, though nothing else is said there.
        and (g.ended_at is null or (message.phrase_key = 'topic-forgotten' and g.ended_by <> 'removed'))
      join public.chats as c on c.desk_id = t.desk_id and c.topic_id = t.id and c.external_id = 'topic:' || t.id
      join public.channel_accounts as a on a.id = c.account_id and a.active
      where t.id = message.entity_id)
    when message.entity in ('export', 'link_code') then (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.unreachable_at is null
        and c.id in (select e.chat_id from public.customer_exports as e where e.id = message.entity_id
          union all select l.chat_id from public.link_codes as l where l.id = message.entity_id))
    when message.customer_id is not null then (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.customers as u on u.id = c.customer_id and u.erased_at is null
      where c.desk_id = message.desk_id and c.customer_id = message.customer_id and c.unreachable_at is null
      order by a.provider = u.preferred_channel::text or (u.preferred_channel = 'whatsapp' and a.provider = 'whatsapp_web') desc,
        c.last_inbound_at desc nulls last, c.id
      limit 1)
    else (
      select c.id
      from public.chats as c
      join public.channel_accounts as a on a.id = c.account_id and a.active
      join public.staff as s on s.id = c.staff_id and s.status = 'active'
      where c.desk_id = message.desk_id and c.staff_id = message.staff_id and c.topic_id is null and c.unreachable_at is null
      order by c.last_inbound_at desc nulls last, c.id
      limit 1)
  end
$$;
