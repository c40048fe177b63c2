-- A line may say which of a listing's options was chosen: kept with the offer as it was, and read by people in the title.

create function private.chosen_options(listing public.listings, line jsonb, line_no integer) returns text
language plpgsql
immutable
as $$
declare
  v_labels text;
  v_unknown text;
begin
  if coalesce(line -> 'options', 'null') in ('null', '{}') then
    return null;
  end if;
  if listing.id is not null and pg_catalog.jsonb_typeof(line -> 'options') = 'object' then
    select pg_catalog.min(c.key) filter (where v.value is null),
      pg_catalog.string_agg(coalesce(v.value #>> '{label,en}', v.value ->> 'key'), ', ' order by o.ordinality)
    into v_unknown, v_labels
    from pg_catalog.jsonb_each(line -> 'options') as c
    left join pg_catalog.jsonb_array_elements(listing.options) with ordinality as o on o.value ->> 'key' = c.key
    left join lateral (select e.value from pg_catalog.jsonb_array_elements(o.value -> 'values') as e where e.value -> 'key' = c.value limit 1) as v on true;
  end if;
  if v_labels is null or v_unknown is not null then
    perform private.refuse(400, 'BAD_INPUT', 'This is not one of the options of the listing.', 'Choose one that is offered.',
      pg_catalog.jsonb_build_object('field', 'options', 'line', chosen_options.line_no));
  end if;
  return v_labels;
end
$$;
comment on function private.chosen_options is 'The labels of the options a line has chosen, or null; the line then carries nothing the listing does not offer. BAD_INPUT.';
revoke execute on function private.chosen_options from public;
grant execute on function private.chosen_options to desk_rpc;

create or replace function private.put_lines(target public.orders, lines jsonb, may_price boolean) returns public.orders
language plpgsql
as $$
declare
  v_order public.orders;
  v_line jsonb;
  v_position integer := 0;
  v_listing public.listings;
  v_quantity numeric;
  v_price numeric;
  v_discount numeric;
  v_tax_rate numeric;
  v_tax_included boolean;
  v_offer jsonb;
  v_options text;
  v_total numeric;
  v_tax numeric;
begin
  if coalesce(pg_catalog.jsonb_typeof(put_lines.lines), '') <> 'array' or pg_catalog.jsonb_array_length(put_lines.lines) not between 1 and 100 then
    perform private.refuse(400, 'BAD_INPUT', 'An order has 1 to 100 lines.', null, '{"field": "lines"}');
  end if;
  update public.order_lines as l set removed_at = pg_catalog.now() where l.order_id = target.id and l.removed_at is null;

  for v_line in select e.value from pg_catalog.jsonb_array_elements(put_lines.lines) as e loop
    v_position := v_position + 1;
    if pg_catalog.jsonb_typeof(v_line) <> 'object' then
      perform private.refuse(400, 'BAD_INPUT', 'Each line is an object.', null, pg_catalog.jsonb_build_object('field', 'lines', 'line', v_position));
    end if;
    v_listing := null;
    v_offer := null;
    if v_line ->> 'listing_id' is not null then
      select l.* into v_listing from public.listings as l
      where l.desk_id = target.desk_id and l.id::text = v_line ->> 'listing_id' and l.deleted_at is null and (may_price or l.status = 'active');
      if v_listing.id is null then
        perform private.refuse(404, 'NOT_FOUND', 'There is no such listing at this desk.', 'Choose another one.', '{"field": "listing_id"}');
      end if;
      v_offer := pg_catalog.jsonb_build_object('code', v_listing.code, 'title', v_listing.title, 'price', v_listing.price, 'currency', v_listing.currency);
    end if;
    v_options := private.chosen_options(v_listing, v_line, v_position);
    v_quantity := private.line_number(v_line, 'quantity', 1, v_position);
    if v_quantity <= 0 or v_quantity > 999999 or v_quantity <> pg_catalog.round(v_quantity, 3) then
      perform private.refuse(400, 'BAD_INPUT', 'The quantity must be more than 0, at most 999,999, with at most three decimals.', null,
        pg_catalog.jsonb_build_object('field', 'quantity', 'line', v_position));
    end if;
    -- A price comes from the catalogue or from staff, never from the customer or the door.
    v_price := case when may_price then private.line_number(v_line, 'unit_price', null, v_position) end;
    if v_price is null and v_listing.currency = target.currency then
      v_price := v_listing.price;
    end if;
    v_discount := case when may_price then private.line_number(v_line, 'discount_amount', 0, v_position) else 0 end;
    v_tax_rate := case when may_price then private.line_number(v_line, 'tax_rate', 0, v_position) else 0 end;
    if v_tax_rate < 0 or v_tax_rate >= 1 or v_tax_rate <> pg_catalog.round(v_tax_rate, 4) then
      perform private.refuse(400, 'BAD_INPUT', 'The tax rate is a fraction from 0 to below 1.', 'For example: 0.19.',
        pg_catalog.jsonb_build_object('field', 'tax_rate', 'line', v_position));
    end if;
    if pg_catalog.jsonb_typeof(v_line -> 'tax_included') not in ('boolean', 'null') then
      perform private.refuse(400, 'BAD_INPUT', 'Whether the tax is included is true or false.', null,
        pg_catalog.jsonb_build_object('field', 'tax_included', 'line', v_position));
    end if;
    v_tax_included := not may_price or coalesce((v_line -> 'tax_included') <> 'false'::jsonb, true);
    v_discount := private.checked_amount(v_discount, 'discount_amount', true);
    v_total := null;
    v_tax := null;
    if v_price is not null then
      v_price := private.checked_amount(v_price, 'unit_price', true);
      select t.total, t.tax into v_total, v_tax
      from private.line_total(v_quantity, v_price, v_discount, v_tax_rate, v_tax_included) as t;
      if v_total < 0 then
        perform private.refuse(400, 'AMOUNT_INVALID', 'The discount is larger than what the line costs.', null,
          pg_catalog.jsonb_build_object('field', 'discount_amount', 'line', v_position));
      end if;
      v_total := private.checked_amount(v_total, 'lines', true);
    end if;
    insert into public.order_lines (desk_id, order_id, position, listing_id, title, item_url, item_snapshot, quantity, unit_price,
      discount_amount, tax_rate, tax_included, tax_amount, total_amount, created_by)
    values (target.desk_id, target.id, v_position, v_listing.id,
      -- Nobody but staff calls a listing by another name: it would be sold at the price of the one and shipped as the other.
      pg_catalog.left(coalesce(
        case when may_price or v_offer is null then private.checked_text(v_line ->> 'title', 'title', 500) end,
        v_listing.title ->> 'en', (select t.value from pg_catalog.jsonb_each_text(v_listing.title) as t limit 1),
        private.checked_text(v_line ->> 'item_url', 'title', 500, true)
      ) || coalesce(' (' || v_options || ')', ''), 500),
      private.checked_text(v_line ->> 'item_url', 'item_url', 2000),
      case
        when may_price then coalesce(private.checked_object(nullif(v_line -> 'item_snapshot', 'null'), 'item_snapshot'), v_offer)
          || case when v_options is not null then pg_catalog.jsonb_build_object('options', v_line -> 'options') else '{}' end
        else nullif(coalesce(private.checked_object(nullif(v_line -> 'item_snapshot', 'null'), 'item_snapshot'), '{}') || coalesce(v_offer, '{}')
          || case when v_options is not null then pg_catalog.jsonb_build_object('options', v_line -> 'options') else '{}' end, '{}')
      end,
      v_quantity, v_price, v_discount, v_tax_rate, v_tax_included, v_tax, v_total,
      pg_catalog.current_setting('desk.actor_id')::uuid);
  end loop;

  select pg_catalog.sum(l.total_amount) into v_total
  from public.order_lines as l where l.order_id = target.id and l.removed_at is null
  having pg_catalog.bool_and(l.total_amount is not null);
  if v_total is null and target.status not in ('created', 'cancelled') then
    perform private.refuse(409, 'NOT_PRICED', 'An order that awaits payment needs a price on every line.', 'Give every line a price.');
  end if;
  update public.orders as o set total_amount = case when v_total is not null then private.checked_amount(v_total, 'lines', true) end
  where o.id = target.id
  returning o.* into v_order;
  return v_order;
end
$$;
comment on function private.put_lines is
  'Replaces the lines of an order and computes its total, null while a line has no price. Without may_price prices, names and descriptions of listings come from the catalogue only; options from what the listing offers. BAD_INPUT, AMOUNT_INVALID, NOT_FOUND.';
