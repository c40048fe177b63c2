-- How the database says no. Every expected refusal is raised here, so that each carries the same four parts:
-- an HTTP status (PT4xx), one plain sentence, a code with parameters, and a way out.

create function private.refuse(
  http_status integer,
  code text,
  sentence text,
  way_out text default null,
  params jsonb default '{}'::jsonb
) returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT' || refuse.http_status,
    message = refuse.sentence,
    detail = (pg_catalog.jsonb_build_object('code', refuse.code) || refuse.params)::text,
    hint = coalesce(refuse.way_out, '');
end
$$;
comment on function private.refuse is
  'Raises a refusal: SQLSTATE PT<http_status>, a sentence for people, {"code": …} as detail. Codes: docs/error-codes.md.';
revoke execute on function private.refuse from public;
grant execute on function private.refuse to desk_rpc;
