-- The other end of a code: the chat it is typed in, with everything of whoever writes there, joins the customer who was given it.

-- Tables of other stories join in by naming the customer in a column customer_id: what refers to a person moves with them.
create function private.move_belongings(desk_id uuid, from_id uuid, to_id uuid) returns void
language plpgsql
as $$
declare
  v_table regclass;
  v_row tid;
begin
  for v_table in
    select f.conrelid::regclass
    from pg_catalog.pg_constraint as f
    join pg_catalog.pg_attribute as a on a.attrelid = f.conrelid and a.attname = 'customer_id' and a.attnum = any (f.conkey)
    where f.contype = 'f' and f.confrelid = 'public.customers'::regclass
      and pg_catalog.has_column_privilege(current_user, f.conrelid, a.attnum, 'UPDATE')
      and not exists (select from pg_catalog.pg_trigger as t where t.tgrelid = f.conrelid and t.tgname = 'guard_history')
    order by f.conrelid::regclass::text
  loop
    begin
      execute pg_catalog.format('update %s set customer_id = $3 where desk_id = $1 and customer_id = $2', v_table)
      using move_belongings.desk_id, move_belongings.from_id, move_belongings.to_id;
    exception
      when unique_violation then
        -- Both have one of what a person has once: the one who stays keeps theirs, and the other is forgotten with its owner.
        for v_row in execute pg_catalog.format('select ctid from %s where desk_id = $1 and customer_id = $2 order by ctid', v_table)
          using move_belongings.desk_id, move_belongings.from_id
        loop
          begin
            execute pg_catalog.format('update %s set customer_id = $2 where ctid = $1', v_table) using v_row, move_belongings.to_id;
          exception
            when unique_violation then null;
          end;
        end loop;
    end;
  end loop;
end
$$;
comment on function private.move_belongings is 'Everything that belongs to one customer becomes another''s; histories and the ledger stay as they are. The caller holds both.';

create function private.merge_customers(kept public.customers, gone public.customers, source text) returns void
language plpgsql
as $$
declare
  v_consent public.consents;
begin
  for v_consent in
    select distinct on (c.kind) c.* from public.consents as c
    where c.desk_id = gone.desk_id and c.customer_id = gone.id order by c.kind, c.id desc
  loop
    -- The newer word holds.
    insert into public.consents (desk_id, customer_id, kind, granted, version, source, actor_id, acting_customer_id)
    select kept.desk_id, kept.id, v_consent.kind, v_consent.granted, v_consent.version, merge_customers.source,
      pg_catalog.current_setting('desk.actor_id')::uuid, kept.id
    where not exists (
      select from public.consents as k
      where k.desk_id = kept.desk_id and k.customer_id = kept.id and k.kind = v_consent.kind and k.id > v_consent.id);
  end loop;
  perform private.move_belongings(kept.desk_id, gone.id, kept.id);
  update public.link_codes as l set ended_at = coalesce(l.ended_at, pg_catalog.clock_timestamp())
  where l.desk_id = kept.desk_id and l.customer_id = kept.id;
  update public.customers as c set full_name = 'Merged', phone = null, phone_verified_at = null, email = null, country = null, billing_address = null,
    delivery_address = null, notes = null, quiet_from = null, quiet_until = null, stopped_at = null, erased_at = pg_catalog.clock_timestamp(), merged_into = kept.id
  where c.id = gone.id;
  update public.customers as c set merged_into = kept.id where c.desk_id = kept.desk_id and c.merged_into = gone.id;
  -- A number that was only typed gives way to one a channel vouches for.
  update public.customers as c set
    phone = case when c.phone is null or (c.phone_verified_at is null and gone.phone_verified_at is not null) then coalesce(gone.phone, c.phone) else c.phone end,
    phone_verified_at = case when c.phone is null or (c.phone_verified_at is null and gone.phone_verified_at is not null) then gone.phone_verified_at else c.phone_verified_at end,
    email = coalesce(c.email, gone.email), country = coalesce(c.country, gone.country), billing_address = coalesce(c.billing_address, gone.billing_address),
    delivery_address = coalesce(c.delivery_address, gone.delivery_address), stopped_at = coalesce(c.stopped_at, gone.stopped_at),
    quiet_from = case when c.quiet_from is null then gone.quiet_from else c.quiet_from end,
    quiet_until = case when c.quiet_from is null then gone.quiet_until else c.quiet_until end,
    notes = nullif(pg_catalog.concat_ws(E'\n', c.notes, gone.notes), '')
  where c.id = kept.id;
end
$$;
comment on function private.merge_customers is
  'Two customers are one person: the second''s things and what the first lacks go over, its row stays without anything personal. The caller holds both.';

