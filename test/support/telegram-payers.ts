import type { Language } from '../../src/phrases/phrases.ts';
import type { Paid, Shown } from './bot-api/types.ts';
import { phrases } from './chatting.ts';
import type { TestDatabase } from './database.ts';
import type { Shop } from './shop.ts';
import { someone, type TelegramDesk } from './telegram.ts';
import { until } from './waiting.ts';

/** Somebody in Telegram with an order of 100.00 EUR to pay. */
export async function aPayingGuest(database: TestDatabase, desk: TelegramDesk, shop: Shop, language: Language = 'en') {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const ada = someone(database, desk, language);
  const [listing] = await database.sql`select code from public.listings where id = ${shop.listingId}`;
  await ada.opens(listing?.code);
  await ada.presses('1');
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(say('button-rather-not'));
  await ada.presses(say('button-agree'));
  await ada.presses(/^(Confirm|Подтвердить|Onayla|Siparişi onayla)/);
  const [order] = await database.sql`select o.id, o.order_code from public.orders as o
    join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${String(ada.id)}`;
  return { ...ada, say, language, orderId: order?.id as string, code: order?.order_code as string };
}

type Guest = Awaited<ReturnType<typeof aPayingGuest>>;

/** The invoice that a guest gets who chooses this way to pay. */
export async function invoiceOf({ say, presses, language }: Guest, method: 'telegram_card' | 'telegram_stars'): Promise<Shown> {
  const names = {
    telegram_card: { en: 'Card in Telegram', ru: 'Картой в Telegram', tr: "Telegram'da kart" },
    telegram_stars: { en: 'Telegram Stars', ru: 'Звёзды Telegram', tr: 'Telegram Yıldızları' },
  };
  await presses(say('button-move-pay'));
  const invoice = (await presses(names[method][language])).find((one) => one.invoice !== undefined);
  if (invoice === undefined) throw new Error('no invoice came');
  return invoice;
}

/** Resolves once the charge of a payment is written down. */
export async function untilRecorded(database: TestDatabase, { charge }: Pick<Paid, 'charge'>): Promise<void> {
  await until(async () => (await database.sql`select from public.chat_charges where charge_id = ${charge}`).length > 0);
}

export const moneyOf = async (database: TestDatabase, orderId: string) =>
  Array.from(
    await database.sql`select amount::float8 as amount, method, status::text, role::text, external_reference
      from public.payments where order_id = ${orderId} order by created_at`,
    (row) => ({ ...row }),
  );
