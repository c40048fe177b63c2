/**
 * How values travel to the database: as text that the database itself reads, so that a word for a truth or a day that
 * is none is refused there, and not turned into something else by the driver on the way.
 */
export function wireText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}

const asIs = (value: string) => value;

/** Types of postgres.js, by their numbers in PostgreSQL: text, whole and real numbers, truths, days and times. */
export const wireTypes = {
  string: { to: 25, from: [25, 1042, 1043], serialize: wireText, parse: asIs },
  boolean: { to: 16, from: [16], serialize: wireText, parse: (value: string) => value === 't' },
  date: { to: 1082, from: [1082], serialize: wireText, parse: asIs },
};
