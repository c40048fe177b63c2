-- The oldest message whose turn it is. Many workers ask at once: each passes over what another holds.

create function public.claim_inbox_message(worker text, lease_seconds integer default 30) returns jsonb
language plpgsql
security definer
set search_path = ''
-- Planned once a session: a plan of its own for each call costs more than the call.
set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
declare
  v_worker text := private.checked_worker(claim_inbox_message.worker, claim_inbox_message.lease_seconds);
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_until timestamptz := v_now + pg_catalog.make_interval(secs => claim_inbox_message.lease_seconds);
  v_id bigint;
  v_chat_id uuid;
begin
  -- Both rows are locked: one that changed a moment ago is looked at again as it is now.
  select m.id, m.chat_id into v_id, v_chat_id
  from public.inbox_messages as m
  join public.chats as c on c.id = m.chat_id
  where m.status = 'new' and m.first_in_chat and m.due_at <= v_now and (c.lease_until is null or c.lease_until <= v_now)
  order by m.due_at, m.id
  limit 1
  for no key update of m, c skip locked;
  if v_id is null then
    return null;
  end if;
  update public.chats as c set lease_by = v_worker, lease_until = v_until where c.id = v_chat_id;
  update public.inbox_messages as m set status = 'claimed', attempts = m.attempts + 1, lease_by = v_worker, lease_until = v_until, claimed_at = v_now
  where m.id = v_id;
  return private.inbox_claim(v_id);
end
$$;
comment on function public.claim_inbox_message is
  'The oldest message of an idle chat, held for a while, with all a turn needs; null when there is none. Caller: service_role. BAD_INPUT.';
select private.hand_over('public.claim_inbox_message(text, integer)');
revoke execute on function public.claim_inbox_message from public, anon, authenticated;
grant execute on function public.claim_inbox_message to service_role;
