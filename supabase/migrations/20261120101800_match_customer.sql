-- Who is writing? Found by identity, by a phone the channel vouches for, by e-mail or a typed phone; else created.
-- Only a vouched-for phone attaches an identity to somebody already known: a typed one would give accounts away.

create function private.match_customer(actor public.staff, given jsonb, out customer_id uuid, out created boolean)
language plpgsql
as $$
declare
  v_phone text := private.checked_phone(match_customer.given ->> 'phone');
  v_verified boolean := coalesce((match_customer.given -> 'phone_verified') = 'true'::jsonb, false) and v_phone is not null;
  v_email text := private.checked_text(match_customer.given ->> 'email', 'email', 320);
  v_name text := private.checked_text(match_customer.given ->> 'full_name', 'full_name', 200);
  v_identity jsonb := nullif(match_customer.given -> 'identity', 'null');
  v_provider text := v_identity ->> 'provider';
  v_account text := coalesce(v_identity ->> 'account', '');
  v_external text := v_identity ->> 'external_id';
  v_typed_only boolean;
begin
  if pg_catalog.jsonb_typeof(match_customer.given) is distinct from 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The customer is missing.', null, '{"field": "customer"}');
  end if;
  if v_email is not null and v_email !~ '^[^@\s]+@[^@\s]+$' then
    perform private.refuse(400, 'BAD_INPUT', 'The e-mail address needs one "@" and no spaces.', null, '{"field": "email"}');
  end if;
  if v_identity is not null and (
    coalesce(v_provider, '') not in ('supabase', 'telegram', 'whatsapp', 'whatsapp_web', 'web')
    or coalesce(v_external, '') !~ '\S' or pg_catalog.char_length(v_external) > 200 or pg_catalog.char_length(v_account) > 200
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'The identity needs a known provider and an external id.', null, '{"field": "identity"}');
  end if;
  if v_phone is null and v_email is null and v_identity is null then
    perform private.refuse(400, 'BAD_INPUT', 'A phone number, an e-mail address or a channel identity is needed to answer this person.',
      'Give one of them.', '{"field": "customer"}');
  end if;

  -- Two first messages of one chat at the same moment are one person.
  if v_identity is not null then
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(
      pg_catalog.concat_ws(E'\x1f', actor.desk_id, v_provider, v_account, v_external), 0));
  end if;

  match_customer.created := false;
  select i.customer_id into match_customer.customer_id from public.customer_identities as i
  where i.desk_id = actor.desk_id and i.provider = v_provider and i.account = v_account and i.external_id = v_external;
  if match_customer.customer_id is null and v_phone is not null then
    select c.id into match_customer.customer_id from public.customers as c
    where c.desk_id = actor.desk_id and c.phone = v_phone
      -- Somebody who only typed this number and is known by a chat of their own does not become its owner's account.
      and (not v_verified or c.phone_verified_at is not null or not exists (
        select from public.customer_identities as i where i.desk_id = c.desk_id and i.customer_id = c.id
      ));
    v_typed_only := match_customer.customer_id is not null and not v_verified;
    if v_verified and match_customer.customer_id is null then
      update public.customers as c set phone = null
      where c.desk_id = actor.desk_id and c.phone = v_phone and c.phone_verified_at is null;
    end if;
  end if;
  -- An e-mail links what a form brings; it never lets a chat into somebody's account.
  if match_customer.customer_id is null and v_email is not null and v_identity is null then
    select c.id into match_customer.customer_id from public.customers as c
    where c.desk_id = actor.desk_id and pg_catalog.lower(c.email) = pg_catalog.lower(v_email)
    order by c.created_at limit 1;
  end if;

  if match_customer.customer_id is null then
    insert into public.customers (desk_id, full_name, phone, phone_verified_at, email, country, language, preferred_channel, created_by)
    values (actor.desk_id, coalesce(v_name, v_phone, v_email, v_external), v_phone, case when v_verified then pg_catalog.now() end, v_email,
      case when match_customer.given ->> 'country' ~ '^[A-Z]{2}$' then match_customer.given ->> 'country' end,
      case when match_customer.given ->> 'language' ~ '^[a-z]{2,3}(-[A-Z]{2})?$' then match_customer.given ->> 'language' else 'en' end,
      case
        when v_provider in ('whatsapp', 'whatsapp_web') then 'whatsapp'
        when v_provider = 'web' then 'web'
        else 'telegram'
      end::public.preferred_channel,
      actor.id)
    on conflict (desk_id, phone) where phone is not null do nothing
    returning id into match_customer.customer_id;
    if match_customer.customer_id is null then
      -- Somebody with this phone was created in this very moment.
      select c.id into match_customer.customer_id from public.customers as c where c.desk_id = actor.desk_id and c.phone = v_phone;
      v_typed_only := not v_verified;
    else
      match_customer.created := true;
    end if;
  elsif v_verified then
    update public.customers as c set phone = v_phone, phone_verified_at = pg_catalog.now()
    where c.id = match_customer.customer_id and (c.phone is null or c.phone = v_phone) and c.phone_verified_at is null
      and not exists (select from public.customers as o where o.desk_id = actor.desk_id and o.phone = v_phone and o.id <> c.id);
  end if;

  if v_identity is not null and not coalesce(v_typed_only, false) then
    insert into public.customer_identities (desk_id, customer_id, provider, account, external_id, phone, phone_verified_at)
    values (actor.desk_id, match_customer.customer_id, v_provider, v_account, v_external, v_phone, case when v_verified then pg_catalog.now() end)
    on conflict on constraint customer_identities_name_one_person_per_desk do nothing;
  end if;
