-- A path may name a person: what is removed is known by a digest of it.

create function private.forget_path() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.path := 'removed/' || pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(old.path, 'UTF8')), 'hex');
  return new;
end
$$;
comment on function private.forget_path is 'A file that is gone takes its name along.';
revoke execute on function private.forget_path from public;
create trigger forget_path before update of removed_at on public.file_removals for each row
  when (old.removed_at is null and new.removed_at is not null) execute function private.forget_path();
