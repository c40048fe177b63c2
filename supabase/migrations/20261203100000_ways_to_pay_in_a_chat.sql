-- squawk-ignore-file constraint-missing-not-valid
-- A desk has a handful of methods and channels: whoever writes to them waits a moment, once.
-- Some channels take money themselves: whether one does is known of each account, and how it is paid there is a method of the
-- desk that no other channel shows.

alter table public.channel_accounts
  add column takes_cards boolean not null default false,
  add column stars_per_unit numeric(15, 2),
  add constraint channel_accounts_stars_have_a_price check (stars_per_unit > 0 and stars_per_unit <> 'NaN');
comment on column public.channel_accounts.takes_cards is 'Whether customers can pay by card in its chats, by an invoice.';
comment on column public.channel_accounts.stars_per_unit is 'How many Stars stand for one unit of the desk''s currency in its chats; empty: it takes none.';

alter table public.payment_methods
  add column by_invoice boolean not null default false,
  add column gives_back boolean not null default false,
  add constraint payment_methods_by_invoice_are_shown_in_their_chats_alone check (not (by_invoice and offered));
comment on column public.payment_methods.by_invoice is 'Whether it is paid by an invoice in a chat: customers see it there, and nowhere else.';
comment on column public.payment_methods.gives_back is 'Whether the desk gives such money back itself: a refund is pending until the provider says how it ended.';

create function public.open_till_safe(provider text, account text, takes_cards boolean, stars_per_unit numeric default null) returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_stars numeric := case when open_till_safe.stars_per_unit is not null then private.checked_amount(open_till_safe.stars_per_unit, 'stars_per_unit') end;
  v_cards boolean := coalesce(open_till_safe.takes_cards, false);
  v_account public.channel_accounts;
begin
  select a.* into v_account from public.channel_accounts as a
  where a.provider = open_till_safe.provider and a.account = open_till_safe.account for no key update;
  if v_account.id is null then
    perform private.refuse(404, 'NOT_FOUND', 'There is no such channel.', 'Check the channels of the desk.', '{"field": "account"}');
  end if;
  perform private.acting_staff((select s.id from public.staff as s where s.desk_id = v_account.desk_id and s.role = 'system'), '{system}');
  update public.channel_accounts as a set takes_cards = v_cards, stars_per_unit = v_stars
  where a.id = v_account.id and (a.takes_cards, a.stars_per_unit) is distinct from (v_cards, v_stars);
  perform private.add_till_method(v_account.desk_id, 'telegram_card') where v_cards;
  perform private.add_till_method(v_account.desk_id, 'telegram_stars') where v_stars is not null;
  return pg_catalog.jsonb_build_object('takes_cards', v_cards, 'stars_per_unit', v_stars);
end
$$;
comment on function public.open_till_safe is
  'What money a channel takes, as it is configured now, and the methods under which it is recorded. Caller: service_role. NOT_FOUND, AMOUNT_INVALID.';
select private.hand_over('public.open_till_safe(text, text, boolean, numeric)');
revoke execute on function public.open_till_safe from public, anon, authenticated;
grant execute on function public.open_till_safe to service_role;

create function private.add_till_method(desk_id uuid, code text) returns void
language sql
as $$
  insert into public.payment_methods (desk_id, code, name, names, reference_required, offered, by_invoice, gives_back)
  select add_till_method.desk_id, m.code, m.names ->> 'en', m.names, true, false, true, m.gives_back
  from (values
    ('telegram_card', '{"en": "Card in Telegram", "ru": "Картой в Telegram", "tr": "Telegram''da kart"}'::jsonb, false),
    ('telegram_stars', '{"en": "Telegram Stars", "ru": "Звёзды Telegram", "tr": "Telegram Yıldızları"}', true)
  ) as m (code, names, gives_back)
  where m.code = add_till_method.code
  on conflict do nothing
$$;
comment on function private.add_till_method is 'The method under which money of a channel is recorded; one that is there stays.';
revoke execute on function private.add_till_method from public;
grant execute on function private.add_till_method to desk_rpc;