end
$$;
comment on function private.match_customer is
  'Finds or creates the customer of a JSON {full_name, phone, phone_verified, email, language, country, identity}. BAD_INPUT.';
revoke execute on function private.match_customer from public;
grant execute on function private.match_customer to desk_rpc;

create function private.customer_json(shown public.customers) returns jsonb
language sql
immutable
as $$
  select pg_catalog.jsonb_build_object(
    'id', shown.id, 'full_name', shown.full_name, 'phone', shown.phone, 'phone_verified', shown.phone_verified_at is not null,
    'email', shown.email, 'country', shown.country, 'language', shown.language, 'preferred_channel', shown.preferred_channel)
$$;
comment on function private.customer_json is 'A customer as RPCs return it.';

create function private.lead_json(shown public.leads) returns jsonb
language sql
immutable
as $$
  select pg_catalog.to_jsonb(shown) - 'contact_phone' - 'contact_email'
$$;
comment on function private.lead_json is 'A lead as RPCs return it.';
revoke execute on function private.customer_json, private.lead_json from public;
grant execute on function private.customer_json, private.lead_json to desk_rpc;

create function private.put_lead(
  actor public.staff, customer_id uuid, given jsonb, source text, item_url text default null, item_snapshot jsonb default null,
  comment text default null, budget_amount numeric default null, budget_currency text default null
) returns public.leads
language plpgsql
as $$
declare
  v_lead public.leads;
begin
  perform private.checked_object(nullif(put_lead.item_snapshot, 'null'), 'item_snapshot');
  insert into public.leads (desk_id, source, customer_id, contact_phone, contact_email, item_url, item_snapshot, comment,
    budget_amount, budget_currency, initiated_by_customer, created_by)
  values (actor.desk_id, private.checked_text(put_lead.source, 'source', 100, true), put_lead.customer_id,
    private.checked_phone(put_lead.given ->> 'phone'), private.checked_text(put_lead.given ->> 'email', 'email', 320),
    private.checked_text(put_lead.item_url, 'item_url', 2000), nullif(put_lead.item_snapshot, 'null'),
    private.checked_text(put_lead.comment, 'comment', 4000),
    case when put_lead.budget_amount is not null then private.checked_amount(put_lead.budget_amount, 'budget_amount') end,
    case when put_lead.budget_amount is not null then private.checked_currency(actor.desk_id, put_lead.budget_currency, 'budget_currency') end,
    private.acting_customer(), actor.id)
  returning * into v_lead;
  perform private.record_first_event(v_lead.desk_id, 'lead', v_lead.id, 'new');
  return v_lead;
end
$$;
comment on function private.put_lead is 'A new lead with its first event. BAD_INPUT, AMOUNT_INVALID.';

