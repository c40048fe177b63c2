import { beforeAll, expect, it } from 'vitest';
import { httpRpc } from '../../src/rpc/http.ts';
import { testKeys, useApi } from '../support/api.ts';
import { person, phrases, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const api = useApi(() => database.url);
const workers = useWorkers(database);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

it('takes a quick order where nothing can be heard and everything is asked for, as on a hosted desk', async () => {
  const port = httpRpc({ url: api.url, secretKey: testKeys.secretKey });
  const staff = await workers.start({ port, wake: undefined });
  const ada = person(database, staff, shop.slug);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  await ada.presses(/^2$/);
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(/^Rather not/);
  await ada.presses(/^I agree/);
  const placed = await ada.presses(/^Confirm/);
  const [order] = await database.sql`
    select o.order_code from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${ada.chat}`;
  expect(placed.flatMap(({ paragraphs }) => paragraphs)).toContain(phrases('en', 'order-placed', { code: order?.order_code }));
  expect(placed.at(-1)?.card?.timeline.length).toBeGreaterThan(3);
});
