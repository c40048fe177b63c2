-- What customers say of their orders when they have them.

create table public.order_ratings (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  order_id uuid not null,
  stars integer not null,
  comment text,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  constraint order_ratings_are_found_within_their_desk unique (desk_id, id),
  constraint order_ratings_are_one_an_order unique (desk_id, order_id),
  constraint order_ratings_belong_to_an_order_of_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  constraint order_ratings_created_by_belongs_to_the_desk foreign key (desk_id, created_by) references public.staff (desk_id, id) on delete restrict,
  constraint order_ratings_are_one_to_five_stars check (stars between 1 and 5),
  constraint order_ratings_comment_is_not_blank check (comment ~ '\S' and char_length(comment) <= 2000)
);
comment on table public.order_ratings is 'One rating of each order, by its customer, who may change it for a week. Changes only through commands.';

create index order_ratings_by_stars on public.order_ratings (desk_id, stars, created_at desc);
create index order_ratings_by_creator on public.order_ratings (desk_id, created_by);

alter table public.order_ratings enable row level security;
revoke all on public.order_ratings from anon, authenticated, service_role;
grant select on public.order_ratings to authenticated;
grant select, insert, update, delete on public.order_ratings to service_role;
grant select, insert, update on public.order_ratings to desk_rpc;
select private.attach_guards('public.order_ratings');
select private.attach_audit('public.order_ratings', 'order_rating');
create trigger touch_row before update on public.order_ratings for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.order_ratings to desk_rpc using (true) with check (true);
create policy "staff read the ratings of orders they see" on public.order_ratings for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager'))
    or private.sees_order(order_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

create function private.forget_ratings() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.order_ratings as r set comment = null
  where r.desk_id = new.desk_id and r.comment is not null
    and r.order_id in (select o.id from public.orders as o where o.desk_id = new.desk_id and o.customer_id = new.id);
  return null;
end
$$;
comment on function private.forget_ratings is 'Takes the words of a forgotten customer out of their ratings; the stars stay.';
revoke execute on function private.forget_ratings from public;
select private.hand_over('private.forget_ratings()');
create trigger forget_ratings after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.forget_ratings();
