-- The web chat: its own provider. What it delivers is stored, and the page reads it from there.

create function public.deliver_web_message(outbox_id bigint, content jsonb, edit boolean default false) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_message public.outbox_messages;
  v_shown bigint;
  v_web public.web_messages;
begin
  if pg_catalog.jsonb_typeof(deliver_web_message.content) is distinct from 'object' or pg_catalog.length(deliver_web_message.content::text) > 262144 then
    perform private.refuse(400, 'BAD_INPUT', 'The content is an object of at most 256 KB.', null, '{"field": "content"}');
  end if;
  select o.* into v_message from public.outbox_messages as o where o.id = deliver_web_message.outbox_id;
  v_shown := v_message.id;
  if coalesce(deliver_web_message.edit, false) then
    v_shown := (select k.outbox_id from public.message_cards as k where k.id = v_message.edits_card_id);
  end if;
  -- Versions of a chat are given one by one: who asks for what is newer misses none.
  perform from public.chats as c join public.channel_accounts as a on a.id = c.account_id
  where c.id = v_message.chat_id and a.provider = 'web' for no key update of c;
  if not found or v_shown is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such message of the web chat.');
  end if;

  select w.* into v_web from public.web_messages as w where w.outbox_id = v_shown;
  if v_web.id is null and not coalesce(deliver_web_message.edit, false) then
    insert into public.web_messages (desk_id, chat_id, outbox_id, content, position, version)
    select v_message.desk_id, v_message.chat_id, v_message.id, deliver_web_message.content, n.version, n.version
    from (select pg_catalog.nextval('public.web_versions') as version) as n
    returning * into v_web;
  elsif v_web.id is not null and coalesce(deliver_web_message.edit, false) and v_web.content <> deliver_web_message.content then
    update public.web_messages as w set content = deliver_web_message.content, version = pg_catalog.nextval('public.web_versions')
    where w.id = v_web.id
    returning w.* into v_web;
  end if;
  if v_web.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such message of the web chat.');
  end if;
  perform pg_catalog.pg_notify('desk_web', v_web.chat_id::text);
  return pg_catalog.jsonb_build_object('id', 'desk:' || v_web.id, 'version', v_web.version);
end
$$;
comment on function public.deliver_web_message is
  'Shows a message in the web chat, once however often it is delivered, or shows what a card shows anew. Caller: service_role. NOT_FOUND, BAD_INPUT.';

create function public.read_web_chat(account text, sender text, after_version bigint default 0, most integer default 200) returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  with chat as (
    select c.id, coalesce(u.full_name, c.sender_name) as name, coalesce(u.language, v.language, c.language) as language
    from public.channel_accounts as a
    join public.chats as c on c.account_id = a.id and c.sender_id = read_web_chat.sender
    left join public.customers as u on u.id = c.customer_id
    left join public.conversations as v on v.chat_id = c.id and v.status = 'active'
    where a.provider = 'web' and a.account = read_web_chat.account
    order by c.created_at limit 1
  ), shown as (
    (select 'person' as sender, m.id, m.web_version as position, m.web_version as version, m.received_at as at, private.lenient_json(m.event) as content
    from public.inbox_messages as m
    where m.chat_id = (select chat.id from chat) and m.web_version > coalesce(read_web_chat.after_version, 0)
    order by m.web_version limit least(greatest(coalesce(read_web_chat.most, 200), 1), 1000))
    union all
    (select 'desk', w.id, w.position, w.version, w.created_at, w.content
    from public.web_messages as w
    where w.chat_id = (select chat.id from chat) and w.version > coalesce(read_web_chat.after_version, 0)
    order by w.version limit least(greatest(coalesce(read_web_chat.most, 200), 1), 1000))
  ), page as (
    select s.* from shown as s order by s.version limit least(greatest(coalesce(read_web_chat.most, 200), 1), 1000)
  )
  select pg_catalog.jsonb_build_object(
    'chat_id', (select chat.id from chat), 'name', (select chat.name from chat), 'language', (select chat.language from chat),
    'version', coalesce((select pg_catalog.max(p.version) from page as p), read_web_chat.after_version, 0),
    'messages', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', p.sender || ':' || p.id, 'from', p.sender, 'position', p.position,
        'version', p.version, 'at', p.at, 'content', p.content) order by p.version), '[]')
      from page as p))
$$;
comment on function public.read_web_chat is
  'What the web chat of one visitor shows and has changed since a version, oldest change first; nothing for a stranger. Caller: service_role.';

create function public.web_desk(account text) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_desk jsonb;
begin
  select pg_catalog.jsonb_build_object('desk_id', d.id, 'name', d.name, 'languages', pg_catalog.to_jsonb(s.languages), 'active', a.active) into v_desk
  from public.channel_accounts as a
  join public.desks as d on d.id = a.desk_id
  join public.desk_settings as s on s.desk_id = d.id
  where a.provider = 'web' and a.account = web_desk.account;
  if v_desk is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such desk.', 'Check the address.');
  end if;
  return v_desk;
end
$$;
comment on function public.web_desk is 'What the page of a desk needs before anybody has said anything. Caller: service_role. NOT_FOUND.';

select private.hand_over('public.deliver_web_message(bigint, jsonb, boolean)');
select private.hand_over('public.read_web_chat(text, text, bigint, integer)');
select private.hand_over('public.web_desk(text)');
revoke execute on function public.deliver_web_message, public.read_web_chat, public.web_desk from public, anon, authenticated;
grant execute on function public.deliver_web_message, public.read_web_chat, public.web_desk to service_role;
