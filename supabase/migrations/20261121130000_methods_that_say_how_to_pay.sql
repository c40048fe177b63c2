-- squawk-ignore-file constraint-missing-not-valid
-- A desk has a handful of methods: whoever writes to them waits a moment, once.
-- What a customer needs to pay without asking: the account, the link, and a picture of either for the bank's app.

create function private.is_iban(iban text) returns boolean
language sql
immutable
set search_path = ''
begin atomic
  select coalesce(case when iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' then (
    select pg_catalog.string_agg(case when c.letter ~ '[A-Z]' then (pg_catalog.ascii(c.letter) - 55)::text else c.letter end, '' order by c.place)::numeric % 97 = 1
    from pg_catalog.regexp_split_to_table(pg_catalog.substr(iban, 5) || pg_catalog.left(iban, 4), '') with ordinality as c (letter, place)
  ) end, false);
end;
comment on function private.is_iban is 'Whether this is an international account number whose check digits are right, written without spaces.';

create function private.is_link_template(link text) returns boolean
language sql
immutable
set search_path = ''
begin atomic
  select coalesce(link ~ '^https://[^\s/?#@"<>\\{}]+([/?#][^\s"<>\\]*)?$' and pg_catalog.length(link) <= 500
    and pg_catalog.regexp_replace(link, '\{(amount|currency|order)\}', '', 'g') !~ '[{}]', false);
end;
comment on function private.is_link_template is 'Whether this is an https address with no other blanks in it than {amount}, {currency} and {order}.';
revoke execute on function private.is_iban, private.is_link_template from public;
-- To everybody: the check is asked before the guard can answer a write.
grant execute on function private.is_iban, private.is_link_template to anon, authenticated, service_role, desk_rpc;

alter table public.payment_methods
  add column link text,
  add column iban text,
  add column account_holder text,
  add column qr text,
  add constraint payment_methods_link_is_an_https_address_with_known_blanks check (link is null or private.is_link_template(link)),
  add constraint payment_methods_iban_has_right_check_digits check (iban is null or private.is_iban(iban)),
  add constraint payment_methods_account_holder_is_one_short_line check (account_holder ~ '\S' and account_holder !~ '[\r\n]' and char_length(account_holder) <= 70),
  add constraint payment_methods_qr_is_transfer_or_link check (qr in ('transfer', 'link')),
  add constraint payment_methods_qr_has_what_it_shows check (
    (qr is distinct from 'transfer' or (iban is not null and account_holder is not null)) and (qr is distinct from 'link' or link is not null));
comment on table public.payment_methods is
  'How this desk is paid. Rows may be added; names, instructions, link, account, picture, offered and active may be edited.';
comment on column public.payment_methods.instructions is
  'By language: what the customer is told to do; {amount}, {currency} and {order} are filled in.';
comment on column public.payment_methods.link is 'Where the customer pays: https://…, with {amount}, {currency} and {order} where these go.';
comment on column public.payment_methods.iban is 'The account for transfers, without spaces.';
comment on column public.payment_methods.account_holder is 'Whose account it is, as the bank writes it.';
comment on column public.payment_methods.qr is
  'The picture a customer scans: "transfer" for the bank''s app (account in euros), "link" for the link; empty for none.';

drop trigger guard_row on public.payment_methods;
drop trigger guard_api on public.payment_methods;
drop trigger guard_truncate on public.payment_methods;
select private.attach_lookup_guards('public.payment_methods', 'name', 'active', 'names', 'instructions', 'offered', 'link', 'iban', 'account_holder', 'qr');
