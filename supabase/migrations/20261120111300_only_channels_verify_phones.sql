-- A verified phone opens an account to whoever writes from it. So it is a channel's word, brought by the system; what staff
-- type is typed, whichever command they use.

create function private.check_vouching(actor public.staff, given jsonb) returns void
language plpgsql
stable
as $$
begin
  if actor.role <> 'system' and (check_vouching.given -> 'phone_verified') = 'true'::jsonb then
    perform private.refuse(403, 'FORBIDDEN_ROLE', 'A phone number is verified by a channel, not by staff.',
      'Let the customer share it in their chat.', pg_catalog.jsonb_build_object('role', actor.role, 'allowed', array['system'], 'field', 'phone_verified'));
  end if;
end
$$;
comment on function private.check_vouching is 'Only the system, acting for a channel, says that a phone is verified. FORBIDDEN_ROLE.';
revoke execute on function private.check_vouching from public;
grant execute on function private.check_vouching to desk_rpc;

create or replace function public.update_customer_safe(actor_id uuid, customer_id uuid, changes jsonb, acting_customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_for(update_customer_safe.actor_id, update_customer_safe.acting_customer_id);
  v_customer public.customers;
  v_changes jsonb := update_customer_safe.changes;
  v_unknown text;
  v_phone text;
  v_email text;
begin
  if coalesce(pg_catalog.jsonb_typeof(v_changes), '') <> 'object' then
    perform private.refuse(400, 'BAD_INPUT', 'The changes are an object.', null, '{"field": "changes"}');
  end if;
  select k into v_unknown from pg_catalog.jsonb_object_keys(v_changes) as k
  where k <> all ('{full_name,phone,phone_verified,email,country,language,preferred_channel,billing_address,delivery_address}'::text[]);
  if v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'A customer''s profile has no such field, or it is not changed here.', null,
      pg_catalog.jsonb_build_object('field', v_unknown));
  end if;
  perform private.check_vouching(v_actor, v_changes);
  select c.* into v_customer from public.customers as c
  where c.desk_id = v_actor.desk_id and c.id = update_customer_safe.customer_id and c.erased_at is null
    and (update_customer_safe.acting_customer_id is null or c.id = update_customer_safe.acting_customer_id)
    and private.sees_customer(v_actor, c.id)
  for no key update;
  if v_customer.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such customer at this desk.');
  end if;
  v_phone := case when v_changes ? 'phone' then private.checked_phone(v_changes ->> 'phone') else v_customer.phone end;
  v_email := case when v_changes ? 'email' then private.checked_text(v_changes ->> 'email', 'email', 320) else v_customer.email end;
  if v_email !~ '^[^@\s]+@[^@\s]+$' then
    perform private.refuse(400, 'BAD_INPUT', 'The e-mail address needs one "@" and no spaces.', null, '{"field": "email"}');
  end if;
  if v_changes ->> 'country' !~ '^[A-Z]{2}$' then
    perform private.refuse(400, 'BAD_INPUT', 'A country is two letters.', 'For example: DE.', '{"field": "country"}');
  end if;
  if v_changes ->> 'language' !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
    perform private.refuse(400, 'BAD_INPUT', 'A language is a tag like en, ru or tr.', null, '{"field": "language"}');
  end if;
  if v_changes ->> 'preferred_channel' not in ('telegram', 'whatsapp', 'web') then
    perform private.refuse(400, 'BAD_INPUT', 'A channel is telegram, whatsapp or web.', null, '{"field": "preferred_channel"}');
  end if;
  -- Says no more than that the number does not work here: whose it is stays with them.
  if v_phone is distinct from v_customer.phone and exists (
    select from public.customers as c where c.desk_id = v_actor.desk_id and c.phone = v_phone and c.id <> v_customer.id
  ) then
    perform private.refuse(409, 'BAD_INPUT', 'This phone number cannot be used here.', 'Use another number, or talk to a person.', '{"field": "phone"}');
  end if;
  update public.customers as c
  set full_name = coalesce(private.checked_text(v_changes ->> 'full_name', 'full_name', 200), c.full_name),
    phone = v_phone,
    phone_verified_at = case
      when (v_changes -> 'phone_verified') = 'true'::jsonb and v_phone is not null then coalesce(case when v_phone = c.phone then c.phone_verified_at end, pg_catalog.now())
      when v_phone is distinct from c.phone then null
      else c.phone_verified_at
    end,
    email = v_email,
    country = case when v_changes ? 'country' then v_changes ->> 'country' else c.country end,
    language = coalesce(v_changes ->> 'language', c.language),
    preferred_channel = coalesce((v_changes ->> 'preferred_channel')::public.preferred_channel, c.preferred_channel),
    billing_address = case when v_changes ? 'billing_address' then private.checked_text(v_changes ->> 'billing_address', 'billing_address', 1000) else c.billing_address end,
    delivery_address = case when v_changes ? 'delivery_address' then private.checked_text(v_changes ->> 'delivery_address', 'delivery_address', 1000) else c.delivery_address end
  where c.id = v_customer.id
  returning c.* into v_customer;
  return pg_catalog.jsonb_build_object('customer', private.customer_json(v_customer));
end
$$;
comment on function public.update_customer_safe is
  'Changes the profile of a customer; another phone is a typed one until a channel vouches for it. Callers: staff, customers their own; phone_verified the system alone. NOT_FOUND, FORBIDDEN_ROLE, BAD_INPUT.';

create or replace function private.put_lead(
  actor public.staff, customer_id uuid, given jsonb, source text, item_url text default null, item_snapshot jsonb default null,
  comment text default null, budget_amount numeric default null, budget_currency text default null
) returns public.leads
language plpgsql
as $$
declare
  v_lead public.leads;
begin
  perform private.check_vouching(actor, put_lead.given);
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
comment on function private.put_lead is 'A new lead with its first event. BAD_INPUT, AMOUNT_INVALID, FORBIDDEN_ROLE.';
