-- A change of an order looks for its cards by the order alone.
-- squawk-ignore-file require-concurrent-index-creation
create index message_cards_showing on public.message_cards (entity_id);
