-- The way of a file: written down, stored, brought by its message, shown to whom it belongs, and removed when nobody wants it.

create function public.keep_chat_file(
  provider text, account text, sender text, external_id text, kind text, content_type text, size bigint, digest text, name text default null
) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_account public.channel_accounts;
  v_file public.chat_files;
  v_name text := private.checked_text(pg_catalog.regexp_replace(keep_chat_file.name, '[[:cntrl:]]+', ' ', 'g'), 'name', 200);
  v_extension text := case keep_chat_file.content_type when 'image/jpeg' then '.jpg' when 'image/png' then '.png' when 'image/webp' then '.webp'
    when 'image/heic' then '.heic' when 'image/gif' then '.gif' when 'application/pdf' then '.pdf' else '' end;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = keep_chat_file.provider and a.account = keep_chat_file.account;
  if v_account.id is null or not v_account.active then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel, or it is switched off.', 'Check the channels of the desk.');
  end if;
  if coalesce(keep_chat_file.external_id, '') !~ '\S' or pg_catalog.char_length(keep_chat_file.external_id) > 300
    or coalesce(keep_chat_file.sender, '') !~ '\S' or pg_catalog.char_length(keep_chat_file.sender) > 200
    or coalesce(keep_chat_file.kind, '') not in ('image', 'document', 'voice', 'video')
    or coalesce(keep_chat_file.content_type, '') !~ '^[a-z]+/[a-z0-9.+-]{1,80}$' or coalesce(keep_chat_file.digest, '') !~ '^[0-9a-f]{64}$'
    or coalesce(keep_chat_file.size, 0) not between 1 and 26214400
  then
    perform private.refuse(400, 'BAD_INPUT', 'A file has a sender, an id, a kind, a type, a size of at most 25 MB and a digest.', null, '{"field": "external_id"}');
  end if;
  -- One after another for one sender: the same file comes once, and the count below is right.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(v_account.id || keep_chat_file.sender, 0));
  select f.* into v_file from public.chat_files as f
  where f.account_id = v_account.id and f.external_id = keep_chat_file.external_id
  for no key update;
  if v_file.id is not null and ((v_file.sender_id, v_file.digest, v_file.size) is distinct from (keep_chat_file.sender, keep_chat_file.digest, keep_chat_file.size)
    or v_file.unwanted_at is not null)
  then
    perform private.refuse(409, 'IDEMPOTENCY_CONFLICT', 'Another file came under this id, or this one was given up.', 'Send it as a new file.');
  elsif v_file.id is not null then
    update public.chat_files as f set begun_at = pg_catalog.clock_timestamp() where f.id = v_file.id;
  else
    if exists (
      select from public.chat_files as f
      where f.account_id = v_account.id and f.sender_id = keep_chat_file.sender and f.created_at > pg_catalog.clock_timestamp() - interval '24 hours'
      having pg_catalog.count(*) >= 60 or pg_catalog.sum(f.size) + keep_chat_file.size > 157286400
    ) then
      perform private.refuse(429, 'TOO_MANY_FILES', 'This person has sent very many files today.', 'Wait until tomorrow, or ask a person at the desk for another way.');
    end if;
    insert into public.chat_files (desk_id, account_id, sender_id, external_id, path, kind, content_type, size, name, digest)
    values (v_account.desk_id, v_account.id, keep_chat_file.sender, keep_chat_file.external_id,
      'chats/' || v_account.id || '/' || pg_catalog.replace(pg_catalog.gen_random_uuid()::text || pg_catalog.gen_random_uuid()::text, '-', '') || v_extension,
      keep_chat_file.kind, keep_chat_file.content_type, keep_chat_file.size, v_name, keep_chat_file.digest)
    returning * into v_file;
  end if;
  return pg_catalog.jsonb_build_object('path', v_file.path, 'kind', v_file.kind, 'name', v_file.name, 'size', v_file.size);
