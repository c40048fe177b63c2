import { beforeAll, expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { phrases } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, textsOf, useTelegram } from '../../support/telegram.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const desk = useTelegram(database, () => shop.slug);

it.each(languages)('from a link to a listing to the order’s card in %s, by messages and buttons', async (language) => {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const ada = someone(database, desk(), language);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  await ada.presses('2');
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(say('button-rather-not'));
  await ada.presses(say('button-agree'));
  const placed = await ada.presses(/^(Confirm|Подтвердить|Onayla|Siparişi onayla)/);
  const [order] = await database.sql`
    select o.order_code as code from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${String(ada.id)}`;
  expect(textsOf(placed)).toContain(say('order-placed', { code: order?.code }));
  expect(textsOf(placed)).toMatch(/[✓●○]/);
  expect(desk().api.answered.size).toBe(3);
});

it('takes a number that Telegram vouches for, shared with its own button', async () => {
  const ada = someone(database, desk());
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  await ada.presses('2');
  await ada.says('Example street 1');
  const asked = await ada.says('Ada');
  expect(asked.at(-1)?.markup).toMatchObject({ keyboard: expect.arrayContaining([[expect.objectContaining({ request_contact: true })]]) });
  await ada.answered(ada.write({ contact: { phone_number: '4915112345678', first_name: 'Ada', user_id: ada.id } }));
  await ada.presses(phrases('en', 'button-agree'));
  await ada.presses(/^Confirm/);
  const [customer] = await database.sql`
    select u.phone, u.phone_verified_at from public.customers as u join public.chats as c on c.customer_id = u.id where c.external_id = ${String(ada.id)}`;
  expect(customer).toMatchObject({ phone: '+4915112345678', phone_verified_at: expect.any(Date) });
});
