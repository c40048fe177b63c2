import { beforeAll, expect, it } from 'vitest';
import { openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { offerCode, redeem } from '../../support/private-things.ts';
import { earlier, meet, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

async function somebody() {
  count += 1;
  const { chatId } = await turn(database.sql, shop, `chat-${count}`, []);
  return { chatId, id: (await meet(database.sql, shop, `chat-${count}`)).id as string };
}

it('lasts for a quarter of an hour, to the second', async () => {
  const [ada, other, late] = [await somebody(), await somebody(), await somebody()];
  const { code, minutes } = await offerCode(database.sql, shop, ada.id);
  expect(minutes).toBe(15);
  await earlier(database.sql, shop, 'link_codes', 'expires_at', '14 minutes 50 seconds');
  expect(await redeem(database.sql, shop, other.chatId, code)).toMatchObject({ outcome: 'linked' });
  const { code: second } = await offerCode(database.sql, shop, ada.id);
  await earlier(database.sql, shop, 'link_codes', 'expires_at', '15 minutes');
  expect(await redeem(database.sql, shop, late.chatId, second)).toMatchObject({ outcome: 'unknown' });
});

it('is one at a time: a new one ends the one before', async () => {
  const [ada, other] = [await somebody(), await somebody()];
  const { code: first } = await offerCode(database.sql, shop, ada.id);
  const { code: second } = await offerCode(database.sql, shop, ada.id);
  expect(await redeem(database.sql, shop, other.chatId, first)).toMatchObject({ outcome: 'unknown' });
  expect(await redeem(database.sql, shop, other.chatId, second)).toMatchObject({ outcome: 'linked' });
});

it('is refused after ten within the hour', async () => {
  const ada = await somebody();
  for (let n = 0; n < 10; n++) await offerCode(database.sql, shop, ada.id);
  await expectRefusal(offerCode(database.sql, shop, ada.id), 'TOO_SOON');
  await earlier(database.sql, shop, 'link_codes', 'created_at', '1 hour');
  expect((await offerCode(database.sql, shop, ada.id)).code).toBeTypeOf('string');
});

it('is given to the customer alone, in their own chat', async () => {
  const [ada, bob] = [await somebody(), await somebody()];
  await expectRefusal(offerCode(database.sql, shop, ada.id, bob.chatId), 'NOT_FOUND');
  await expectRefusal(offerCode(database.sql, await openDesk(database.sql), ada.id), 'NOT_FOUND');
  const asManager = { actor_id: shop.managerId, acting_customer_id: ada.id };
  await expectRefusal(call(database.sql, 'offer_link_code_safe', asManager), 'FORBIDDEN_ROLE');
});

it('ends when its customer is forgotten', async () => {
  const [ada, other] = [await somebody(), await somebody()];
  const { code } = await offerCode(database.sql, shop, ada.id);
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: ada.id });
  expect(await redeem(database.sql, shop, other.chatId, code)).toMatchObject({ outcome: 'unknown', customer: null });
});
