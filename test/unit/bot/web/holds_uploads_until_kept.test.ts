import { expect, it } from 'vitest';
import { createUploads } from '../../../../bot/web/chat/uploads.ts';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array(92).fill(0)]);
const limits = { bytes: 1000, stallMs: 5_000, totalMs: 5_000 };
const body = () => new Blob([PNG]).stream();

it('counts a file that is still being stored, and makes room once it is', async () => {
  const uploads = createUploads(150);
  const stored = Promise.withResolvers<string>();
  const storing = Promise.withResolvers<void>();
  const first = uploads.receive('ada', body(), limits, () => {
    storing.resolve();
    return stored.promise;
  });
  await storing.promise;
  expect(await uploads.receive('bob', body(), limits, async () => 'stored')).toEqual({ outcome: 'no-room' });
  stored.resolve('stored');
  expect(await first).toEqual({ outcome: 'kept', answer: 'stored' });
  expect(await uploads.receive('bob', body(), limits, async () => 'stored')).toEqual({ outcome: 'kept', answer: 'stored' });
});

it('makes room when a file could not be stored', async () => {
  const uploads = createUploads(150);
  const failing = uploads.receive('ada', body(), limits, () => Promise.reject(new Error('the storage is away')));
  await expect(failing).rejects.toThrow('the storage is away');
  expect(await uploads.receive('ada', body(), limits, async () => 'stored')).toEqual({ outcome: 'kept', answer: 'stored' });
});
