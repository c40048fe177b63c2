-- The outbox learns to deliver: which chat a message goes to, its place in the order of that chat, who is sending it,
-- and what the channel said.
-- squawk-ignore-file require-concurrent-index-creation, constraint-missing-not-valid, adding-foreign-key-constraint, disallowed-unique-constraint, require-concurrent-index-deletion
-- A desk of before has told people little yet: whoever writes waits a moment, once.

alter table public.outbox_messages
  add column account_id uuid,
  add column chat_id uuid,
  add column chat_seq bigint,
  add column first_in_chat boolean not null default false,
  add column conversation_id uuid,
  add column inbox_id bigint,
  add column order_id uuid,
  add column reply jsonb,
  add column merged_into bigint,
  add column lease_until timestamptz,
  add column lease_by text,
  add column provider_message_id text,
  add column possible_duplicate boolean not null default false,
  add column sent_at timestamptz,
  add column last_error text,
  add column expires_at timestamptz;
comment on column public.outbox_messages.chat_id is 'Where it goes; empty until the time comes and a way to the person has been found.';
comment on column public.outbox_messages.chat_seq is 'Its place in the order of the chat.';
comment on column public.outbox_messages.first_in_chat is 'Nothing of this chat that is not done yet comes before it: only such a row is claimed.';
comment on column public.outbox_messages.inbox_id is 'The message it answers.';
comment on column public.outbox_messages.order_id is 'The order a notice tells of, directly or through a payment or a parcel.';
comment on column public.outbox_messages.reply is 'What to say, as data: put into words when it is sent.';
comment on column public.outbox_messages.merged_into is 'The message that told of this one too.';
comment on column public.outbox_messages.possible_duplicate is 'It may have reached the person before.';
comment on column public.outbox_messages.expires_at is 'After that it is not worth saying.';

alter table public.outbox_messages
  drop constraint outbox_messages_have_one_recipient,
  add constraint outbox_messages_have_a_recipient_or_a_chat check (
    num_nonnulls(customer_id, staff_id) = 1 or (num_nonnulls(customer_id, staff_id) = 0 and chat_id is not null)),
  add constraint outbox_messages_have_a_place_in_their_chat check ((chat_id is null) = (chat_seq is null) and (chat_id is null) = (account_id is null)),
  add constraint outbox_messages_in_work_have_a_lease check (status <> 'claimed' or (lease_until is not null and lease_by is not null)),
  add constraint outbox_messages_sent_at_a_time check ((status = 'sent') = (sent_at is not null)),
  add constraint outbox_messages_stand_in_one_order unique (chat_id, chat_seq),
  add constraint outbox_messages_go_to_a_chat_of_the_account foreign key (desk_id, account_id, chat_id) references public.chats (desk_id, account_id, id) on delete restrict,
  add constraint outbox_messages_conversation_belongs_to_the_desk foreign key (desk_id, conversation_id) references public.conversations (desk_id, id) on delete restrict,
  add constraint outbox_messages_order_belongs_to_the_desk foreign key (desk_id, order_id) references public.orders (desk_id, id) on delete restrict,
  add constraint outbox_messages_answer_a_message foreign key (inbox_id) references public.inbox_messages (id) on delete restrict,
  add constraint outbox_messages_are_merged_into_another foreign key (merged_into) references public.outbox_messages (id) on delete restrict,
  set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

drop index public.outbox_messages_due;
-- The order of claiming, and nothing else in it: done rows cost nothing, nor does what waits behind another message.
create index outbox_messages_to_route on public.outbox_messages (due_at, id) where status = 'waiting' and chat_id is null;
create index outbox_messages_to_claim on public.outbox_messages (account_id, lane, due_at, id) where status = 'waiting' and first_in_chat;
create index outbox_messages_not_done on public.outbox_messages (chat_id, chat_seq) where status in ('waiting', 'claimed');
create index outbox_messages_leases on public.outbox_messages (lease_until) where status = 'claimed';
create index outbox_messages_to_expire on public.outbox_messages (expires_at) where status = 'waiting' and expires_at is not null;
create index outbox_messages_answering on public.outbox_messages (inbox_id) where inbox_id is not null;
create index outbox_messages_merged on public.outbox_messages (merged_into) where merged_into is not null;
create index outbox_messages_of_a_chat on public.outbox_messages (desk_id, chat_id, id) where chat_id is not null;
create index outbox_messages_of_a_conversation on public.outbox_messages (desk_id, conversation_id) where conversation_id is not null;
create index outbox_messages_of_an_order on public.outbox_messages (desk_id, order_id) where order_id is not null;

create policy "agents read what is said in chats they see" on public.outbox_messages for select to authenticated
  using (private.sees_chat(chat_id, (select array(select private.my_desk_ids())), (select array(select private.my_staff_ids()))));
