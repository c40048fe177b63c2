-- A member of the staff sends a customer a file from their own chat: it goes as it came, under their name.

create or replace function private.staff_words(actor public.staff, chat public.chats, words text, document_path text, joins boolean) returns jsonb
language plpgsql
stable
as $$
declare
  v_said jsonb := pg_catalog.jsonb_build_object('key', case when staff_words.words is null then 'staff-sends' else 'staff-says' end,
    'params', pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('name', actor.display_name, 'text', staff_words.words)));
  v_joining jsonb := pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(private.joining(actor)), 'choices', private.way_back());
  v_file public.chat_files;
begin
  if staff_words.document_path is null then
    return pg_catalog.jsonb_build_array(case
      when staff_words.joins then v_joining || pg_catalog.jsonb_build_object('text', pg_catalog.jsonb_build_array(private.joining(actor), v_said))
      else pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(v_said)) end);
  end if;
  select f.* into v_file from public.chat_files as f where f.desk_id = actor.desk_id and f.path = staff_words.document_path;
  return case when staff_words.joins then pg_catalog.jsonb_build_array(v_joining) else '[]'::jsonb end || case
    when v_file.kind = 'image' then pg_catalog.jsonb_build_object('kind', 'image', 'path', v_file.path, 'caption', v_said,
      'alt', pg_catalog.jsonb_build_object('key', 'relay-picture', 'params', pg_catalog.jsonb_build_object('name', actor.display_name)))
    else pg_catalog.jsonb_build_object('kind', 'document', 'path', staff_words.document_path, 'caption', v_said,
      'name', coalesce(v_file.name, v_file.kind, pg_catalog.regexp_replace(staff_words.document_path, '^.*/', ''))) end;
end
$$;

create function private.may_send_file(actor public.staff, chat public.chats, path text) returns boolean
language plpgsql
stable
as $$
begin
  return exists (
    select from public.documents as d
    left join public.orders as o on o.desk_id = d.desk_id and o.id = d.order_id
    left join public.leads as l on l.desk_id = d.desk_id and l.id = d.lead_id
    where d.desk_id = chat.desk_id and d.storage_path = may_send_file.path and d.erased_at is null
      and coalesce(d.customer_id, o.customer_id, l.customer_id) = chat.customer_id
  ) or exists (
    select from public.chat_files as f
    join public.chats as c on c.account_id = f.account_id and c.sender_id = f.sender_id
    where f.desk_id = chat.desk_id and f.path = may_send_file.path and f.unwanted_at is null and c.desk_id = chat.desk_id and c.staff_id = actor.id
  );
end
$$;
comment on function private.may_send_file is 'Whether a file may go into a customer''s chat: a document of theirs, or what this member of the staff has sent the desk themselves.';
revoke execute on function private.may_send_file from public;
grant execute on function private.may_send_file to desk_rpc;

create or replace function public.say_in_chat_safe(
  actor_id uuid, chat_id uuid, text text default null, document_path text default null, idempotency_key text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(say_in_chat_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'say_in_chat_safe', say_in_chat_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'actor_id', v_actor.id, 'chat_id', say_in_chat_safe.chat_id, 'text', say_in_chat_safe.text, 'document_path', say_in_chat_safe.document_path));
  v_text text := private.checked_text(say_in_chat_safe.text, 'text', 4000, say_in_chat_safe.document_path is null);
  v_path text := private.checked_text(say_in_chat_safe.document_path, 'document_path', 500);
  v_chat public.chats;
  v_joins boolean;
  v_duplicate boolean := v_known is not null;
begin
  if v_known is null then
    v_chat := private.hold_seen_chat(v_actor, say_in_chat_safe.chat_id);
    perform private.check_taker(v_chat, v_actor, null);
    if v_path is not null and not private.may_send_file(v_actor, v_chat, v_path) then
      perform private.refuse(404, 'NOT_FOUND', 'There is no such document of this customer.', 'Attach it to their order first.', '{"field": "document_path"}');
    end if;
    if not private.window_open(v_chat) then
      perform private.refuse(409, 'WINDOW_CLOSED', 'More than a day has passed since this customer''s last message, and WhatsApp takes no free text any more.',
        'Wait until they write, or reach them another way.');
    end if;
    v_joins := private.take_chat(v_chat, v_actor);
    select c.* into v_chat from public.chats as c where c.id = v_chat.id;
    v_known := pg_catalog.jsonb_build_object('handover_id', v_chat.handover_id, 'message_ids', pg_catalog.to_jsonb(
      private.put_in_chat(v_chat, private.staff_words(v_actor, v_chat, v_text, v_path, v_joins), 'reply', 'interactive')));
    update public.handovers as h set waiting_since = null, alarm_at = null, alarms = 0 where h.id = v_chat.handover_id;
    perform private.keep_result(v_actor.desk_id, 'say_in_chat_safe', say_in_chat_safe.idempotency_key, v_known);
  else
    select c.* into v_chat from public.chats as c where c.desk_id = v_actor.desk_id and c.id = say_in_chat_safe.chat_id;
  end if;
  return pg_catalog.jsonb_build_object('handover', private.handover_json((v_known ->> 'handover_id')::uuid),
    'message_ids', v_known -> 'message_ids', 'customer', private.name_in_chat(v_chat), 'duplicate', v_duplicate);
end
$$;

-- Files that were forwarded to somebody who works here are theirs to open while they do.
create or replace function public.find_web_file(account text, sender text, line text) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_chat public.chats;
  v_number bigint := case when find_web_file.line ~ '^(person|desk):[0-9]{1,18}$' then pg_catalog.split_part(find_web_file.line, ':', 2)::bigint end;
  v_media jsonb;
begin
  select c.* into v_chat from public.channel_accounts as a join public.chats as c on c.account_id = a.id
  where a.provider = 'web' and a.account = find_web_file.account and c.sender_id = find_web_file.sender order by c.created_at limit 1;
  if find_web_file.line like 'person:%' then
    v_media := (select private.lenient_json(m.event) from public.inbox_messages as m where m.chat_id = v_chat.id and m.id = v_number);
    v_media := case when v_media ->> 'type' = 'file' then v_media end;
  else
    v_media := (
      select w.content -> 'media' from public.web_messages as w join public.outbox_messages as o on o.id = w.outbox_id
      where w.chat_id = v_chat.id and w.id = v_number
        and (v_chat.staff_id is null or o.customer_id is not null
          or exists (select from public.staff as s where s.desk_id = v_chat.desk_id and s.id = v_chat.staff_id and s.status = 'active')));
  end if;
  if coalesce(v_media ->> 'path', v_media ->> 'png') is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such file in this chat.');
  end if;
  return pg_catalog.jsonb_build_object('kind', v_media -> 'kind', 'name', v_media -> 'name', 'path', v_media -> 'path', 'png', v_media -> 'png');
end
$$;
