-- Everything the desk knows of a person: with what was proposed for their orders, and what they left in a cart.

create function private.exported_proposals(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(private.proposal_json(p, o) - 'id' - 'order_id' order by p.created_at), '[]')
  from public.order_proposals as p join public.orders as o on o.desk_id = p.desk_id and o.id = p.order_id
  where o.desk_id = customer.desk_id and o.customer_id = customer.id
$$;
comment on function private.exported_proposals is 'The prices and changes proposed for a person''s orders, by either side, and what became of them.';

create function private.exported_carts(customer public.customers) returns jsonb
language sql
stable
as $$
  select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('status', s.status, 'at', s.created_at, 'cart', s.cart) order by s.created_at), '[]')
  from public.saved_carts as s
  where s.desk_id = customer.desk_id and s.status <> 'forgotten' and (s.customer_id = customer.id
    or s.chat_id in (select c.id from public.chats as c where c.desk_id = customer.desk_id and c.customer_id = customer.id))
$$;
comment on function private.exported_carts is 'What a person had half ordered when they fell silent.';

revoke execute on function private.exported_proposals, private.exported_carts from public;
grant execute on function private.exported_proposals, private.exported_carts to desk_rpc;
