-- Files that come in at the channels: where each lies, and what is no longer wanted. The bytes lie in the private storage;
-- a file is written down here before it is stored, so that none lies there of which nobody knows.

create table public.chat_files (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  account_id uuid not null,
  sender_id text not null,
  external_id text not null,
  path text not null,
  kind text not null,
  content_type text not null,
  size bigint not null,
  name text,
  digest text,
  created_at timestamptz not null default clock_timestamp(),
  begun_at timestamptz not null default clock_timestamp(),
  used_at timestamptz,
  unwanted_at timestamptz,
  constraint chat_files_are_found_within_their_desk unique (desk_id, id),
  constraint chat_files_come_once unique (account_id, external_id),
  constraint chat_files_have_a_place_of_their_own unique (path),
  constraint chat_files_account_belongs_to_the_desk foreign key (desk_id, account_id) references public.channel_accounts (desk_id, id) on delete restrict,
  constraint chat_files_ids_are_not_blank check (external_id ~ '\S' and char_length(external_id) <= 300 and sender_id ~ '\S' and char_length(sender_id) <= 200),
  constraint chat_files_path_is_a_path check (path ~ '^[^/\s][^\s]*$' and path !~ '\.\.' and char_length(path) <= 500),
  constraint chat_files_kind_is_one_of_a_chat check (kind in ('image', 'document', 'voice', 'video')),
  constraint chat_files_size_is_counted check (size between 1 and 26214400),
  constraint chat_files_name_is_one_short_line check (name ~ '\S' and name !~ '[\r\n]' and char_length(name) <= 200),
  constraint chat_files_digest_is_a_sha256 check (digest ~ '^[0-9a-f]{64}$')
);
comment on table public.chat_files is 'Files that people sent in chats. Changes only through commands; the bytes lie in the private storage.';
comment on column public.chat_files.external_id is 'The id of the message that brings it: sent again, it is the same file.';
comment on column public.chat_files.digest is 'Of its bytes: the same proof sent for two orders is noticed by it.';
comment on column public.chat_files.begun_at is 'When it was last about to be stored.';
comment on column public.chat_files.used_at is 'When it was seen that its message has come in.';
comment on column public.chat_files.unwanted_at is 'Since when its bytes are to be removed: its message never came, or its sender was forgotten.';
create index chat_files_of_a_sender on public.chat_files (account_id, sender_id, created_at);
create index chat_files_of_a_desk on public.chat_files (desk_id, account_id);
create index chat_files_not_judged on public.chat_files (begun_at) where used_at is null and unwanted_at is null;
create index chat_files_by_digest on public.chat_files (desk_id, digest) where digest is not null;

alter table public.chat_files enable row level security;
revoke all on public.chat_files from anon, authenticated, service_role;
grant select on public.chat_files to authenticated;
grant select, insert, update, delete on public.chat_files to service_role;
grant select, insert, update on public.chat_files to desk_rpc;
select private.attach_guards('public.chat_files');
create policy "safe RPCs pass" on public.chat_files to desk_rpc using (true) with check (true);
create policy "managers read which files came to their desk" on public.chat_files for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create table public.file_removals (
  path text primary key,
  desk_id uuid not null references public.desks (id) on delete restrict,
  asked_at timestamptz not null default clock_timestamp(),
  removed_at timestamptz
);
comment on table public.file_removals is 'Stored files that nobody wants any more, and when they were removed. Changes only through commands.';
create index file_removals_to_make on public.file_removals (asked_at) where removed_at is null;
create index file_removals_of_a_desk on public.file_removals (desk_id);

alter table public.file_removals enable row level security;
revoke all on public.file_removals from anon, authenticated, service_role;
grant select on public.file_removals to authenticated;
grant select, insert, update, delete on public.file_removals to service_role;
grant select, insert, update on public.file_removals to desk_rpc;
select private.attach_guards('public.file_removals');
create policy "safe RPCs pass" on public.file_removals to desk_rpc using (true) with check (true);
create policy "managers read what their desk removes" on public.file_removals for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')));

create function private.drop_files() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  with unwanted as (
    update public.chat_files as f set name = null, digest = null, unwanted_at = coalesce(f.unwanted_at, pg_catalog.clock_timestamp())
    where f.desk_id = new.desk_id and exists (
      select from public.chats as c where c.desk_id = new.desk_id and c.customer_id = new.id and c.account_id = f.account_id and c.sender_id = f.sender_id
    )
    returning f.path, f.desk_id
  )
  insert into public.file_removals (path, desk_id) select u.path, u.desk_id from unwanted as u
  on conflict on constraint file_removals_pkey do nothing;
  return null;
end
$$;
comment on function private.drop_files is 'Asks for the removal of every file that a forgotten customer sent, and forgets its name.';

create function private.drop_paper() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.file_removals (path, desk_id)
  select old.storage_path, old.desk_id
  where not exists (select from public.documents as d where d.desk_id = old.desk_id and d.storage_path = old.storage_path and d.erased_at is null)
  on conflict on constraint file_removals_pkey do nothing;
  return null;
end
$$;
comment on function private.drop_paper is 'Asks for the removal of a forgotten document''s file, unless another document shows the same one.';
revoke execute on function private.drop_files, private.drop_paper from public;
select private.hand_over('private.drop_files()');
select private.hand_over('private.drop_paper()');

-- Named so as to come before forget_chats, after which nobody knows whose chats they were.
create trigger drop_files after update of erased_at on public.customers for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.drop_files();
create trigger drop_paper after update of erased_at on public.documents for each row
  when (old.erased_at is null and new.erased_at is not null) execute function private.drop_paper();
