-- What a member of the staff says goes the way of everything that is said: to the outbox, in the order of the chat.

create function private.staff_words(actor public.staff, chat public.chats, words text, document_path text, joins boolean) returns jsonb
language plpgsql
immutable
as $$
declare
  v_said jsonb := pg_catalog.jsonb_build_object('key', case when staff_words.words is null then 'staff-sends' else 'staff-says' end,
    'params', pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('name', actor.display_name, 'text', staff_words.words)));
  v_joining jsonb := pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(private.joining(actor)), 'choices', private.way_back());
begin
  if staff_words.document_path is not null then
    return case when staff_words.joins then pg_catalog.jsonb_build_array(v_joining) else '[]'::jsonb end || pg_catalog.jsonb_build_object(
      'kind', 'document', 'path', staff_words.document_path, 'name', pg_catalog.regexp_replace(staff_words.document_path, '^.*/', ''), 'caption', v_said);
  end if;
  return pg_catalog.jsonb_build_array(case
    when staff_words.joins then v_joining || pg_catalog.jsonb_build_object('text', pg_catalog.jsonb_build_array(private.joining(actor), v_said))
    else pg_catalog.jsonb_build_object('kind', 'text', 'text', pg_catalog.jsonb_build_array(v_said)) end);
end
$$;
comment on function private.staff_words is 'A staff member''s words as replies, under their name; the first of them say who is there.';

create function public.say_in_chat_safe(
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
    if v_path is not null and not exists (
      select from public.documents as d
      left join public.orders as o on o.desk_id = d.desk_id and o.id = d.order_id
      left join public.leads as l on l.desk_id = d.desk_id and l.id = d.lead_id
      where d.desk_id = v_chat.desk_id and d.storage_path = v_path and d.erased_at is null
        and coalesce(d.customer_id, o.customer_id, l.customer_id) = v_chat.customer_id
    ) then
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
  end if;
  return pg_catalog.jsonb_build_object('handover', private.handover_json((v_known ->> 'handover_id')::uuid),
    'message_ids', v_known -> 'message_ids', 'duplicate', v_duplicate);
end
$$;
comment on function public.say_in_chat_safe is
  'Says something to a customer under the actor''s name, takes the chat if nobody has it, and marks the customer as answered. Callers: staff, agents in chats they see. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, BAD_INPUT, TAKEN, WINDOW_CLOSED, IDEMPOTENCY_CONFLICT.';

revoke execute on function private.staff_words from public;
grant execute on function private.staff_words to desk_rpc;
select private.hand_over('public.say_in_chat_safe(uuid, uuid, text, text, text)');
revoke execute on function public.say_in_chat_safe from public, anon, authenticated;
grant execute on function public.say_in_chat_safe to service_role;
