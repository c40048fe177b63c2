/** What a person types, made safe to keep: JSON of the database holds neither U+0000 nor half a surrogate pair. */

/** Longer than any question needs; what comes after is never looked at, so that a huge text costs nothing. */
const READ_AT_MOST = 4000;

const CONTROL = /[^\P{Cc}\n]/gu;
/** Marks that turn the direction of the text around them, and would do so in the staff's screens too. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** The text as it may be stored and shown: well-formed, without control characters, trimmed. */
export function clean(text: string): string {
  return text
    .slice(0, READ_AT_MOST + 1)
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(CONTROL, '')
    .replaceAll(DIRECTION, '')
    .normalize('NFC')
    .trim();
}

/** Whether there is anything to read: a letter or a digit, not emoji alone. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Digits of every script as 0 to 9. */
export function plainDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Decimal digits stand in runs of ten, from zero to nine; adjacent runs are told apart by counting from the first. */
function digitValue(codePoint: number): number {
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return before % 10;
}

/** How long a person would say it is. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
