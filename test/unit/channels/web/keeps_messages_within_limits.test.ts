import { expect, it } from 'vitest';
import { webLimits } from '../../../../src/channels/web/limits.ts';
import { render } from '../../../../src/channels/web/render.ts';
import { aReply, choice } from '../a_reply.ts';

const messageOf = (change: Parameters<typeof aReply>[0]) => {
  const messages = render(aReply(change));
  expect(messages).toHaveLength(1);
  return messages[0];
};

it('is one message, so that an edit finds all of it', () => {
  expect(messageOf({ paragraphs: ['One.', 'Two.'], choices: [choice('Yes', 'yes')] })).toEqual({
    language: 'en',
    paragraphs: ['One.', 'Two.'],
    card: null,
    media: null,
    choices: [{ label: 'Yes', action: 'yes', style: 'plain' }],
  });
});

it('names choices that have no button any more, so that they can be typed', () => {
  const message = messageOf({ choices: Array.from({ length: 14 }, (_, index) => choice(`Size ${index + 1}`, `size:${index + 1}`)) });
  expect(message?.choices).toHaveLength(webLimits.choices);
  expect(message?.paragraphs).toEqual(['• Size 13\n• Size 14']);
});

it('shortens a label and leaves its action alone', () => {
  const [button] = messageOf({ choices: [choice('Very '.repeat(40), 'x'.repeat(64))] })?.choices ?? [];
  expect(button?.label).toMatch(/^Very .*…$/);
  expect(button?.label.length).toBeLessThanOrEqual(webLimits.label);
  expect(button?.action).toBe('x'.repeat(64));
});

it('asks for a contact in words alone: a browser has no button for it', () => {
  expect(messageOf({ paragraphs: ['Your phone?'], request: { what: 'contact', label: 'Share' } })).not.toHaveProperty('request');
});

it('keeps a card within what can be read', () => {
  const rows = Array.from({ length: 100 }, () => ({ label: 'l'.repeat(2_000), value: 'v'.repeat(2_000) }));
  const timeline = Array.from({ length: 100 }, () => ({ label: 't'.repeat(2_000), at: null, state: 'next' as const }));
  const card = messageOf({ card: { title: 'T'.repeat(2_000), rows, timeline } })?.card;
  expect(card?.rows).toHaveLength(webLimits.cardRows);
  expect(card?.timeline).toHaveLength(webLimits.cardRows);
  const texts = [card?.title, card?.rows[0]?.label, card?.rows[0]?.value, card?.timeline[0]?.label];
  expect(texts.map((text) => text?.length)).toEqual([1_000, 1_000, 1_000, 1_000]);
});
