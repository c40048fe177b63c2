import { createStep } from '../src/conversation/engine.ts';
import type { Dialogue } from '../src/conversation/step.ts';
import { createWords } from '../src/phrases/words.ts';
import { createDialogue } from '../src/staff/dialogue/engine.ts';
import { createVocabulary } from '../src/staff/dialogue/vocabulary.ts';
import { readPhraseFiles } from './phrases.ts';

export const loadVocabulary = () => createVocabulary(readPhraseFiles());

/** The dialogue with customers and staff, with the words people type for what they want. */
export function loadDialogue(): Dialogue {
  const sources = readPhraseFiles();
  const words = createWords(sources);
  return createDialogue({ words, vocabulary: createVocabulary(sources), withCustomers: createStep(words) });
}
