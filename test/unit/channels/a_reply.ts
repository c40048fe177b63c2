import type { Rendered, RenderedChoice } from '../../../src/channels/rendered.ts';

/** A reply in words, with nothing in it but what is given. */
export function aReply(change: Partial<Rendered> = {}): Rendered {
  return { language: 'en', paragraphs: [], card: null, media: null, choices: [], request: null, invoice: null, ...change };
}

export const choice = (label: string, action = 'a'): RenderedChoice => ({ label, action, style: 'plain' });

/** What a person sees as characters. */
export function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}
