import { expect, it } from 'vitest';
import { say } from '../../../src/conversation/reply.ts';
import { deliverInOrder } from '../../../src/outbox/deliver.ts';
import { drawCode } from '../../../src/outbox/draw-code.ts';
import { claimed, keysOnly } from '../../support/claimed.ts';
import { recordingChannel } from '../../support/recording-channel.ts';
import { readCode } from '../../support/scan.ts';

it.each([
  ['a transfer', 'BCD\n002\n1\nSCT\n\nSpoke & Co\nDE89370400440532013000\nEUR2450.00\n\n\n1042'],
  ['a link', 'https://pay.example/1042?sum=100.00&in=EUR'],
  ['a name in another script', 'BCD\n002\n1\nSCT\n\nООО «Спица»\nDE89370400440532013000\nEUR1.00\n\n\n7'],
  ['as much as fits', 'x'.repeat(1000)],
])('draws %s so that a reader reads it', (_what, payload) => {
  expect(readCode(Buffer.from(drawCode(payload), 'base64'))).toBe(payload);
});

it('draws the same picture every time, as a PNG of a few kilobytes', () => {
  const png = drawCode('https://pay.example/1042');
  expect(drawCode('https://pay.example/1042')).toBe(png);
  expect(Buffer.from(png, 'base64').subarray(1, 4).toString()).toBe('PNG');
  expect(Buffer.from(png, 'base64').length).toBeLessThan(10_000);
});

it('is drawn when it is delivered, with its words and its buttons', async () => {
  const channel = recordingChannel();
  const reply = {
    kind: 'qr' as const,
    payload: 'to be paid',
    alt: say('alt'),
    caption: say('caption'),
    choices: [{ label: say('go'), action: '1:go' }],
  };
  const deps = {
    channels: { web: channel },
    phrases: keysOnly,
    draw: { code: (payload: string) => `drawn: ${payload}`, chart: async (svg: string) => svg },
  };
  await deliverInOrder([claimed({ kind: 'reply', reply })], deps);
  expect(channel.sent[0]?.message).toMatchObject({
    paragraphs: ['caption'],
    media: { kind: 'drawn', png: 'drawn: to be paid', name: 'alt' },
    choices: [{ label: 'go', action: '1:go' }],
  });
});
