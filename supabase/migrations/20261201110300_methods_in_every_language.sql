-- A new desk's ways to pay have their names in every language the desk ships.

create or replace function private.furnish_desk(desk_id uuid) returns void
language sql
set search_path = ''
as $$
  insert into public.desk_settings (desk_id) values (furnish_desk.desk_id) on conflict do nothing;
  insert into public.payment_methods (desk_id, code, name, names, reference_required)
  select furnish_desk.desk_id, m.code, m.name, pg_catalog.jsonb_build_object('en', m.name, 'ru', m.ru, 'tr', m.tr), m.reference_required
  from (values ('cash', 'Cash', 'Наличные', 'Nakit', false), ('bank_transfer', 'Bank transfer', 'Банковский перевод', 'Banka havalesi', true),
    ('card', 'Card', 'Карта', 'Kart', true), ('online', 'Online payment', 'Онлайн-оплата', 'Online ödeme', true))
    as m (code, name, ru, tr, reference_required)
  on conflict do nothing;
  insert into public.shipping_providers (desk_id, code, name, tracking_url)
  select furnish_desk.desk_id, p.code, p.name, p.tracking_url
  from (values
    ('rusbid', 'Rusbid', null),
    ('russian_post', 'Russian Post', 'https://www.pochta.ru/tracking?barcode={number}'),
    ('pickup', 'Pick-up', null)
  ) as p (code, name, tracking_url)
  on conflict do nothing;
  insert into public.document_types (desk_id, code, name)
  select furnish_desk.desk_id, t.code, t.name
  from (values
    ('passport', 'Passport'), ('waybill', 'Waybill'), ('invoice', 'Invoice'), ('payment_proof', 'Proof of payment'),
    ('warehouse_photo', 'Photo from the warehouse'), ('photo', 'Photo'), ('other', 'Other')
  ) as t (code, name)
  on conflict do nothing;
  -- Order codes begin at 1001: short, and nobody is customer number one.
  insert into public.number_ranges (desk_id, kind, last_number) values (furnish_desk.desk_id, 'order', 1000) on conflict do nothing;
$$;
