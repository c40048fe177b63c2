-- The demo desk of the first run: something in every screen and every status. Made through the safe RPCs alone, since
-- the guards hold here too. Names say that they are made up; the phone numbers are reserved for fiction.
do $$
declare
  v_desk jsonb := public.open_desk_safe(slug => 'demo', name => 'Demo desk', owner_name => 'Demo owner', owner_language => 'en');
  v_owner uuid := v_desk ->> 'owner_staff_id';
  v_system uuid := v_desk ->> 'system_staff_id';
  v_admin uuid;
  v_manager uuid;
  v_second uuid;
  v_agent uuid;
  v_listings uuid[] := '{}';
  v_customers jsonb := '[
    {"full_name": "Demo customer 1", "phone": "+12025550101", "language": "en", "country": "US", "channel": "telegram"},
    {"full_name": "Demo customer 2", "phone": "+447700900102", "email": "customer2@example.com", "language": "en", "country": "GB", "channel": "web"},
    {"full_name": "Демо-клиент 3", "phone": "+12025550103", "language": "ru", "country": "DE", "channel": "telegram"},
    {"full_name": "Демо-клиент 4", "phone": "+447700900104", "language": "ru", "country": "KZ", "channel": "whatsapp"},
    {"full_name": "Demo müşteri 5", "phone": "+12025550105", "language": "tr", "country": "TR", "channel": "whatsapp"},
    {"full_name": "Demo müşteri 6", "phone": "+447700900106", "language": "tr", "country": "TR", "channel": "telegram"}
  ]';
  v_item record;
  v_order uuid;
  v_shipment uuid;
  v_lead uuid;
  v_wish text;
  v_number integer := 0;
  v_person jsonb;
