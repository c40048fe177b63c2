import { beforeAll, expect, it } from 'vitest';
import { phrases } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await call(database.sql, 'create_listing_safe', { actor_id: shop.managerId, title: { en: 'Hidden helmet' }, status: 'inactive' });
});

const desk = useTelegram(database, () => shop.slug);
let queries = 0;

/** What somebody sees who types this behind the bot's name in any chat; null when it was let go. */
async function typed(query: string, { language = 'en', offset = '', from = 900_000 + queries } = {}) {
  const id = `query-${++queries}`;
  const { api } = desk();
  const update = api.push({
    inline_query: { id, from: { id: from, is_bot: false, first_name: 'Ada', language_code: language }, query, offset },
  });
  await until(async () => api.confirmed.has(update));
  await until(async () => api.inline.has(id));
  return api.inline.get(id);
}

it('what everybody may see, in the language of whoever types, with a button to order it', async () => {
  const [listing] = await database.sql`select code, title, price from public.listings where id = ${shop.listingId}`;
  const name = Object.values(listing?.title as Record<string, string>)[0] ?? '';
  const found = await typed(name);
  expect(found).toMatchObject({ is_personal: true, next_offset: '', button: null });
  expect(found?.results).toHaveLength(1);
  expect(found?.results[0]).toMatchObject({
    id: listing?.code,
    title: name,
    input_message_content: { message_text: expect.stringContaining(name) },
  });
  const button = found?.results[0]?.reply_markup?.inline_keyboard[0]?.[0];
  expect(button).toEqual({ text: phrases('en', 'inline-order'), url: `https://t.me/desk_test_bot?start=listing_${listing?.code}` });
  expect((await typed(name, { language: 'tr' }))?.results[0]?.reply_markup?.inline_keyboard[0]?.[0]?.text).toBe(
    phrases('tr', 'inline-order'),
  );
  // The button leads to that very listing.
  const ada = someone(database, desk());
  expect(textsOf(await ada.opens(`listing_${listing?.code}`))).toContain(name);
});

it('nothing that is hidden, and then offers the catalogue', async () => {
  const found = await typed('helmet');
  expect(found?.results).toEqual([]);
  expect(found?.button).toEqual({ text: phrases('en', 'inline-nothing'), start_parameter: 'catalogue' });
  const ada = someone(database, desk());
  expect(textsOf(await ada.opens(found?.button?.start_parameter))).toContain(phrases('en', 'catalogue-ask'));
});

it('page by page, within what Telegram takes', async () => {
  for (let n = 0; n < 25; n++) {
    await call(database.sql, 'create_listing_safe', { actor_id: shop.managerId, title: { en: `Lamp ${n} ${'x'.repeat(150)}` } });
  }
  const first = await typed('lamp');
  const second = await typed('lamp', { offset: first?.next_offset ?? '' });
  expect([first?.results.length, second?.results.length, second?.next_offset]).toEqual([20, 5, '']);
  expect(new Set([...(first?.results ?? []), ...(second?.results ?? [])].map(({ id }) => id)).size).toBe(25);
});

it('and keeps nothing of it, answers the newest of many letters, and goes on after one that came too late', async () => {
  const rows = async () => (await database.sql`select count(*)::int as n from public.inbox_messages`)[0]?.n;
  const before = await rows();
  const { api } = desk();
  api.fail('answerInlineQuery', { kind: 'answer', code: 400, description: 'Bad Request: query is too old and response timeout expired' });
  const late = api.push({ inline_query: { id: 'late', from: { id: 7, is_bot: false, first_name: 'Ada' }, query: 'b', offset: '' } });
  await until(async () => api.calls.some(({ params }) => params.inline_query_id === 'late'));
  await until(async () => api.confirmed.has(late));
  const letters = Array.from({ length: 30 }, (_, n) => `letter-${n}`);
  for (const id of letters) {
    api.push({ inline_query: { id, from: { id: 8, is_bot: false, first_name: 'Ada' }, query: 'bike\0', offset: 'not a page' } });
  }
  expect((await typed('bike', { from: 8 }))?.results).toBeDefined();
  expect(letters.filter((id) => api.inline.has(id)).length).toBeLessThan(letters.length);
  expect(await rows()).toBe(before);
  expect(await someone(database, desk()).says('/help')).toHaveLength(1);
});
