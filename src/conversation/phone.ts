import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Language } from '../phrases/phrases.ts';
import { plainDigits } from './text.ts';

/** With brackets, spaces and dashes; no number is longer. */
const LONGEST = 40;

/** The countries whose way of writing numbers is tried, by the language the person speaks. */
const COUNTRIES: Record<Language, CountryCode[]> = { en: ['GB', 'US'], ru: ['RU', 'KZ'], tr: ['TR'] };

/**
 * The number in its international form; undefined when no country of the language has such a number, and when several
 * have it as different ones: a wrong number is worse than one more question.
 */
export function readPhone(text: string, language: Language): string | undefined {
  if (text.length > LONGEST) return undefined;
  const typed = plainDigits(text).trim().replace(/^00/, '+');
  const [only, ...others] = new Set(COUNTRIES[language].flatMap((country) => validNumber(typed, country)));
  if (only !== undefined) return others.length === 0 ? only : undefined;
  // A number copied from a profile or a contact often comes without its plus.
  return /^\d{10,15}$/.test(typed) ? validNumber(`+${typed}`)[0] : undefined;
}

function validNumber(typed: string, country?: CountryCode): string[] {
  const phone = parsePhoneNumberFromString(typed, country);
  return phone?.isValid() && phone.ext === undefined ? [phone.number] : [];
}
