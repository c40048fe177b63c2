import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutAt, shorten, splitText } from '../../../../src/channels/cut.ts';
import { webLimits } from '../../../../src/channels/web/limits.ts';
import { render } from '../../../../src/channels/web/render.ts';
import { aReply, graphemesOf } from '../a_reply.ts';

const FAMILY = '👩‍👩‍👧‍👦';
/** Text as people write it: words, emoji of several code points, combining marks, scripts from right to left. */
const text = fc.string({
  unit: fc.oneof(fc.constantFrom(FAMILY, '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'e\u0301', '. ', ' ', 'שלום', '한'), fc.string({ unit: 'grapheme', maxLength: 3 })),
  maxLength: 60,
});

const paragraphsOf = (paragraphs: string[]) => render(aReply({ paragraphs }))[0]?.paragraphs ?? [];

it('leaves what fits as it is', () => {
  expect(paragraphsOf(['One.', 'Two, and a line\nmore.'])).toEqual(['One.', 'Two, and a line\nmore.']);
});

it('leaves out paragraphs in which nothing stands', () => {
  expect(paragraphsOf(['', ' \n ', 'One.'])).toEqual(['One.']);
});

it('ends a piece of a long paragraph where a sentence ends', () => {
  const sentence = 'The wheels are in stock. ';
  const pieces = paragraphsOf([sentence.repeat(400)]);
  expect(pieces.length).toBeGreaterThan(2);
  for (const piece of pieces) expect(piece).toMatch(/^The wheels.* in stock\.$/);
});

it('cuts a sentence without end between characters, never within an emoji family', () => {
  const pieces = paragraphsOf([FAMILY.repeat(1_500)]);
  expect(pieces.length).toBeGreaterThan(1);
  for (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(webLimits.text);
    expect(new Set(graphemesOf(piece))).toEqual(new Set([FAMILY]));
  }
  expect(pieces.join('')).toBe(FAMILY.repeat(1_500));
});

it('loses nothing but the spaces where it splits, and keeps every piece within the limit', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 80 }), (whole, limit) => {
      const pieces = splitText(whole, limit, 'en');
      const bare = (part: string) => part.replaceAll(/\s/gu, '');
      expect(bare(pieces.join(''))).toBe(bare(whole));
      if (whole.length > limit) for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
    }),
  );
});

it('cuts at the end of a character that people see', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 30, max: 60 }), (whole, limit) => {
      const whatPeopleSee = graphemesOf(whole);
      const head = whole.slice(0, cutAt(whole, limit));
      expect(head.length).toBeLessThanOrEqual(limit);
      expect(whatPeopleSee.slice(0, graphemesOf(head).length).join('')).toBe(head);
    }),
  );
});

it('cuts one character that is longer than the limit between its code points', () => {
  const zalgo = `a${'\u0301'.repeat(10_000)}`;
  expect(splitText(zalgo, 4_000, 'en').map((piece) => piece.length)).toEqual([4_000, 4_000, 2_001]);
  expect(splitText('👍'.repeat(3), 3, 'en')).toEqual(['👍', '👍', '👍']);
});

it('puts an ellipsis where something is left out', () => {
  expect(shorten('Road bike', 9)).toBe('Road bike');
  expect(shorten('Road bikes', 9)).toBe('Road bik…');
  expect(shorten(`${FAMILY}${FAMILY}`, 15)).toBe(`${FAMILY}…`);
});
