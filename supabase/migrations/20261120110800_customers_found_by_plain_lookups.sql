-- The same search for who is writing, by lookups whose plan can be kept: a condition that is known to be false before anything
-- is read made Postgres plan them anew for every message.

create or replace function private.match_customer(actor public.staff, given jsonb, out customer_id uuid, out created boolean)
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
  v_owned boolean;
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
  if v_identity is not null then
    select i.customer_id into match_customer.customer_id from public.customer_identities as i
    where i.desk_id = actor.desk_id and i.provider = v_provider and i.account = v_account and i.external_id = v_external;
  end if;
  if match_customer.customer_id is null and v_phone is not null then
    select c.id, c.phone_verified_at is not null into match_customer.customer_id, v_owned from public.customers as c
    where c.desk_id = actor.desk_id and c.phone = v_phone;
    -- Somebody who only typed this number and is known by a chat of their own does not become its owner's account.
    if v_verified and not v_owned then
      if exists (
        select from public.customer_identities as i where i.desk_id = actor.desk_id and i.customer_id = match_customer.customer_id
      ) then
        match_customer.customer_id := null;
      end if;
    end if;
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

create or replace function private.put_lead(
  actor public.staff, customer_id uuid, given jsonb, source text, item_url text default null, item_snapshot jsonb default null,
  comment text default null, budget_amount numeric default null, budget_currency text default null
) returns public.leads
language plpgsql
as $$
declare
  v_lead public.leads;
begin
  if put_lead.item_snapshot is not null then
    perform private.checked_object(nullif(put_lead.item_snapshot, 'null'), 'item_snapshot');
  end if;
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
