-- A reply may be an invoice, which a channel shows with a button of its own.

create or replace function private.phrase_key_of(reply jsonb) returns text
language sql
immutable
as $$
  select case reply ->> 'kind'
    when 'text' then reply #>> '{text,0,key}'
    when 'card' then reply #>> '{title,key}'
    when 'order-card' then 'order-card'
    when 'image' then coalesce(reply #>> '{caption,key}', reply #>> '{alt,key}')
    when 'qr' then coalesce(reply #>> '{caption,key}', reply #>> '{alt,key}')
    when 'chart' then reply #>> '{title,key}'
    when 'invoice' then reply #>> '{title,key}'
    when 'document' then coalesce(reply #>> '{caption,key}', 'document')
  end
$$;
