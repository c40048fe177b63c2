-- Where a parcel can be followed: the carrier's own page, made of the desk's template and the parcel's number.

create function private.url_encoded(given text) returns text
language sql
immutable
as $$
  select pg_catalog.string_agg(
    case when b.code < 128 and pg_catalog.chr(b.code) ~ '[A-Za-z0-9._~-]' then pg_catalog.chr(b.code)
      else '%' || pg_catalog.upper(pg_catalog.lpad(pg_catalog.to_hex(b.code), 2, '0')) end, '' order by b.place)
  from (
    select i as place, pg_catalog.get_byte(pg_catalog.convert_to(given, 'UTF8'), i) as code
    from pg_catalog.generate_series(0, pg_catalog.octet_length(pg_catalog.convert_to(given, 'UTF8')) - 1) as i
  ) as b
$$;
comment on function private.url_encoded is 'A text as it may stand in an address, whatever it holds.';

create function private.is_tracking_url(template text) returns boolean
language sql
immutable
as $$
  select pg_catalog.char_length(template) <= 500
    and template ~ '^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?[/?#][^[:space:]<>"{}]*\{number\}[^[:space:]<>"{}]*$'
$$;
comment on function private.is_tracking_url is 'Whether this is an https address with one {number} after the host.';

create function private.tracking_link(template text, number text) returns text
language sql
immutable
as $$
  select case when private.is_tracking_url(template) then pg_catalog.replace(template, '{number}', private.url_encoded(pg_catalog.btrim(number))) end
$$;
comment on function private.tracking_link is 'The carrier''s page for a parcel; null without a number or an address that is fit to be shown.';

-- Whoever edits the list by hand reads why; the check below is for what comes past it.
create function private.check_tracking_url() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not private.is_tracking_url(new.tracking_url) then
    perform private.refuse(400, 'BAD_INPUT', 'A tracking address begins with https:// and has {number} where the tracking number goes.',
      'For example: https://carrier.example/track?number={number}. Leave it empty when the carrier has no such page.', '{"field": "tracking_url"}');
  end if;
  return new;
end
$$;
comment on function private.check_tracking_url is 'Refuses a tracking address that no customer should be sent to.';
revoke execute on function private.url_encoded, private.is_tracking_url, private.tracking_link, private.check_tracking_url from public;
grant execute on function private.url_encoded, private.is_tracking_url, private.tracking_link to desk_rpc;
select private.hand_over('private.check_tracking_url()');
create trigger check_tracking_url before insert or update of tracking_url on public.shipping_providers for each row
  when (new.tracking_url is not null) execute function private.check_tracking_url();
-- What was typed before stays until it is edited: it is not shown to anybody.
alter table public.shipping_providers add constraint shipping_providers_tracking_url_is_an_address
  check (tracking_url ~ '^https://' and tracking_url like '%{number}%' and char_length(tracking_url) <= 500) not valid;
