import { beforeAll, expect, it } from 'vitest';
import { doorOf, type Person, person, phrases, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { earlier, meet, sweep } from '../support/queues.ts';
import { call, openShop, type Shop } from '../support/shop.ts';
import { until } from '../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.desk_settings set quiet_from = null, quiet_until = null where desk_id = ${shop.deskId}`;
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  code = listing?.code;
});

const said = (messages: ReturnType<Person['all']>) => messages.flatMap(({ paragraphs }) => paragraphs);

/** A customer who has begun an order, with or without their consent to reminders. */
async function begun(consents: boolean, language: 'en' | 'ru' | 'tr' = 'en') {
  // Two workers, each of which sweeps; the test sweeps too, so that it knows when it was done.
  const desk = await workers.start({ sweepEveryMs: 50 });
  await workers.start({ sweepEveryMs: 50, channels: desk.channels });
  const ada = person(database, desk, shop.slug, language);
  await ada.opens();
  const customer = await meet(database.sql, shop, ada.chat, { language }, doorOf(shop.slug));
  if (consents) {
    await call(database.sql, 'record_consent_safe', {
      ...{ actor_id: shop.systemId, acting_customer_id: customer.id, customer_id: customer.id },
      ...{ kind: 'marketing', granted: true, version: '1', source: 'web' },
    });
  }
  await ada.opens(code);
  await ada.presses(/^2$/);
  ada.hears();
  const abandon = async () => {
    await earlier(database.sql, shop, 'conversations', 'timeout_at', '4 hours');
    await sweep(database.sql);
    // Another worker may be at it: what it sweeps is passed over here.
    await until(async () => (await database.sql`select from public.conversations where timeout_at < now()`).length === 0);
    await quiet(database, ada.chat);
    return said(ada.hears());
  };
  return { ada, customerId: customer.id as string, abandon };
}

it.each(['en', 'ru', 'tr'] as const)(
  'reminds once, in %s, of an order left half-finished, and keeps what was filled in',
  async (language) => {
    const { ada, abandon } = await begun(true, language);
    const [reminder] = await abandon();
    expect(reminder).toBe(phrases(language, 'reminder', { title: 'Road bike' }));
    expect(await abandon()).toEqual([]);
    const question = await ada.presses(phrases(language, 'button-continue'));
    expect(said(question).join(' ')).toContain(phrases(language, 'address-ask'));
  },
);

it('reminds nobody who did not agree to it', async () => {
  const { abandon } = await begun(false);
  expect(await abandon()).toEqual([]);
});

it('reminds no more after "do not remind me", however often that is pressed', async () => {
  const { ada, customerId, abandon } = await begun(true);
  await abandon();
  const label = phrases('en', 'button-no-reminders');
  expect(said(await ada.presses(label))).toContain(phrases('en', 'reminders-declined'));
  await ada.presses(label);
  const consents =
    await database.sql`select granted from public.consents where customer_id = ${customerId} and kind = 'marketing' order by id`;
  expect(consents.map(({ granted }) => granted)).toEqual([true, false]);
  await ada.opens(code);
  await ada.presses(/^1$/);
  ada.hears();
  expect(await abandon()).toEqual([]);
});

it('empties the cart at a press', async () => {
  const { ada, abandon } = await begun(true);
  await abandon();
  expect(said(await ada.presses(phrases('en', 'button-empty-the-cart')))).toContain(phrases('en', 'cancelled', { title: 'Road bike' }));
});
