-- What an offer says is put together when its message goes out, from how things stand then, and is not kept: it names people.

create function private.offer_title(offer public.work_offers) returns jsonb
language plpgsql
stable
as $$
begin
  if offer.order_id is not null then
    return (select pg_catalog.jsonb_build_object('key', case when o.total_amount is null then 'staff-offer-order-unpriced' else 'staff-offer-order' end,
      'params', pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('code', o.order_code, 'customer', c.full_name,
        'total', case when o.total_amount is not null then pg_catalog.jsonb_build_object('amount', o.total_amount::text, 'currency', o.currency) end)))
      from public.orders as o join public.customers as c on c.desk_id = o.desk_id and c.id = o.customer_id where o.id = offer.order_id);
  end if;
  return (select pg_catalog.jsonb_build_object('key', 'staff-offer-lead', 'params', pg_catalog.jsonb_build_object(
      'title', coalesce(pg_catalog.left(r.row ->> 'title', 120), 'none'), 'customer', coalesce(r.row ->> 'customer', 'none')))
    from public.leads as l, lateral private.staff_lead_row(l) as r (row) where l.id = offer.lead_id);
end
$$;
comment on function private.offer_title is 'What is offered, as a phrase.';

create function private.offer_reply(offer_id uuid, staff_id uuid) returns jsonb
language plpgsql
stable
as $$
declare
  v_offer public.work_offers;
  v_work text;
  v_show jsonb;
  v_text jsonb;
begin
  select o.* into v_offer from public.work_offers as o where o.id = offer_reply.offer_id;
  v_work := coalesce(v_offer.lead_id::text, (select o.order_code from public.orders as o where o.id = v_offer.order_id));
  v_show := pg_catalog.jsonb_build_object('label', '{"key": "staff-offer-show"}'::jsonb,
    'action', case when v_offer.lead_id is null then 's1:order:' else 's1:lead:' end || v_work);
  v_text := pg_catalog.jsonb_build_array(private.offer_title(v_offer));
  if v_offer.ended_at is null then
    if v_offer.stage in ('managers', 'admins') then
      v_text := v_text || pg_catalog.jsonb_build_object('key', 'staff-offer-waits', 'params', pg_catalog.jsonb_build_object('minutes',
        greatest(1, extract(epoch from pg_catalog.clock_timestamp() - v_offer.created_at)::integer / 60)));
    end if;
    return pg_catalog.jsonb_build_object('kind', 'text', 'text', v_text, 'choices', pg_catalog.jsonb_build_array(
      pg_catalog.jsonb_build_object('label', '{"key": "do-take"}'::jsonb, 'action', 's1:take:' || v_work, 'style', 'primary'), v_show));
  end if;
  return pg_catalog.jsonb_build_object('kind', 'text', 'text', v_text || case
      when v_offer.taken_by is null then '{"key": "staff-offer-gone"}'::jsonb
      when v_offer.taken_by = offer_reply.staff_id then '{"key": "staff-offer-yours"}'
      else pg_catalog.jsonb_build_object('key', 'staff-offer-taken', 'params', pg_catalog.jsonb_build_object('name',
        (select s.display_name from public.staff as s where s.desk_id = v_offer.desk_id and s.id = v_offer.taken_by))) end,
    'choices', case when v_offer.taken_by = offer_reply.staff_id then pg_catalog.jsonb_build_array(v_show) else '[]' end);
end
$$;
comment on function private.offer_reply is 'An offer as this member of the staff reads it now: to be taken, or who has it.';

create function private.word_offer() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.reply := case when new.status = 'claimed' then private.offer_reply(new.entity_id, new.staff_id) end;
  return new;
end
$$;
comment on function private.word_offer is 'Gives the message of an offer its words while it is on its way.';

