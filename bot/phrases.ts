import { readFileSync } from 'node:fs';
import { createPhrases, type Language, languages, type Phrases } from '../src/phrases/phrases.ts';

/** Reads the phrase files. */
export function loadPhrases(): Phrases {
  const sources = Object.fromEntries(
    languages.map((language) => [language, readFileSync(new URL(`../src/phrases/${language}.ftl`, import.meta.url), 'utf8')]),
  );
  return createPhrases(sources as Record<Language, string>);
}
