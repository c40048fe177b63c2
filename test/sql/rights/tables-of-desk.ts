import { ADMINS, agentsAllBut, COMMANDS, EDITED, type Expectation, HISTORY, LIST, MANAGERS, NOBODY, STAFF } from './expectations.ts';

/** The desk itself, its people and its records. */
export const tablesOfTheDesk: Record<string, Expectation> = {
  audit_log: {
    locked: `details = '{"a": 1}'`,
    editable: `action = action || '!'`,
    people: MANAGERS,
    service: HISTORY,
  },
  audit_seals: {
    locked: `digest = 'x'`,
    editable: 'row_count = row_count + 1',
    people: ADMINS,
    service: HISTORY,
  },
  days_off: {
    locked: 'desk_id = gen_random_uuid()',
    editable: `name = 'x'`,
    people: STAFF,
    service: LIST,
  },
  desk_settings: {
    locked: `paid_policy = 'first_payment'`,
    editable: `time_zone = 'Europe/Berlin'`,
    people: STAFF,
    service: EDITED,
  },
  desks: {
    locked: `slug = slug || '-x'`,
    editable: `name = name || '!'`,
    people: STAFF,
    service: EDITED,
  },
  entity_status_events: {
    locked: `new_status = 'x'`,
    editable: `reason = 'x'`,
    people: MANAGERS,
    service: HISTORY,
  },
  idempotency_keys: {
    locked: `result = '{"a": 1}'`,
    editable: `input_hash = 'x'`,
    people: NOBODY,
    service: COMMANDS,
  },
  number_ranges: {
    locked: 'last_number = 0',
    editable: `prefix = 'X'`,
    people: ADMINS,
    service: EDITED,
  },
  staff: {
    locked: `status = 'suspended'`,
    editable: `display_name = display_name || '!'`,
    people: STAFF,
    service: EDITED,
  },
  staff_identities: {
    locked: `external_id = external_id || '!'`,
    editable: `provider = 'web'`,
    people: ADMINS,
    service: COMMANDS,
  },
  staff_rounds: {
    locked: 'shifts_seen_at = now()',
    editable: 'bundled_at = now()',
    people: MANAGERS,
    service: COMMANDS,
  },
  work_offers: {
    locked: `stage = 'admins'`,
    editable: 'look_at = null',
    people: MANAGERS,
    service: COMMANDS,
  },
  staff_invitations: {
    locked: `role = 'owner'`,
    editable: `expires_at = 'infinity'`,
    people: ADMINS,
    service: COMMANDS,
  },
  status_transitions: {
    locked: 'reason_required = not reason_required',
    editable: `roles = '{owner}'`,
    people: STAFF,
    service: COMMANDS,
  },
  tasks: {
    locked: `status = 'done'`,
    editable: `title = 'x'`,
    people: agentsAllBut(2),
    service: EDITED,
  },
  working_hours: {
    locked: 'desk_id = gen_random_uuid()',
    editable: `closes = '19:00'`,
    people: STAFF,
    service: LIST,
  },
};