end
$$;
comment on function public.keep_chat_file is
  'Where a file that somebody sends is to be stored, the same place for the same id. Caller: service_role. NOT_FOUND, BAD_INPUT, IDEMPOTENCY_CONFLICT, TOO_MANY_FILES.';

create function public.find_web_file(account text, sender text, line text) returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_chat uuid := (select c.id from public.channel_accounts as a join public.chats as c on c.account_id = a.id
    where a.provider = 'web' and a.account = find_web_file.account and c.sender_id = find_web_file.sender order by c.created_at limit 1);
  v_number bigint := case when find_web_file.line ~ '^(person|desk):[0-9]{1,18}$' then pg_catalog.split_part(find_web_file.line, ':', 2)::bigint end;
  v_media jsonb;
begin
  if find_web_file.line like 'person:%' then
    v_media := (select private.lenient_json(m.event) from public.inbox_messages as m where m.chat_id = v_chat and m.id = v_number);
    v_media := case when v_media ->> 'type' = 'file' then v_media end;
  else
    v_media := (select w.content -> 'media' from public.web_messages as w where w.chat_id = v_chat and w.id = v_number);
  end if;
  if coalesce(v_media ->> 'path', v_media ->> 'png') is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such file in this chat.');
  end if;
  return pg_catalog.jsonb_build_object('kind', v_media -> 'kind', 'name', v_media -> 'name', 'path', v_media -> 'path', 'png', v_media -> 'png');
end
$$;
comment on function public.find_web_file is
  'The file that a line of this visitor''s own web chat shows; of nobody else''s chat. Caller: service_role. NOT_FOUND.';

create function public.sweep_files(removed jsonb default '[]', most integer default 100) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- A path that staff chose may name somebody: it is kept no longer than it takes.
  update public.file_removals as r set removed_at = pg_catalog.clock_timestamp(), path = 'removed/' || pg_catalog.gen_random_uuid()
  where r.removed_at is null and r.path in (
    select p.path #>> '{}' from pg_catalog.jsonb_path_query(sweep_files.removed, 'strict $[*] ? (@.type() == "string")', '{}', true) as p (path));
  -- An hour after it was begun, the message of a file has come in or never will.
  with due as (
    select f.id, exists (select from public.inbox_messages as m where m.account_id = f.account_id and m.external_id = f.external_id) as used
    from public.chat_files as f
    where f.used_at is null and f.unwanted_at is null and f.begun_at < pg_catalog.clock_timestamp() - interval '1 hour'
    order by f.begun_at limit least(greatest(coalesce(sweep_files.most, 100), 1), 1000)
    for no key update of f skip locked
  ), judged as (
    update public.chat_files as f set used_at = case when due.used then pg_catalog.clock_timestamp() end,
      unwanted_at = case when not due.used then pg_catalog.clock_timestamp() end
    from due where f.id = due.id
    returning f.path, f.desk_id, f.unwanted_at
  )
  insert into public.file_removals (path, desk_id) select j.path, j.desk_id from judged as j where j.unwanted_at is not null
  on conflict on constraint file_removals_pkey do nothing;
  return (
    select coalesce(pg_catalog.jsonb_agg(r.path), '[]') from (
      select r.path from public.file_removals as r where r.removed_at is null
      order by r.asked_at limit least(greatest(coalesce(sweep_files.most, 100), 1), 1000)
    ) as r
  );
end
$$;
comment on function public.sweep_files is
  'Notes which files were removed, gives up those whose message never came, and lists what is to be removed now. Caller: service_role.';

select private.hand_over('public.keep_chat_file(text, text, text, text, text, text, bigint, text, text)');
select private.hand_over('public.find_web_file(text, text, text)');
select private.hand_over('public.sweep_files(jsonb, integer)');
revoke execute on function public.keep_chat_file, public.find_web_file, public.sweep_files from public, anon, authenticated;
grant execute on function public.keep_chat_file, public.find_web_file, public.sweep_files to service_role;
