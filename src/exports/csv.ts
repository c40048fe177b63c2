/** A cell: text, a number as it is kept, or nothing. */
export type Cell = string | number | boolean | null;

/** A program takes what begins so for a formula, and would run it: an apostrophe before it makes it words again. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** The mark by which spreadsheets know UTF-8. */
export const BYTE_ORDER_MARK = '\u{feff}';

/** One line by RFC 4180, safe to be opened: no cell is a formula. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  const written = String(cell);
  // A number may begin with its sign: it is no formula as a whole.
  const safe = FORMULA.test(written) && !NUMBER.test(written) ? `'${written}` : written;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
