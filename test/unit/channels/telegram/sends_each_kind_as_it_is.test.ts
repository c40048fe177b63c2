import { expect, it } from 'vitest';
import { telegramChannel } from '../../../../src/channels/telegram/send.ts';
import type { BotAnswer } from '../../../../src/channels/telegram/types.ts';

const ascii = (text: string, size = 64) => Uint8Array.from({ length: size }, (_, index) => text.charCodeAt(index) || 0);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1);
const larger = (bytes: Uint8Array, size: number) => {
  const grown = new Uint8Array(size);
  grown.set(bytes);
  return grown;
};

/** Sends one file, and says by which methods it was tried and what came of it. */
async function sent(bytes: Uint8Array, kind: 'image' | 'document', ...answers: BotAnswer[]) {
  const calls: Array<{ method: string; field: string | undefined; caption: unknown }> = [];
  const channel = telegramChannel({
    botOf: () => ({
      call: async (method, params, file) => {
        calls.push({ method, field: file?.field, caption: params.caption });
        return answers.shift() ?? { ok: true, result: { message_id: 7 } };
      },
      callAlbum: () => Promise.reject(new Error('this is no album')),
    }),
    files: { read: async () => bytes },
  });
  const message = { text: 'words', entities: [], keyboard: null, media: { kind, path: 'p', name: 'n' }, invoice: null };
  const to = { provider: 'telegram', account: '1', chat: '2' } as const;
  return { delivery: await channel.send({ key: 'k', to, message }), calls };
}
const refused = (description: string): BotAnswer => ({
  ok: false,
  code: 400,
  description: `Bad Request: ${description}`,
  retryAfter: null,
});

it.each<[string, Uint8Array, 'image' | 'document', string]>([
  ['a picture', PNG, 'image', 'photo'],
  ['a picture that is kept as a paper', PNG, 'document', 'document'],
  ['a picture too large to be shown', larger(PNG, 10_000_001), 'image', 'document'],
  ['a moving picture', ascii('GIF89a'), 'image', 'animation'],
  ['a voice message', ascii('OggS'), 'document', 'voice'],
  ['a song', ascii('ID3'), 'document', 'audio'],
  ['a recording of a phone', ascii('\0\0\0\0ftypM4A '), 'document', 'audio'],
  ['a film', ascii('\0\0\0\0ftypisom'), 'document', 'video'],
  ['a paper', ascii('%PDF-1.7'), 'document', 'document'],
])('%s, with its words', async (_, bytes, kind, field) => {
  const { delivery, calls } = await sent(bytes, kind);
  expect(calls).toEqual([{ method: `send${field.charAt(0).toUpperCase()}${field.slice(1)}`, field, caption: 'words' }]);
  expect(delivery).toEqual({ outcome: 'sent', providerMessageId: '7' });
});

it.each(['PHOTO_INVALID_DIMENSIONS', 'IMAGE_PROCESS_FAILED'])('a picture refused for %s once more as a file', async (why) => {
  const { delivery, calls } = await sent(PNG, 'image', refused(why));
  expect(calls.map(({ method }) => method)).toEqual(['sendPhoto', 'sendDocument']);
  expect(delivery.outcome).toBe('sent');
  const again = await sent(PNG, 'image', refused(why), refused(why));
  expect([again.calls.length, again.delivery.outcome]).toEqual([2, 'permanent']);
});

it('a voice message to somebody who takes none as a file', async () => {
  const { calls } = await sent(ascii('OggS'), 'document', refused('VOICE_MESSAGES_FORBIDDEN'));
  expect(calls.map(({ method }) => method)).toEqual(['sendVoice', 'sendDocument']);
});

it('nothing that is larger than Telegram takes', async () => {
  const { delivery, calls } = await sent(larger(PNG, 50_000_001), 'document');
  expect([calls.length, delivery.outcome]).toEqual([0, 'permanent']);
});

it('nothing twice that was refused for another reason', async () => {
  const { delivery, calls } = await sent(PNG, 'image', refused('chat not found'));
  expect([calls.length, delivery.outcome]).toEqual([1, 'unreachable']);
});