begin
  -- People. Their codes are used up here: sign in by an invitation of your own.
  for v_item in select * from (values
    (1, 'Demo admin', 'admin'), (2, 'Demo manager 1', 'manager'), (3, 'Demo manager 2', 'manager'), (4, 'Demo agent', 'agent')
  ) as x (n, display_name, role) order by n loop
    v_order := (public.accept_invitation_safe(
      public.invite_staff_safe(v_owner, v_item.display_name, v_item.role) ->> 'code', 'web', 'demo-staff-' || v_item.n) #>> '{staff,id}')::uuid;
    case v_item.n when 1 then v_admin := v_order; when 2 then v_manager := v_order; when 3 then v_second := v_order; else v_agent := v_order; end case;
  end loop;

  -- A dozen things to sell, in three languages.
  for v_item in select * from (values
    (1, 'Road bike, carbon', 'Шоссейный велосипед, карбон', 'Yol bisikleti, karbon', 2450.00),
    (2, 'Road bike, aluminium', 'Шоссейный велосипед, алюминий', 'Yol bisikleti, alüminyum', 1190.00),
    (3, 'Gravel bike', 'Гравийный велосипед', 'Gravel bisiklet', 1680.00),
    (4, 'Mountain bike 29"', 'Горный велосипед 29"', 'Dağ bisikleti 29"', 1350.00),
    (5, 'City bike', 'Городской велосипед', 'Şehir bisikleti', 620.00),
    (6, 'Electric city bike', 'Городской электровелосипед', 'Elektrikli şehir bisikleti', 2190.00),
    (7, 'Children''s bike 20"', 'Детский велосипед 20"', 'Çocuk bisikleti 20"', 240.00),
    (8, 'Frame set, carbon', 'Рама, карбон', 'Kadro seti, karbon', 980.00),
    (9, 'Wheel set 28"', 'Колёса 28"', 'Jant seti 28"', 410.00),
    (10, 'Helmet', 'Шлем', 'Kask', 59.90),
    (11, 'Lock', 'Замок', 'Kilit', 34.50),
    (12, 'Service and assembly', 'Сборка и настройка', 'Montaj ve ayar', 85.00)
  ) as x (n, en, ru, tr, price) order by n loop
    v_listings := v_listings || (public.create_listing_safe(
      actor_id => v_owner, title => jsonb_build_object('en', v_item.en, 'ru', v_item.ru, 'tr', v_item.tr),
      price => v_item.price, currency => 'EUR', owner_id => v_manager) #>> '{listing,id}')::uuid;
  end loop;

  -- How customers browse them and what they choose.
  insert into public.listing_categories (desk_id, code, title, position)
  select (v_desk ->> 'desk_id')::uuid, x.code, jsonb_build_object('en', x.en, 'ru', x.ru, 'tr', x.tr), x.n
  from (values
    (1, 'bikes', 'Bikes', 'Велосипеды', 'Bisikletler'), (2, 'parts', 'Parts', 'Запчасти', 'Parçalar'),
    (3, 'accessories', 'Accessories', 'Аксессуары', 'Aksesuarlar'), (4, 'services', 'Services', 'Услуги', 'Hizmetler')
  ) as x (n, code, en, ru, tr);
  update public.listings as l set category = case
    when x.n <= 7 then 'bikes' when x.n <= 9 then 'parts' when x.n <= 11 then 'accessories' else 'services' end,
    options = case when x.n <= 6 or x.n in (8, 10) then
      '[{"key": "size", "label": {"en": "Size", "ru": "Размер", "tr": "Beden"}, "values": [
        {"key": "s", "label": {"en": "S", "ru": "S", "tr": "S"}}, {"key": "m", "label": {"en": "M", "ru": "M", "tr": "M"}},
        {"key": "l", "label": {"en": "L", "ru": "L", "tr": "L"}}, {"key": "xl", "label": {"en": "XL", "ru": "XL", "tr": "XL"}}]}]'::jsonb
      when x.n = 11 then
      '[{"key": "colour", "label": {"en": "Colour", "ru": "Цвет", "tr": "Renk"}, "values": [
        {"key": "black", "label": {"en": "Black", "ru": "Чёрный", "tr": "Siyah"}}, {"key": "red", "label": {"en": "Red", "ru": "Красный", "tr": "Kırmızı"}}]}]'::jsonb
      else '[]'::jsonb end
  from unnest(v_listings) with ordinality as x (id, n) where l.id = x.id;

  -- How they pay, in their own words. The account is the one that books about banking use; no money arrives there.
  update public.payment_methods as m set names = jsonb_build_object('en', x.en, 'ru', x.ru, 'tr', x.tr), offered = x.code <> 'online',
    instructions = jsonb_build_object('en', x.how_en, 'ru', x.how_ru, 'tr', x.how_tr)
  from (values
    ('bank_transfer', 'Bank transfer', 'Банковский перевод', 'Havale',
      'Transfer the amount to the account below and name the order code {order}.',
      'Переведите сумму на счёт ниже и укажите номер заказа {order}.',
      'Tutarı aşağıdaki hesaba gönderin ve sipariş kodunu ({order}) yazın.'),
    ('card', 'Card', 'Карта', 'Kart', 'Pay by card on the payment page.', 'Оплатите картой на странице оплаты.', 'Ödeme sayfasında kartla ödeyin.'),
    ('cash', 'Cash', 'Наличные', 'Nakit', 'Pay in cash when you collect your order.', 'Оплатите наличными при получении.', 'Siparişinizi alırken nakit ödeyin.'),
    ('online', 'Online payment', 'Онлайн-оплата', 'Çevrim içi ödeme', 'Pay online.', 'Оплатите онлайн.', 'Çevrim içi ödeyin.')
  ) as x (code, en, ru, tr, how_en, how_ru, how_tr)
  where m.desk_id = (v_desk ->> 'desk_id')::uuid and m.code = x.code;
  update public.payment_methods as m set iban = 'DE89370400440532013000', account_holder = 'Spoke & Co', qr = 'transfer'
  where m.desk_id = (v_desk ->> 'desk_id')::uuid and m.code = 'bank_transfer';
  update public.payment_methods as m set link = 'https://pay.example.com/{order}?amount={amount}&currency={currency}', qr = 'link'
  where m.desk_id = (v_desk ->> 'desk_id')::uuid and m.code = 'card';

  -- Where its parcels can be followed, and when somebody is there.
  update public.shipping_providers as p set tracking_url = 'https://carrier.example.com/track?number={number}'
  where p.desk_id = (v_desk ->> 'desk_id')::uuid and p.code = 'rusbid';
  insert into public.working_hours (desk_id, weekday, opens, closes)
  select (v_desk ->> 'desk_id')::uuid, x.weekday, '09:00', '19:00' from generate_series(1, 6) as x (weekday);

  -- Leads in every status (orders below convert theirs).
  foreach v_wish in array array['new', 'in_progress', 'qualified', 'rejected'] loop
    v_person := v_customers -> (v_number % 6);
    v_lead := (public.capture_lead_safe(
      actor_id => v_system, source => v_person ->> 'channel', customer => (v_person - 'channel') || '{"phone_verified": true}',
      item_url => 'https://example.com/offers/' || (100 + v_number), item_snapshot => jsonb_build_object('title', 'Offer ' || (100 + v_number)),
      comment => case v_person ->> 'language' when 'ru' then 'Сколько стоит с доставкой?' when 'tr' then 'Kargo dahil ne kadar?' else 'How much with delivery?' end,
      budget_amount => 800 + 100 * v_number, budget_currency => 'EUR') #>> '{lead,id}')::uuid;
    if v_wish in ('in_progress', 'qualified') then
      perform public.advance_lead_status_safe(v_manager, v_lead, 'in_progress');
    end if;
    if v_wish = 'qualified' then
      perform public.advance_lead_status_safe(v_manager, v_lead, 'qualified');
      perform public.create_task_safe(actor_id => v_manager, title => 'Send the quote', due_at => now() + interval '1 day', lead_id => v_lead);
    elsif v_wish = 'rejected' then
      perform public.advance_lead_status_safe(v_manager, v_lead, 'rejected', 'no_interest');
    end if;
    v_number := v_number + 1;
  end loop;

  -- Orders in every status, each brought there the way real ones go.
  foreach v_wish in array array[
    'created', 'awaiting_payment', 'partly_paid', 'paid', 'processing', 'in_delivery', 'delivered', 'closed', 'cancelled', 'returned', 'refunded_in_part'
  ] loop
    v_person := v_customers -> (v_number % 6);
    v_order := (public.quick_order_safe(
      actor_id => v_system, source => v_person ->> 'channel', customer => v_person - 'channel',
      lines => case when v_wish = 'created'
        then jsonb_build_array(jsonb_build_object('title', 'A bike from an advert', 'item_url', 'https://example.com/offers/200'))
        else jsonb_build_array(
          jsonb_build_object('listing_id', v_listings[1 + v_number % 9]),
          jsonb_build_object('listing_id', v_listings[10 + v_number % 3], 'quantity', 1 + v_number % 2))
      end,
      payment => jsonb_build_object('method', case when v_number % 2 = 0 then 'bank_transfer' else 'card' end),
      delivery_address => 'Example street ' || v_number) #>> '{order,id}')::uuid;
    if v_number % 3 > 0 then
      perform public.assign_order_safe(v_owner, v_order, case v_number % 3 when 1 then v_manager else v_second end);
    end if;

    if v_wish = 'cancelled' then
      perform public.advance_order_status_safe(v_second, v_order, 'cancelled', 'The customer changed their mind.');
    elsif v_wish = 'partly_paid' then
      perform public.record_generic_payment_safe(actor_id => v_manager, order_id => v_order, amount => 100, currency => 'EUR', direction => 'incoming',
        role => 'client_payment', method => 'cash', status => 'completed');
    elsif v_wish not in ('created', 'awaiting_payment') then
      perform public.record_generic_payment_safe(actor_id => v_system, order_id => v_order, amount => o.total_amount, currency => 'EUR',
        direction => 'incoming', role => 'client_payment', method => case when v_number % 2 = 0 then 'bank_transfer' else 'card' end,
        status => 'completed', external_reference => 'demo:' || o.order_code)
      from public.orders as o where o.id = v_order;
      perform public.record_generic_payment_safe(actor_id => v_manager, order_id => v_order, amount => 150, currency => 'EUR', direction => 'outgoing',
        role => 'supplier_payment', method => 'bank_transfer', status => 'completed', external_reference => 'demo:supplier:' || v_number);
      perform public.attach_document_safe(actor_id => v_manager, type => 'payment_proof', storage_path => 'demo/proof-' || v_number || '.pdf', order_id => v_order);
      if v_wish = 'processing' then
        perform public.advance_order_status_safe(v_manager, v_order, 'processing');
        perform public.create_task_safe(actor_id => v_manager, title => 'Order the frame from the supplier', due_at => now() + interval '2 days',
          order_id => v_order, priority => 'high');
      elsif v_wish <> 'paid' then
        v_shipment := (public.create_shipment_safe(actor_id => v_second, order_id => v_order, tracking_number => 'DEMO' || (1000 + v_number),
          estimated_delivery_date => current_date + 14) #>> '{shipment,id}')::uuid;
        perform public.advance_order_status_safe(v_second, v_order, 'in_delivery');
        perform public.advance_shipment_safe(v_second, v_shipment, 'warehouse_received');
        perform public.attach_document_safe(actor_id => v_second, type => 'warehouse_photo', storage_path => 'demo/photo-' || v_number || '.jpg', order_id => v_order);
        perform public.advance_shipment_safe(v_second, v_shipment, 'photos_received');
        perform public.advance_shipment_safe(v_second, v_shipment, 'in_transit');
        perform public.sync_tracking_safe(v_system, v_shipment, jsonb_build_object('place', 'Sorting centre', 'step', v_number));
        if v_wish = 'returned' then
          perform public.advance_order_status_safe(v_admin, v_order, 'returned', 'The customer sent it back.');
        elsif v_wish <> 'in_delivery' then
          perform public.confirm_receipt_safe(v_second, v_shipment);
          perform public.advance_order_status_safe(v_second, v_order, 'delivered');
        end if;
        if v_wish = 'refunded_in_part' then
          perform public.record_generic_payment_safe(actor_id => v_admin, order_id => v_order, amount => 25, currency => 'EUR', direction => 'outgoing',
            role => 'refund', method => 'cash', status => 'completed', refund_reason => 'price_adjustment');
        end if;
        if v_wish = 'closed' then
          perform public.advance_order_status_safe(v_admin, v_order, 'closed');
        end if;
      end if;
    end if;
    v_number := v_number + 1;
  end loop;
  perform public.seal_audit_safe(v_system);
end
$$;
