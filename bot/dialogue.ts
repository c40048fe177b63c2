import { createStep } from '../src/conversation/engine.ts';
import type { Step } from '../src/conversation/step.ts';
import { createWords } from '../src/phrases/words.ts';
import { readPhraseFiles } from './phrases.ts';

/** The dialogue, with the words people type for what they want. */
export function loadDialogue(): Step {
  return createStep(createWords(readPhraseFiles()));
}
