import { badInput, type Refusal } from './refusals.ts';

export type Prepared = { ok: true; args: Record<string, unknown> } | { ok: false; refusal: Refusal };

/**
 * Drops arguments that are undefined and refuses numbers that JSON has no word for, and text the database cannot hold: U+0000 is an error there, and half of a
 * surrogate pair would silently become another character.
 */
export function prepareArguments(given: object): Prepared {
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return { ok: false, refusal: badInput('A number given to the desk is no number.', { field: name }) };
    }
    if (!isStorable(value)) {
      return { ok: false, refusal: badInput('The text contains a character that cannot be stored.', { field: name }) };
    }
    args[name] = value;
  }
  return { ok: true, args };
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
  }
  return true;
}
