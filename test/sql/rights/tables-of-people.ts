import { ADMINS, agentsAllBut, COMMANDS, EDITED, type Expectation, HISTORY, MANAGERS, STAFF, VIEW } from './expectations.ts';

/** Customers, what they agreed to, and what they look for. */
export const tablesOfPeople: Record<string, Expectation> = {
  consents: {
    locked: `granted = not granted`,
    editable: `version = 'x'`,
    people: MANAGERS,
    service: HISTORY,
  },
  current_consents: {
    locked: `granted = true`,
    editable: `version = 'x'`,
    people: MANAGERS,
    service: VIEW,
  },
  customer_exports: {
    locked: `path = path || 'x'`,
    editable: 'made_at = now()',
    people: ADMINS,
    service: COMMANDS,
  },
  staff_exports: {
    locked: `path = path || 'x'`,
    editable: 'made_at = now()',
    people: ADMINS,
    service: COMMANDS,
  },
  customer_identities: {
    locked: `external_id = external_id || '!'`,
    editable: 'phone_verified_at = now()',
    people: MANAGERS,
    service: COMMANDS,
  },
  customers: {
    locked: `phone = '+4915112345'`,
    editable: `notes = 'x'`,
    people: agentsAllBut(2),
    service: EDITED,
  },
  interactions: {
    locked: 'provider = provider',
    editable: 'last_inbound = now()',
    people: STAFF,
    service: VIEW,
  },
  leads: {
    locked: `status = 'rejected'`,
    editable: `notes = 'x'`,
    people: agentsAllBut(2),
    service: EDITED,
  },
  link_attempts: {
    locked: 'chat_id = gen_random_uuid()',
    editable: 'tried_at = now()',
    people: ADMINS,
    service: COMMANDS,
  },
  link_codes: {
    locked: `digest = 'x'`,
    editable: 'expires_at = now()',
    people: ADMINS,
    service: COMMANDS,
  },
  link_lookups: {
    locked: `status = 'done'`,
    editable: `url = 'x'`,
    people: agentsAllBut(1),
    service: COMMANDS,
  },
};