create function public.redeem_link_code_safe(actor_id uuid, chat_id uuid, code text, idempotency_key text default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_actor public.staff := private.acting_staff(redeem_link_code_safe.actor_id, '{system}');
  v_digest text := private.link_digest(v_actor.desk_id, private.checked_text(redeem_link_code_safe.code, 'code', 100, true));
  v_known jsonb := private.claim_key(v_actor.desk_id, 'redeem_link_code_safe', redeem_link_code_safe.idempotency_key,
    pg_catalog.jsonb_build_object('chat_id', redeem_link_code_safe.chat_id, 'digest', v_digest));
  v_now timestamptz := pg_catalog.clock_timestamp();
  v_chat public.chats;
  v_account public.channel_accounts;
  v_code public.link_codes;
  v_kept public.customers;
  v_gone public.customers;
  v_result jsonb;
begin
  if v_known is not null then
    return v_known || pg_catalog.jsonb_build_object('customer', private.known_customer(v_actor.desk_id, (v_known ->> 'customer_id')::uuid), 'duplicate', true);
  end if;
  -- One after another in a chat: the count below is right.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('link:' || redeem_link_code_safe.chat_id, 0));
  select c.* into v_chat from public.chats as c where c.desk_id = v_actor.desk_id and c.id = redeem_link_code_safe.chat_id;
  if v_chat.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such chat at this desk.');
  end if;
  if (select pg_catalog.count(*) from public.link_attempts as t where t.desk_id = v_actor.desk_id and t.chat_id = v_chat.id and t.tried_at > v_now - interval '1 hour') >= 5
    or (select pg_catalog.count(*) from public.link_attempts as t where t.desk_id = v_actor.desk_id and t.tried_at > v_now - interval '1 hour') >= 200
  then
    v_result := pg_catalog.jsonb_build_object('outcome', 'too_many', 'customer_id', null);
  else
    select l.* into v_code from public.link_codes as l
    where l.desk_id = v_actor.desk_id and l.digest = v_digest and l.ended_at is null and l.expires_at > v_now;
    -- Both rows, always in the same order.
    perform from public.customers as c
    where c.desk_id = v_actor.desk_id and c.id in (v_code.customer_id, v_chat.customer_id) order by c.id for no key update;
    select c.* into v_chat from public.chats as c where c.id = v_chat.id;
    select l.* into v_code from public.link_codes as l where l.id = v_code.id and l.ended_at is null for no key update;
    select c.* into v_kept from public.customers as c where c.id = v_code.customer_id and c.erased_at is null;
    select c.* into v_gone from public.customers as c where c.id = v_chat.customer_id and c.erased_at is null;
    v_result := case
      when v_kept.id is null then '{"outcome": "unknown", "customer_id": null}'
      when v_kept.id = v_gone.id then '{"outcome": "own", "customer_id": null}'
      else pg_catalog.jsonb_build_object('outcome', 'linked', 'customer_id', v_kept.id)
    end;
  end if;

  case v_result ->> 'outcome'
    when 'unknown' then
      insert into public.link_attempts (desk_id, chat_id) values (v_actor.desk_id, v_chat.id);
    when 'linked' then
      select a.* into v_account from public.channel_accounts as a where a.id = v_chat.account_id;
      update public.link_codes as l set ended_at = v_now, used_in = v_chat.id where l.id = v_code.id;
      if v_gone.id is not null then
        perform private.merge_customers(v_kept, v_gone, v_account.provider);
      end if;
      insert into public.customer_identities (desk_id, customer_id, provider, account, external_id)
      values (v_actor.desk_id, v_kept.id, v_account.provider, v_account.account, v_chat.sender_id)
      on conflict on constraint customer_identities_name_one_person_per_desk do nothing;
      update public.chats as c set customer_id = v_kept.id where c.account_id = v_chat.account_id and c.sender_id = v_chat.sender_id
        and c.customer_id is distinct from v_kept.id;
      perform private.notify(v_actor.desk_id, 'link_code', v_code.id, 'channel-joined', pg_catalog.jsonb_build_object('channel', v_account.provider),
        v_kept.id, null, 'link:' || v_code.id);
    else null;
  end case;
  perform private.keep_result(v_actor.desk_id, 'redeem_link_code_safe', redeem_link_code_safe.idempotency_key, v_result);
  return v_result || pg_catalog.jsonb_build_object('customer', private.known_customer(v_actor.desk_id, (v_result ->> 'customer_id')::uuid), 'duplicate', false);
end
$$;
comment on function public.redeem_link_code_safe is
  'Joins the chat a code is typed in, with everything of its customer, to the customer who was given the code: linked; unknown (wrong, used, expired alike), own, too_many. Caller: the system. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT.';

create or replace function private.known_customer(desk_id uuid, customer_id uuid) returns jsonb
language plpgsql
stable
as $$
#variable_conflict use_column
begin
  return (select pg_catalog.jsonb_build_object('id', c.id, 'full_name', c.full_name, 'phone', c.phone, 'language', c.language,
    'preferred_channel', c.preferred_channel,
    'last_address', coalesce((
      select o.delivery_address from public.orders as o
      where o.desk_id = c.desk_id and o.customer_id = c.id and o.delivery_address is not null order by o.created_at desc limit 1
    ), c.delivery_address),
    'privacy_version', (
      select case when n.granted then n.version end from public.consents as n
      where n.desk_id = c.desk_id and n.customer_id = c.id and n.kind = 'privacy' order by n.id desc limit 1
    ))
  from public.customers as c
  -- Whoever was merged is who they became.
  where c.desk_id = known_customer.desk_id and c.erased_at is null and c.id = coalesce((
    select m.merged_into from public.customers as m where m.desk_id = known_customer.desk_id and m.id = known_customer.customer_id
  ), known_customer.customer_id));
end
$$;

revoke execute on function private.move_belongings, private.merge_customers from public;
grant execute on function private.move_belongings, private.merge_customers to desk_rpc;
select private.hand_over('public.redeem_link_code_safe(uuid, uuid, text, text)');
revoke execute on function public.redeem_link_code_safe from public, anon, authenticated;
grant execute on function public.redeem_link_code_safe to service_role;
