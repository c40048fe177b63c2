import { readdirSync, readFileSync } from 'node:fs';
import { createPhrases, type Language, languages, type Phrases } from '../src/phrases/phrases.ts';

/** The phrase files of every language, one per area, each language as one text. */
export function readPhraseFiles(): Record<Language, string> {
  return Object.fromEntries(languages.map((language) => [language, textOf(language)])) as Record<Language, string>;
}

/** Reads the phrase files. */
export function loadPhrases(): Phrases {
  return createPhrases(readPhraseFiles());
}

function textOf(language: Language): string {
  const folder = new URL(`../src/phrases/${language}/`, import.meta.url);
  const areas = readdirSync(folder)
    .filter((name) => name.endsWith('.ftl'))
    .sort();
  return areas.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
}
