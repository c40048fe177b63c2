import type { Context } from 'hono';
import { chooseLanguage, type Language } from '../../src/phrases/phrases.ts';

/** What the address asks for, else what the browser prefers. */
export function languageOf(c: Context): Language {
  return chooseLanguage(wantedBy(c));
}

/** Of the languages a desk speaks; its first one when none of them is wanted. */
export function languageOfDesk(c: Context, spoken: readonly Language[]): Language {
  const fitting = wantedBy(c).map((tag) => chooseLanguage([tag]));
  return fitting.find((language) => spoken.includes(language)) ?? spoken[0] ?? 'en';
}

function wantedBy(c: Context): string[] {
  const preferred = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => ({ tag: part.split(';')[0]?.trim() ?? '', weight: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  return [c.req.query('lang') ?? '', ...preferred].filter((tag) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(tag));
}
