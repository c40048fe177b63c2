-- The menu is of the private chats of the staff: where they write in a topic is no chat that Telegram knows.

create or replace function public.staff_chats(provider text, account text) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('chat', c.external_id, 'role', case when s.status = 'active' then s.role end, 'language', s.language) order by c.id), '[]')
    from public.channel_accounts as a
    join public.chats as c on c.desk_id = a.desk_id and c.account_id = a.id and c.staff_id is not null and c.topic_id is null and c.unreachable_at is null
    join public.staff as s on s.desk_id = c.desk_id and s.id = c.staff_id and s.role <> 'system'
    where a.provider = staff_chats.provider and a.account = staff_chats.account);
end
$$;
