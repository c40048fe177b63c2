import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Rendered } from '../../../../src/channels/rendered.ts';
import { render } from '../../../../src/channels/telegram/render.ts';
import { choice, aReply as reply } from '../a_reply.ts';

const rows = (given: Partial<Rendered>) => {
  const markup = render(reply({ paragraphs: ['?'], ...given })).at(-1)?.keyboard;
  return markup && 'inline_keyboard' in markup ? markup.inline_keyboard.map((row) => row.map(({ text }) => text)) : [];
};

it('says card and words in one message, the title in bold and the life of the order in marks', () => {
  const card = {
    title: 'Order 1001',
    rows: [{ label: 'Total', value: '€10.00' }],
    timeline: [
      { label: 'Created', at: '1 May', state: 'done' as const },
      { label: 'Paid', at: null, state: 'now' as const },
      { label: 'Delivered', at: null, state: 'next' as const },
    ],
  };
  expect(render(reply({ card, paragraphs: ['Thank you.'], choices: [choice('Pay')] }))).toEqual([
    {
      text: 'Order 1001\nTotal: €10.00\n\n✓ Created · 1 May\n● Paid\n○ Delivered\n\nThank you.',
      entities: [{ type: 'bold', offset: 0, length: 10 }],
      keyboard: { inline_keyboard: [[{ text: 'Pay', callback_data: 'a' }]] },
      media: null,
      invoice: null,
    },
  ]);
});

it('lets short labels share a row, and gives long ones their own', () => {
  expect(rows({ choices: ['1', '2', '3', 'A label that is rather long', '4'].map((label) => choice(label)) })).toEqual([
    ['1', '2'],
    ['3'],
    ['A label that is rather long'],
    ['4'],
  ]);
});

it('names what no button can carry, so that it can be typed', () => {
  const [message] = render(reply({ paragraphs: ['Which?'], choices: [choice('Far', 'ü'.repeat(33)), choice('Near')] }));
  expect(message?.text).toBe('Which?\n\n• Far');
  expect(rows({ choices: [choice('Far', 'ü'.repeat(33)), choice('Near')] })).toEqual([['Near']]);
});

it('asks for a contact with the channel’s own button, the other choices beside it', () => {
  const [message] = render(
    reply({ paragraphs: ['Your number?'], choices: [choice('Rather not')], request: { what: 'contact', label: 'Share it' } }),
  );
  expect(message?.keyboard).toMatchObject({ keyboard: [[{ text: 'Share it', request_contact: true }], [{ text: 'Rather not' }]] });
});

it('is within every limit of the Bot API, and loses no word, whatever is said', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1_500 }).filter((text) => text.trim() !== '');
  const anything = fc.record({
    paragraphs: fc.array(line, { maxLength: 6 }),
    card: fc.option(
      fc.record({
        title: line,
        rows: fc.array(fc.record({ label: line, value: line }), { maxLength: 12 }),
        timeline: fc.array(fc.record({ label: line, at: fc.option(line), state: fc.constantFrom('done', 'now', 'next') }), {
          maxLength: 8,
        }),
      }),
    ),
    choices: fc.array(
      fc.record({ label: line, action: fc.string({ unit: 'grapheme', maxLength: 40 }), style: fc.constant('plain' as const) }),
      {
        maxLength: 80,
      },
    ),
    media: fc.option(fc.constant({ kind: 'image' as const, path: 'a/b', name: 'b.png' })),
    request: fc.option(fc.constant({ what: 'contact' as const, label: 'Share' })),
  });
  fc.assert(
    fc.property(anything, (given) => {
      const messages = render(reply(given));
      expect(messages.length).toBeGreaterThan(0);
      for (const { text, entities, media, keyboard } of messages) {
        expect(text.length).toBeLessThanOrEqual(media === null ? 4_096 : 1_024);
        if (media === null) expect(text.trim()).not.toBe('');
        for (const { offset, length } of entities) expect(offset + length).toBeLessThanOrEqual(text.length);
        if (keyboard === null || !('inline_keyboard' in keyboard)) continue;
        const buttons = keyboard.inline_keyboard.flat();
        expect(buttons.length).toBeLessThanOrEqual(100);
        for (const one of buttons) expect('callback_data' in one && Buffer.byteLength(one.callback_data)).toBeLessThanOrEqual(64);
      }
      const shown = messages
        .map(({ text }) => text)
        .join('')
        .replaceAll(/\s/g, '');
      for (const paragraph of given.paragraphs) expect(shown).toContain(paragraph.replaceAll(/\s/g, ''));
    }),
    { numRuns: 60 },
  );
});
