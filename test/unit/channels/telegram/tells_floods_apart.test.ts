import { expect, it } from 'vitest';
import { telegramChannel } from '../../../../src/channels/telegram/send.ts';
import type { BotAnswer } from '../../../../src/channels/telegram/types.ts';

const message = { text: 'hi', entities: [], keyboard: null, media: null, invoice: null };

/** A channel whose bots answer what they are told. */
function aChannel(answer: BotAnswer) {
  const channel = telegramChannel({
    botOf: () => ({ call: async () => answer, callAlbum: async () => answer }),
    files: { read: async () => null },
  });
  return (account: string, chat: string) => channel.send({ key: '1', to: { provider: 'telegram', account, chat }, message });
}

it('a chat that is told too much pauses alone, and the whole bot when another one hears the same meanwhile', async () => {
  const send = aChannel({ ok: false, code: 429, description: 'Too Many Requests', retryAfter: 30 });
  const told = [await send('1', 'a'), await send('1', 'a'), await send('2', 'b'), await send('1', 'c')];
  expect(told.map((one) => one.outcome === 'rate_limited' && one.scope)).toEqual(['chat', 'chat', 'chat', 'account']);
});

it('a pause that is over says nothing of the next', async () => {
  const send = aChannel({ ok: false, code: 429, description: 'Too Many Requests', retryAfter: 0 });
  await send('1', 'a');
  expect(await send('1', 'b')).toMatchObject({ outcome: 'rate_limited', scope: 'chat' });
});
