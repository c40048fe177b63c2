-- What a card shows may change without a notice: an estimate that an admin corrects, a number that comes later, an address.

create function private.show_order_anew() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform private.edit_cards(array[case tg_table_name when 'orders' then new.id else (pg_catalog.to_jsonb(new) ->> 'order_id')::uuid end]);
  return null;
end
$$;
comment on function private.show_order_anew is 'Has the cards of an order shown anew.';
revoke execute on function private.show_order_anew from public;
select private.hand_over('private.show_order_anew()');
create trigger show_order_anew after update of tracking_number, estimated_delivery_date on public.shipments for each row
  when ((old.tracking_number, old.estimated_delivery_date) is distinct from (new.tracking_number, new.estimated_delivery_date))
  execute function private.show_order_anew();
create trigger show_order_anew after update of delivery_address on public.orders for each row
  when (old.delivery_address is distinct from new.delivery_address) execute function private.show_order_anew();