create function private.edit_offer(offer_id uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  insert into public.outbox_messages (desk_id, staff_id, phrase_key, entity, entity_id, edits_card_id)
  select k.desk_id, s.id, 'staff-offer', 'offer', k.entity_id, k.id
  from public.message_cards as k
  join public.chats as c on c.id = k.chat_id and c.unreachable_at is null
  join public.staff as s on s.desk_id = k.desk_id and s.id = c.staff_id and s.status = 'active'
  -- Elsewhere it would be a message of its own, and a sound for nothing.
  join public.channel_accounts as a on a.id = c.account_id and a.active and a.provider in ('telegram', 'web')
  where k.entity_id = edit_offer.offer_id and k.entity = 'offer'
  on conflict (edits_card_id) where edits_card_id is not null and status = 'waiting' do nothing;
  if found then
    perform pg_catalog.pg_notify('desk_work', 'outbox');
  end if;
end
$$;
comment on function private.edit_offer is 'Has the messages of an offer shown anew, where that makes no sound.';

create function private.keep_offer() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Whoever takes it now waits for this, or is seen here: one of the two has the message shown anew.
  perform from public.work_offers as o where o.id = new.entity_id for share;
  insert into public.message_cards (desk_id, chat_id, entity, entity_id, outbox_id, provider_message_id)
  values (new.desk_id, new.chat_id, 'offer', new.entity_id, new.id, new.provider_message_id)
  on conflict on constraint message_cards_are_the_newest_of_their_chat do nothing;
  if exists (select from public.work_offers as o where o.id = new.entity_id and o.ended_at is not null) then
    perform private.edit_offer(new.entity_id);
  end if;
  return null;
end
$$;
comment on function private.keep_offer is 'Remembers the message of an offer, to be shown anew when somebody takes it.';

create function private.offer_new_work() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.work_offers (desk_id, lead_id, order_id)
  select new.desk_id, case tg_table_name when 'leads' then new.id end, case tg_table_name when 'orders' then new.id end
  from public.desk_settings as s
  where s.desk_id = new.desk_id and s.assignment <> 'by_hand';
  return null;
end
$$;
comment on function private.offer_new_work is 'Has work that nobody has offered to the staff, unless the desk gives it out by hand.';

create function private.end_offer() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_offer_id uuid;
begin
  if new.assigned_to is null and new.status::text not in ('converted', 'rejected', 'delivered', 'closed', 'cancelled', 'returned') then
    return null;
  end if;
  v_offer_id := case tg_table_name
    when 'leads' then (select o.id from public.work_offers as o where o.lead_id = new.id)
    else (select o.id from public.work_offers as o where o.order_id = new.id) end;
  update public.work_offers as o set ended_at = pg_catalog.clock_timestamp(), taken_by = new.assigned_to, look_at = null
  where o.id = v_offer_id and o.ended_at is null
  returning o.id into v_offer_id;
  if v_offer_id is not null then
    -- What has not gone out yet is not worth saying any more.
    update public.outbox_messages as m set expires_at = pg_catalog.clock_timestamp()
    where m.desk_id = new.desk_id and m.entity = 'offer' and m.entity_id = v_offer_id and m.status = 'waiting' and m.edits_card_id is null;
    perform private.edit_offer(v_offer_id);
  end if;
  return null;
end
$$;
comment on function private.end_offer is 'Ends the offer of work that somebody has, or that is over; those who were asked see it in place.';

select private.hand_over('private.word_offer()');
select private.hand_over('private.keep_offer()');
select private.hand_over('private.offer_new_work()');
select private.hand_over('private.end_offer()');

create trigger word_offer before update of status on public.outbox_messages for each row
  when (new.entity = 'offer' and new.status is distinct from old.status) execute function private.word_offer();
create trigger keep_offer after update of status on public.outbox_messages for each row
  when (new.entity = 'offer' and new.status = 'sent' and old.status <> 'sent' and new.edits_card_id is null and new.provider_message_id is not null)
  execute function private.keep_offer();
create trigger offer_new_work after insert on public.leads for each row
  when (new.assigned_to is null and new.status = 'new') execute function private.offer_new_work();
create trigger offer_new_work after insert on public.orders for each row
  when (new.assigned_to is null) execute function private.offer_new_work();
create trigger end_offer after update of status, assigned_to on public.leads for each row
  when (new.assigned_to is distinct from old.assigned_to or new.status is distinct from old.status) execute function private.end_offer();
create trigger end_offer after update of status, assigned_to on public.orders for each row
  when (new.assigned_to is distinct from old.assigned_to or new.status is distinct from old.status) execute function private.end_offer();

revoke execute on function private.offer_title, private.offer_reply, private.word_offer, private.edit_offer, private.keep_offer,
  private.offer_new_work, private.end_offer from public;
grant execute on function private.offer_title, private.offer_reply, private.word_offer, private.edit_offer, private.keep_offer,
  private.offer_new_work, private.end_offer to desk_rpc;