create function private.put_order(
  actor public.staff, customer_id uuid, lead_id uuid, source text, lines jsonb, currency text, payment_terms text,
  commission_amount numeric, delivery_address text, comment text, may_price boolean, initiated_by uuid
) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
  v_currency text := coalesce(put_order.currency, (select s.currency from public.desk_settings as s where s.desk_id = actor.desk_id));
begin
  perform private.checked_currency(actor.desk_id, v_currency, 'currency');
  if coalesce(put_order.payment_terms, 'prepaid') not in ('prepaid', 'on_delivery') then
    perform private.refuse(400, 'BAD_INPUT', 'Payment terms are prepaid or on_delivery.', null, '{"field": "payment_terms"}');
  end if;
  insert into public.orders (desk_id, order_code, lead_id, customer_id, source, payment_terms, currency, commission_amount,
    delivery_address, comment, assigned_to, initiated_by_customer, created_by)
  values (actor.desk_id, private.next_code(actor.desk_id, 'order'), put_order.lead_id, put_order.customer_id,
    private.checked_text(put_order.source, 'source', 100, true),
    coalesce(put_order.payment_terms, 'prepaid')::public.payment_terms, v_currency,
    case when put_order.commission_amount is not null then private.checked_amount(put_order.commission_amount, 'commission_amount', true) end,
    private.checked_text(put_order.delivery_address, 'delivery_address', 1000), private.checked_text(put_order.comment, 'comment', 4000),
    case when actor.role <> 'system' then actor.id else (select l.assigned_to from public.leads as l where l.id = put_order.lead_id) end,
    put_order.initiated_by, actor.id)
  returning * into v_order;
  v_order := private.put_lines(v_order, put_order.lines, put_order.may_price);
  perform private.move_order(v_order, 'created');
  if put_order.lead_id is not null then
    perform private.record_event(l.desk_id, 'lead', l.id, l.status::text, 'converted') from public.leads as l
    where l.id = put_order.lead_id and l.status <> 'converted';
    update public.leads as l set status = 'converted', customer_id = coalesce(l.customer_id, put_order.customer_id),
      assigned_to = coalesce(l.assigned_to, v_order.assigned_to) where l.id = put_order.lead_id;
  end if;
  return v_order;
end
$$;
comment on function private.put_order is 'A new order with its lines, first event and notice; converts its lead. Takes the order number last. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND.';

-- A priced order asks for its money at once, and its planned payment says how; one that costs nothing is settled.
create function private.ask_for_money(asked public.orders, payment jsonb) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders := asked;
  v_payment public.payments;
begin
  if asked.total_amount is null then
    return asked;
  end if;
  if asked.total_amount = 0 then
    return private.settle_order(asked);
  end if;
  v_order := private.move_order(asked, 'awaiting_payment');
  if ask_for_money.payment ->> 'method' is not null then
    insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, initiated_by_customer, created_by)
    values (v_order.desk_id, v_order.id, v_order.total_amount, v_order.currency, 'incoming', 'client_payment',
      private.checked_method(v_order.desk_id, ask_for_money.payment ->> 'method'), v_order.initiated_by_customer, v_order.created_by)
    returning * into v_payment;
    perform private.record_first_event(v_payment.desk_id, 'payment', v_payment.id, 'planned');
  end if;
  return v_order;
end
$$;
comment on function private.ask_for_money is 'Moves a priced new order to awaiting_payment and plans its payment.';

create function private.checked_method(desk_id uuid, method text) returns text
language plpgsql
stable
as $$
begin
  if not exists (
    select from public.payment_methods as m where m.desk_id = checked_method.desk_id and m.code = checked_method.method and m.active
  ) then
    perform private.refuse(400, 'BAD_INPUT', 'The desk does not take payments this way.', 'See the list of payment methods.', '{"field": "method"}');
  end if;
  return checked_method.method;
end
$$;
comment on function private.checked_method is 'A payment method on the desk''s list. BAD_INPUT.';

revoke execute on function private.put_lead, private.put_order, private.ask_for_money, private.checked_method from public;
grant execute on function private.put_lead, private.put_order, private.ask_for_money, private.checked_method to desk_rpc;
