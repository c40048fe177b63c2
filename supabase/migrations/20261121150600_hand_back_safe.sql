-- The chat is the bot's again: the dialogue wakes where it stopped, and asks its question once more.

create function public.hand_back_safe(actor_id uuid, chat_id uuid, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(hand_back_safe.actor_id, '{agent,manager,admin,owner}');
  v_known jsonb := private.claim_key(v_actor.desk_id, 'hand_back_safe', hand_back_safe.idempotency_key, pg_catalog.jsonb_build_object(
    'actor_id', v_actor.id, 'chat_id', hand_back_safe.chat_id));
  v_now timestamptz;
  v_chat public.chats;
  v_changed boolean := false;
begin
  if v_known is null then
    v_chat := private.hold_seen_chat(v_actor, hand_back_safe.chat_id);
    -- A manager may end what anybody has begun; an agent what is their own, or nobody's.
    if v_actor.role = 'agent' then
      perform private.check_taker(v_chat, v_actor, null);
    end if;
    v_changed := v_chat.handover_id is not null;
    if v_changed then
      v_now := pg_catalog.clock_timestamp();
      perform private.end_handover(v_chat, 'staff', v_now);
      update public.chats as c set owner_changed_at = v_now where c.id = v_chat.id;
      if exists (select from public.conversations as v where v.chat_id = v_chat.id and v.status = 'active') then
        perform private.wake_dialogue(v_chat, 'handed-back:' || v_chat.handover_id, 'handed-back');
      end if;
    end if;
    v_known := pg_catalog.jsonb_build_object('handover_id', v_chat.handover_id);
    perform private.keep_result(v_actor.desk_id, 'hand_back_safe', hand_back_safe.idempotency_key, v_known);
  end if;
  return pg_catalog.jsonb_build_object('handover', private.handover_json((v_known ->> 'handover_id')::uuid), 'duplicate', not v_changed);
end
$$;
comment on function public.hand_back_safe is
  'Gives a chat back to the bot, which goes on where it stopped; of a chat that is the bot''s already a duplicate. Callers: staff; agents only what no colleague has. ACTOR_REQUIRED, ACTOR_INACTIVE, FORBIDDEN_ROLE, NOT_FOUND, TAKEN, IDEMPOTENCY_CONFLICT.';
select private.hand_over('public.hand_back_safe(uuid, uuid, text)');
revoke execute on function public.hand_back_safe from public, anon, authenticated;
grant execute on function public.hand_back_safe to service_role;
