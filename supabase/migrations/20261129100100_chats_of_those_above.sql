-- What the desk says to an owner may give the rights of an owner: an invitation, say. Nobody reads the chat of a colleague
-- who stands above them.

create function private.chats_above_me() returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.id
  from public.staff as me
  join public.chats as c on c.desk_id = me.desk_id and c.staff_id is not null
  join public.staff as s on s.desk_id = c.desk_id and s.id = c.staff_id
  where me.id in (select private.my_staff_ids()) and s.role > me.role
$$;
comment on function private.chats_above_me is 'The chats of colleagues who stand above the signed-in person. For policies.';
select private.hand_over('private.chats_above_me()');
revoke execute on function private.chats_above_me from public;
grant execute on function private.chats_above_me to authenticated;

create policy "nobody reads over the shoulder of those above" on public.chats as restrictive for select to authenticated
  using (id not in (select private.chats_above_me()));
create policy "nobody reads over the shoulder of those above" on public.conversations as restrictive for select to authenticated
  using (chat_id not in (select private.chats_above_me()));
create policy "nobody reads over the shoulder of those above" on public.inbox_messages as restrictive for select to authenticated
  using (chat_id not in (select private.chats_above_me()));
create policy "nobody reads over the shoulder of those above" on public.outbox_messages as restrictive for select to authenticated
  using (chat_id is null or chat_id not in (select private.chats_above_me()));
create policy "nobody reads over the shoulder of those above" on public.web_messages as restrictive for select to authenticated
  using (chat_id not in (select private.chats_above_me()));
