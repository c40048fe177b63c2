import { beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../src/phrases/phrases.ts';
import { phrases, quiet } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { textsOf, useTelegram } from '../../support/telegram.ts';
import { aPayingGuest, invoiceOf, moneyOf, untilRecorded } from '../../support/telegram-payers.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.payment_methods set offered = false where desk_id = ${shop.deskId}`;
});

const desk = useTelegram(database, () => shop.slug, { paymentToken: '284685063:TEST:abcdef', starsPerUnit: 50 });
type Guest = Awaited<ReturnType<typeof aPayingGuest>>;
const guest = (language: Language = 'en'): Promise<Guest> => aPayingGuest(database, desk(), shop, language);

describe.each(languages)('in %s', (language) => {
  it('by card, with an invoice over what is due', async () => {
    const ada = await guest(language);
    const invoice = await invoiceOf(ada, 'telegram_card');
    expect(invoice.invoice).toMatchObject({
      title: phrases(language, 'invoice-title', { code: ada.code }),
      currency: 'EUR',
      total: 10_000,
    });
    expect(invoice.invoice?.payload).not.toContain(ada.code);
    const paid = await desk().api.pay(invoice, ada.from);
    expect(paid).toMatchObject({ ok: true });
    await untilRecorded(database, paid);
    expect(await moneyOf(database, ada.orderId)).toEqual([
      { amount: 100, method: 'telegram_card', status: 'completed', role: 'client_payment', external_reference: `telegram:${paid.charge}` },
    ]);
    await quiet(database, String(ada.id));
    expect(textsOf(ada.hears())).toContain(ada.code);
    const [order] = await database.sql`select status from public.orders where id = ${ada.orderId}`;
    expect(order?.status).toBe('paid');
  });
});
