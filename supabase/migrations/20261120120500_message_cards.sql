-- Which sent message shows which order: the card lives, and is edited when the order changes.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint
-- A desk of before has told people little yet: whoever writes waits a moment, once.

create table public.message_cards (
  id uuid primary key default gen_random_uuid(),
  desk_id uuid not null references public.desks (id) on delete restrict,
  chat_id uuid not null,
  entity text not null default 'order',
  entity_id uuid not null,
  outbox_id bigint not null references public.outbox_messages (id) on delete restrict,
  provider_message_id text not null,
  shown_hash text,
  updated_at timestamptz not null default now(),
  constraint message_cards_are_found_within_their_desk unique (desk_id, id),
  constraint message_cards_are_the_newest_of_their_chat unique (chat_id, entity, entity_id),
  constraint message_cards_belong_to_a_chat_of_the_desk foreign key (desk_id, chat_id) references public.chats (desk_id, id) on delete restrict,
  constraint message_cards_order_belongs_to_the_desk foreign key (desk_id, entity_id) references public.orders (desk_id, id) on delete restrict,
  constraint message_cards_show_an_order check (entity = 'order')
);
comment on table public.message_cards is 'The newest message of a chat that shows an order. Changes only through commands.';
comment on column public.message_cards.shown_hash is 'What the message shows now, so that the same is not sent again.';

create index message_cards_of_an_order on public.message_cards (desk_id, entity_id);
create index message_cards_in_a_chat on public.message_cards (desk_id, chat_id);
create index message_cards_of_a_message on public.message_cards (outbox_id);

alter table public.message_cards enable row level security;
revoke all on public.message_cards from anon, authenticated, service_role;
grant select on public.message_cards to authenticated;
grant select, insert, update, delete on public.message_cards to service_role;
grant select, insert, update on public.message_cards to desk_rpc;
select private.attach_guards('public.message_cards');
create trigger touch_row before update on public.message_cards for each row execute function private.touch_row();
create policy "safe RPCs pass" on public.message_cards to desk_rpc using (true) with check (true);
create policy "staff read the cards in chats they see" on public.message_cards for select to authenticated
  using (desk_id in (select private.my_desk_ids('manager')) or private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));

alter table public.outbox_messages
  add column edits_card_id uuid,
  add constraint outbox_messages_card_belongs_to_the_desk foreign key (desk_id, edits_card_id) references public.message_cards (desk_id, id) on delete restrict;
comment on column public.outbox_messages.edits_card_id is 'Not a message of its own: this card is to be shown anew.';
-- One waiting edit shows whatever has changed by then.
create unique index outbox_messages_one_waiting_edit_per_card on public.outbox_messages (edits_card_id)
  where edits_card_id is not null and status = 'waiting';
create index outbox_messages_editing on public.outbox_messages (desk_id, edits_card_id) where edits_card_id is not null;
