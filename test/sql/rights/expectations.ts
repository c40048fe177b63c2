export const no = 'DIRECT_WRITE';
export const never = 'IMMUTABLE';

export type Answers = readonly [insert: string, locked: string, editable: string, remove: string, empty: string];

export type Expectation = {
  /** A change of a column that people may not edit, and one of a column they may, where there is one. */
  locked: string;
  editable: string;
  /** Rows each of PEOPLE reads, in that order. */
  people: readonly number[];
  /** Rows of its own desk that the admin of the other one reads. */
  other: number;
  /** Rows of both desks that service_role reads, and what it hears: insert, locked, editable, delete, truncate. */
  service: readonly [number, number, ...Answers];
};

/** A list people may add to: the row without any value gets as far as its first missing one. */
export const missing = '23502';
export const ofAView: Answers = ['55000', '55000', '55000', '55000', '42809'];

/** Files of chats, and what is removed of them. */
export const tablesOfFiles: Record<string, Expectation> = {
  chat_files: {
    locked: `path = path || 'x'`,
    editable: `name = 'x'`,
    people: [0, 0, 0, 0, 0, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  file_removals: {
    locked: `path = path || 'x'`,
    editable: 'removed_at = now()',
    people: [0, 0, 0, 0, 0, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
};

/** What a person agreed to, how their channels are joined, and their data given to them. */
export const tablesOfPrivacy: Record<string, Expectation> = {
  consents: {
    locked: `granted = not granted`,
    editable: `version = 'x'`,
    people: [0, 0, 0, 0, 0, 1, 1, 1],
    other: 0,
    service: [1, 0, no, never, never, never, no],
  },
  current_consents: {
    locked: `granted = true`,
    editable: `version = 'x'`,
    people: [0, 0, 0, 0, 0, 1, 1, 1],
    other: 0,
    service: [1, 0, ...ofAView],
  },
  customer_exports: {
    locked: `path = path || 'x'`,
    editable: 'attempts = 1',
    people: [0, 0, 0, 0, 0, 0, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  link_attempts: {
    locked: `tried_at = now()`,
    editable: `tried_at = 'infinity'`,
    people: [0, 0, 0, 0, 0, 0, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  link_codes: {
    locked: `expires_at = 'infinity'`,
    editable: 'ended_at = now()',
    people: [0, 0, 0, 0, 0, 0, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
};

/** What customers add to the story of an order. */
export const tablesOfCare: Record<string, Expectation> = {
  order_messages: {
    locked: 'task_id = gen_random_uuid()',
    editable: 'created_at = now()',
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
  order_ratings: {
    locked: 'stars = 6 - stars',
    editable: `comment = 'x'`,
    people: [0, 0, 0, 0, 1, 1, 1, 1],
    other: 0,
    service: [1, 0, no, no, no, no, no],
  },
};
