-- What one message has set off: for the rehearsal console and for whoever looks into a complaint.

-- squawk-ignore require-concurrent-index-creation
create index outbox_messages_set_off on public.outbox_messages (correlation_id) where correlation_id is not null and inbox_id is null;

create function public.explain_turn(message_id bigint) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_thread text := 'inbox:' || explain_turn.message_id;
  v_turn jsonb;
begin
  select pg_catalog.jsonb_build_object(
    'message', pg_catalog.jsonb_build_object('id', m.id, 'chat_id', m.chat_id, 'external_id', m.external_id, 'event', private.lenient_json(m.event),
      'status', m.status, 'attempts', m.attempts, 'last_error', m.last_error, 'park_reason', m.park_reason,
      'received_at', m.received_at, 'claimed_at', m.claimed_at, 'settled_at', m.settled_at),
    'conversation', (
      select pg_catalog.jsonb_build_object('id', v.id, 'machine', v.machine, 'version', v.version, 'state', v.state, 'turn', v.turn, 'status', v.status,
        'owner', v.owner, 'slots', v.slots, 'completeness', v.completeness)
      from public.conversations as v where v.id = m.conversation_id),
    'outbox', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', o.id, 'kind', o.kind, 'phrase_key', o.phrase_key, 'params', o.params,
        'reply', o.reply, 'status', o.status, 'attempts', o.attempts, 'last_error', o.last_error, 'merged_into', o.merged_into, 'sent_at', o.sent_at) order by o.id), '[]')
      from public.outbox_messages as o where o.id in (
        select x.id from public.outbox_messages as x where x.inbox_id = m.id
        union
        select x.id from public.outbox_messages as x where x.correlation_id = v_thread and x.inbox_id is null)),
    'audit', (
      select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('action', a.action, 'entity', a.entity, 'entity_id', a.entity_id, 'at', a.at) order by a.id), '[]')
      from public.audit_log as a where a.correlation_id = v_thread))
  into v_turn
  from public.inbox_messages as m where m.id = explain_turn.message_id;
  if v_turn is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such message.');
  end if;
  return v_turn;
end
$$;
comment on function public.explain_turn is 'A message and everything it has set off: state, replies and notices, audit. Caller: service_role. NOT_FOUND.';
select private.hand_over('public.explain_turn(bigint)');
revoke execute on function public.explain_turn from public, anon, authenticated;
grant execute on function public.explain_turn to service_role;
