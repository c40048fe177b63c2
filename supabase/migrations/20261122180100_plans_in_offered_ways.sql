-- A customer's yes does not depend on how they meant to pay: a way that is no longer offered is not planned anew.

create or replace function private.plan_anew(about public.orders) returns void
language plpgsql
as $$
declare
  v_planned public.payments;
  v_payment public.payments;
  v_due numeric := (private.order_money(about.id, about.total_amount, about.status)).balance_due;
  -- One that asks for just this goes on asking, and no other.
  v_kept uuid := (
    select p.id from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.role = 'client_payment' and p.status = 'planned' and p.amount = v_due
    order by p.created_at, p.id limit 1
  );
begin
  for v_planned in
    select p.* from public.payments as p
    where p.desk_id = about.desk_id and p.order_id = about.id and p.role = 'client_payment' and p.status = 'planned'
      and p.id is distinct from v_kept
    order by p.created_at, p.id for no key update
  loop
    perform private.record_event(v_planned.desk_id, 'payment', v_planned.id, 'planned', 'cancelled');
    update public.payments as p set status = 'cancelled' where p.id = v_planned.id;
    continue when v_kept is not null or v_payment.id is not null or v_due <= 0;
    insert into public.payments (desk_id, order_id, amount, currency, direction, role, method, initiated_by_customer, created_by)
    select about.desk_id, about.id, v_due, about.currency, 'incoming', 'client_payment', v_planned.method, v_planned.initiated_by_customer,
      pg_catalog.current_setting('desk.actor_id')::uuid
    where v_planned.initiated_by_customer is null or exists (
      select from public.payment_methods as m where m.desk_id = about.desk_id and m.code = v_planned.method and m.active and m.offered)
    returning * into v_payment;
    if v_payment.id is not null then
      perform private.record_first_event(v_payment.desk_id, 'payment', v_payment.id, 'planned');
    end if;
  end loop;
end
$$;
comment on function private.plan_anew is
  'Planned payments of a customer ask, once, for what is due now. Where the way that was chosen is no longer offered, none does: the customer chooses anew.';
