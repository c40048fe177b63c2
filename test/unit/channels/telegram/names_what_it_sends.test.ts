import { expect, it } from 'vitest';
import { telegramChannel } from '../../../../src/channels/telegram/send.ts';
import { aReply } from '../a_reply.ts';

it.each([
  ['receipt.jpg', 'a/b.jpg', 'receipt.jpg'],
  ['The proof of a payment', 'a/b.pdf', 'The proof of a payment.pdf'],
  ['v1.2 of the plan', 'a/b.pdf', 'v1.2 of the plan.pdf'],
  ['without', 'a/b', 'without'],
])('sends %j, kept as %s, as %j', async (name, path, expected) => {
  const names: Array<string | undefined> = [];
  const channel = telegramChannel({
    botOf: () => ({
      call: async (_method, _params, file) => {
        names.push(file?.name);
        return { ok: true, result: { message_id: 1 } };
      },
      callAlbum: () => Promise.reject(new Error('this is no album')),
    }),
    files: { read: async () => new Uint8Array(1) },
  });
  const [message] = channel.render(aReply({ media: { kind: 'document', path, name } }));
  if (!message) throw new Error('nothing to send');
  await channel.send({ key: '1', to: { provider: 'telegram', account: '1', chat: '2' }, message });
  expect(names).toEqual([expected]);
});
