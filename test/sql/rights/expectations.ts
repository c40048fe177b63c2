const no = 'DIRECT_WRITE';
const never = 'IMMUTABLE';
/** A row without any value gets as far as the first that is missing. */
const missing = '23502';
/** Stands for the number of rows there are at both desks. */
export const every = 'every row';

export type Answers = readonly [insert: string, locked: string, editable: string, remove: string, empty: string];

/** What somebody reads of the rows of their own desk: this many, or all but this many; of the other desk it is none. */
export type Reads = 'none' | 'all' | { only: number } | { allBut: number };

export type Expectation = {
  /** A change of a column that people may not edit, and one of a column they may, where there is one. */
  locked: string;
  editable: string;
  /** What each of PEOPLE reads, in that order. */
  people: readonly Reads[];
  /** What service_role hears, which reads every row of both desks: insert, locked, editable, delete, truncate. */
  service: Answers;
};

/** People of the desk, visitors and customers. */
export const PEOPLE = ['anon', 'stranger', 'customer', 'deactivated manager', 'agent', 'manager', 'admin', 'owner'] as const;

const outsiders = ['none', 'none', 'none', 'none'] as const;
export const NOBODY: readonly Reads[] = [...outsiders, 'none', 'none', 'none', 'none'];
export const ADMINS: readonly Reads[] = [...outsiders, 'none', 'none', 'all', 'all'];
export const MANAGERS: readonly Reads[] = [...outsiders, 'none', 'all', 'all', 'all'];
export const STAFF: readonly Reads[] = [...outsiders, 'all', 'all', 'all', 'all'];
/** Of what belongs to a colleague, or is outgoing money, agents see nothing: so many rows. */
export const agentsAllBut = (allBut: number): readonly Reads[] => [...outsiders, { allBut }, 'all', 'all', 'all'];
export const agentsOnly = (only: number): readonly Reads[] => [...outsiders, { only }, 'all', 'all', 'all'];

/** Changes through commands alone. */
export const COMMANDS: Answers = [no, no, no, no, no];
/** Grows, and is never changed. */
export const HISTORY: Answers = [no, never, never, never, no];
/** Has a column that people edit. */
export const EDITED: Answers = [no, no, every, no, no];
/** People add to it and edit it. */
export const LIST: Answers = [missing, no, every, no, no];
export const VIEW: Answers = ['55000', '55000', '55000', '55000', '42809'];
