import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { type Order, openAsKnown, stock } from '../support/known-customer.ts';
import { meet } from '../support/queues.ts';
import { call, pay, quickOrder, type Shop, ship } from '../support/shop.ts';
import { until } from '../support/waiting.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();
let shop: Shop;

beforeAll(async () => {
  const { sql } = chat.database;
  shop = await stock(chat);
  await sql`update public.shipping_providers set tracking_url = 'https://carrier.example/track?n={number}' where desk_id = ${shop.deskId}`;
});

const asked = { en: 'Where is my parcel?', ru: 'Где моя посылка?', tr: 'Kargom nerede?' };
const christmas = { en: 'Dec 24, 2026', ru: '24 дек. 2026 г.', tr: '24 Ara 2026' };

/** A paid order with a parcel on its way. */
async function sent(order: Order, tracking_number: string) {
  const { sql } = chat.database;
  await pay(sql, shop, order.id);
  const parcel = await ship(sql, shop, order.id, { tracking_number, estimated_delivery_date: '2026-12-24' });
  const goes = (new_status: string) => call(sql, 'advance_shipment_safe', { actor_id: shop.managerId, shipment_id: parcel.id, new_status });
  await goes('warehouse_received');
  await goes('in_transit');
  return goes;
}

/** Somebody else with a parcel of their own. */
async function somebodyElse(): Promise<{ code: string; number: string }> {
  const { sql } = chat.database;
  const { id } = await meet(sql, shop, 'somebody-else');
  const { order } = await quickOrder(sql, shop, { acting_customer_id: id, customer: undefined, delivery_address: 'Elsewhere 9' });
  await sent(order, 'RB777777777CN');
  return { code: order.order_code, number: 'RB777777777CN' };
}
let theirs: { code: string; number: string } | undefined;

describe.each(languages)('%s', (language) => {
  it('shows where the parcel is by words, code and number, as it moves, and nobody else’s', async () => {
    theirs ??= await somebodyElse();
    const ada = await openAsKnown(chat, shop, web.browser, language, language === 'en' ? 1280 : 320);
    const order = await ada.orders();
    const { order_code: code } = order;
    const number = `RB12345678${languages.indexOf(language)}CN`;
    const link = `a[href="https://carrier.example/track?n=${number}"][target="_blank"][rel~="noopener"]`;
    const goes = await sent(order, number);
    await ada.catchesUp();

    expect(await ada.counts(() => ada.tell(asked[language]))).toBe(1);
    const card = ada.log.locator('.card', { hasText: ada.say('parcel-title', { code }) }).last();
    await card.locator(link).waitFor();
    const rows = await card.locator('dt, dd').allInnerTexts();
    const plain = rows.map((row) => row.replaceAll(/[\u00a0\u202f]/g, ' '));
    for (const status of ['pending', 'warehouse-received', 'in-transit']) expect(plain).toContain(ada.say(`shipment-status-${status}`));
    expect(plain).toEqual(expect.arrayContaining([number, christmas[language]]));

    expect(
      await ada.counts(() =>
        ada.tell(
          number
            .toLowerCase()
            .replace(/(.{4})/g, '$1 ')
            .trim(),
        ),
      ),
    ).toBe(1);
    await until(async () => (await ada.log.locator('.card', { hasText: ada.say('parcel-title', { code }) }).count()) === 2);
    expect(await ada.counts(() => ada.tell(code))).toBe(1);
    const living = ada.log.locator('.card', { hasText: ada.say('order-card-title', { code }) }).last();
    await living.locator(link).waitFor();

    const answer = async (text: string) => {
      await ada.tell(text);
      return (await ada.last()).replaceAll(text, '…');
    };
    expect(await answer(theirs.code)).toBe(await answer('7777777'));
    expect(await answer(theirs.number)).toBe(await answer('RB999999999CN'));
    expect(await ada.heard()).not.toContain('Elsewhere 9');

    await goes('exception');
    await ada.hears(ada.say('notice-shipment-exception', { code }));
    await living.getByText(ada.say('shipment-status-exception')).first().waitFor();
    await goes('in_transit');
    await living.getByText(ada.say('shipment-status-in-transit')).first().waitFor();
    expect(await overflowOf(ada.page)).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });
});
