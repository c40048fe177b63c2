-- Two people of one name write at one desk: a note is taken back by what it says, not by whose name stands before it.

create function private.signed_note(actor public.staff, words text) returns text
language sql
immutable
as $$
  select actor.display_name || ': ' || pg_catalog.regexp_replace(pg_catalog.btrim(signed_note.words), '\s*\n\s*', ' / ', 'g')
$$;
comment on function private.signed_note is 'A note as it is kept, without its time.';

create or replace function private.note_line(actor public.staff, words text) returns text
language sql
stable
as $$
  select pg_catalog.to_char(pg_catalog.clock_timestamp() at time zone s.time_zone, 'YYYY-MM-DD HH24:MI') || ' ' || private.signed_note(actor, note_line.words)
  from public.desk_settings as s where s.desk_id = actor.desk_id
$$;

create function private.without_note(notes text, note text) returns text
language sql
immutable
as $$
  select nullif(pg_catalog.string_agg(n.line, E'\n' order by n.place) filter (where n.place <> coalesce(n.sought, 0)), '')
  from (
    select r.line, r.place, pg_catalog.max(r.place) filter (
      where pg_catalog.substr(r.line, 18) = without_note.note and r.line ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} ') over () as sought
    from pg_catalog.regexp_split_to_table(without_note.notes, E'\n') with ordinality as r (line, place)
  ) as n
$$;
comment on function private.without_note is 'Notes without the last line that says this, whenever it was written.';

drop function public.take_note_back_safe(uuid, uuid, uuid, uuid);
drop function private.without_own_note(text, public.staff);
create function public.take_note_back_safe(actor_id uuid, words text, order_id uuid default null, lead_id uuid default null, customer_id uuid default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_actor public.staff := private.acting_staff(take_note_back_safe.actor_id, '{agent,manager,admin,owner}');
  v_note text := private.signed_note(v_actor, private.checked_text(take_note_back_safe.words, 'words', 2000, true));
begin
  if pg_catalog.num_nonnulls(take_note_back_safe.order_id, take_note_back_safe.lead_id, take_note_back_safe.customer_id) <> 1 then
    perform private.refuse(400, 'BAD_INPUT', 'A note is about one order, one lead or one customer.', null, '{"field": "order_id"}');
  end if;
  perform private.check_anchor(v_actor, take_note_back_safe.order_id, take_note_back_safe.lead_id, take_note_back_safe.customer_id);
  update public.customers as c set notes = private.without_note(c.notes, v_note) where c.desk_id = v_actor.desk_id and c.id = take_note_back_safe.customer_id;
  update public.leads as l set notes = private.without_note(l.notes, v_note) where l.desk_id = v_actor.desk_id and l.id = take_note_back_safe.lead_id;
  update public.orders as o set notes = private.without_note(o.notes, v_note) where o.desk_id = v_actor.desk_id and o.id = take_note_back_safe.order_id;
  return '{"taken_back": true}';
end
$$;
comment on function public.take_note_back_safe is
  'Removes the last note of the caller that says this from an order, a lead or a customer. Callers: staff, agents on what they see. NOT_FOUND, BAD_INPUT.';

revoke execute on function private.signed_note, private.without_note from public;
grant execute on function private.signed_note, private.without_note to desk_rpc;
select private.hand_over('public.take_note_back_safe(uuid, text, uuid, uuid, uuid)');
revoke execute on function public.take_note_back_safe from public, anon, authenticated;
grant execute on function public.take_note_back_safe to service_role;
