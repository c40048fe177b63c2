import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4, 5, 6, 7, 8);
const OGG = Uint8Array.from(Buffer.from('OggS0000000000000000'));
const lastEvent = async (person: number) => {
  const [row] = await database.sql`select m.event from public.inbox_messages as m join public.chats as c on c.id = m.chat_id
    where c.external_id = ${String(person)} order by m.id desc limit 1`;
  return JSON.parse(row?.event ?? 'null');
};

it.each([
  ['picture', 'image', PNG, (file: object) => ({ photo: [file], caption: 'my bike' })],
  ['voice message', 'voice', OGG, (file: object) => ({ voice: file, caption: 'my bike' })],
])('a %s goes into the private storage before its message is read', async (_, kind, bytes, message) => {
  const ada = someone(database, desk());
  await ada.opens();
  desk().api.files.set('f1', bytes);
  await ada.answered(ada.write(message({ file_id: 'f1', file_size: bytes.length })));
  const event = await lastEvent(ada.id);
  expect(event).toMatchObject({ type: 'file', kind, caption: 'my bike', path: expect.stringContaining('chats/') });
  expect(desk().files.stored.get(event.path)).toEqual(bytes);
});

it.each([
  ['is larger than the Bot API hands out', { file_id: 'big', file_size: 20_000_001 }],
  ['is of no known kind', { file_id: 'exe', file_size: 4 }],
  ['is gone', { file_id: 'gone', file_size: 4 }],
])('a file that %s is refused in words, and nothing is stored', async (_, document) => {
  const ada = someone(database, desk());
  await ada.opens();
  desk().api.files.set('exe', Uint8Array.of(77, 90, 1, 2));
  const answer = await ada.answered(ada.write({ document }));
  expect(textsOf(answer)).not.toBe('');
  expect(await lastEvent(ada.id)).toMatchObject({ type: 'file', path: null });
  expect(desk().files.stored.size).toBe(0);
});

it('a file that cannot be fetched is tried again, and in the end keeps nobody waiting', async () => {
  const ada = someone(database, desk());
  await ada.opens();
  desk().api.files.set('f2', PNG);
  desk().api.fail('getFile', { kind: 'lost' });
  await ada.answered(ada.write({ photo: [{ file_id: 'f2', file_size: PNG.length }] }));
  expect(await lastEvent(ada.id)).toMatchObject({ kind: 'image', path: expect.any(String) });
  desk().api.fail('getFile', ...Array.from({ length: 4 }, () => ({ kind: 'lost' }) as const));
  const after = ada.write({ text: '/help' });
  await ada.answered(ada.write({ photo: [{ file_id: 'f2', file_size: PNG.length }] }));
  expect(await lastEvent(ada.id)).toMatchObject({ type: 'file', path: null });
  expect(desk().api.confirmed.has(after)).toBe(true);
});
