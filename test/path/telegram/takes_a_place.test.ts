import { beforeAll, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { phrases } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);
const MAP = 'https://www.openstreetmap.org/?mlat=52.52&mlon=13.405';

async function askedWhere(language = 'en') {
  const ada = someone(database, desk(), language);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  return { ada, asked: await ada.presses('2') };
}

it('that is shared where to deliver is asked, and shows it to the staff on a map', async () => {
  const { ada, asked } = await askedWhere();
  expect(asked.at(-1)?.markup).toMatchObject({
    keyboard: expect.arrayContaining([[{ text: phrases('en', 'share-location'), request_location: true }]]),
  });
  const next = await ada.answered(ada.write({ location: { latitude: 52.52, longitude: 13.405 } }));
  expect(textsOf(next)).toContain(phrases('en', 'name-ask'));
  await ada.says('Ada');
  for (const label of ['Rather not', 'I agree', /^Confirm/]) await ada.presses(label);
  const [order] = await database.sql`
    select o.order_code as code, o.delivery_address as address from public.orders as o join public.chats as c on c.customer_id = o.customer_id
    where c.external_id = ${String(ada.id)}`;
  expect(order?.address).toBe(`52.52, 13.405 ${MAP}`);
  const eve = someone(database, desk(), 'en', 'Eve');
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Eve Maps', role: 'manager' });
  await eve.opens(String(code));
  expect(textsOf(await eve.says(`/order ${order?.code}`))).toContain(MAP);
});

it.each(languages)('and the other answers on the keyboard are understood in %s, as is a typed one', async (language) => {
  const { ada, asked } = await askedWhere(language);
  expect(textsOf(asked)).toContain(phrases(language, 'address-ask'));
  expect(textsOf(await ada.presses(phrases(language, 'button-pickup')))).toContain(phrases(language, 'name-ask'));
  await ada.presses(phrases(language, 'button-back'));
  expect(textsOf(await ada.says('Example street 1'))).toContain(phrases(language, 'name-ask'));
});

it('a place that moves is the place where it was sent; what it does then is nothing', async () => {
  const { ada } = await askedWhere();
  const before = (await database.sql`select count(*)::int as n from public.inbox_messages`)[0]?.n;
  const chat = { id: ada.id, type: 'private' as const, first_name: 'Ada' };
  const from = { id: ada.id, is_bot: false, first_name: 'Ada' };
  ada.send({
    edited_message: { message_id: 5, date: 0, edit_date: 1, chat, from, location: { latitude: 1, longitude: 2, live_period: 60 } },
  });
  expect(textsOf(await ada.says('Example street 1'))).toContain(phrases('en', 'name-ask'));
  expect((await database.sql`select count(*)::int as n from public.inbox_messages`)[0]?.n).toBe(before + 1);
});
