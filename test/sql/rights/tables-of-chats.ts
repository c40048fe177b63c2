import { agentsOnly, COMMANDS, EDITED, type Expectation, MANAGERS, STAFF, VIEW } from './expectations.ts';

/** What is said, by whom and where. */
export const tablesOfChats: Record<string, Expectation> = {
  channel_accounts: {
    locked: `account = account || 'x'`,
    editable: `name = name || '!'`,
    people: STAFF,
    service: EDITED,
  },
  chats: {
    locked: `sender_id = 'x'`,
    editable: `sender_name = 'x'`,
    people: STAFF,
    service: COMMANDS,
  },
  conversations: {
    locked: `status = 'closed'`,
    editable: `slots = '{"a": 1}'`,
    people: STAFF,
    service: COMMANDS,
  },
  handovers: {
    locked: `ended_by = 'customer'`,
    editable: 'began_at = now()',
    people: STAFF,
    service: COMMANDS,
  },
  inbox_messages: {
    locked: `status = 'dead'`,
    editable: `body = 'x'`,
    people: STAFF,
    service: COMMANDS,
  },
  message_cards: {
    locked: `provider_message_id = 'x'`,
    editable: `shown_hash = 'x'`,
    people: STAFF,
    service: COMMANDS,
  },
  message_log: {
    locked: `state = 'x'`,
    editable: `type = 'x'`,
    people: STAFF,
    service: VIEW,
  },
  outbox_messages: {
    locked: `status = 'sent'`,
    editable: `params = '{"a": 1}'`,
    people: agentsOnly(1),
    service: COMMANDS,
  },
  saved_carts: {
    locked: `status = 'taken'`,
    editable: `cart = '{}'`,
    people: STAFF,
    service: COMMANDS,
  },
  staff_groups: {
    locked: `title = 'x'`,
    editable: 'burst = burst + 1',
    people: MANAGERS,
    service: EDITED,
  },
  topics: {
    locked: `thread = 'x'`,
    editable: 'created_at = now()',
    people: MANAGERS,
    service: COMMANDS,
  },
  web_messages: {
    locked: `version = version + 1`,
    editable: `content = '{"a": 1}'`,
    people: STAFF,
    service: COMMANDS,
  },
};
