import { cutAt } from '../cut.ts';
import { languageTag, storable } from '../storable.ts';
import { updateSchema } from './types.ts';

/** Who pays, and what for, as Telegram says it. */
type Paying = {
  payer: string;
  payerName: string | null;
  language: string | null;
  payload: string;
  currency: string;
  charged: number;
};

/** The question whether somebody may pay, which has to be answered within seconds. */
export type Checkout = Paying & { id: string };
/** Money that is paid. */
export type Charge = Paying & { chargeId: string; providerChargeId: string | null };

/** Whether an update asks for a checkout. */
export function checkoutOf(update: unknown): Checkout | null {
  const { success, data } = updateSchema.safeParse(update);
  if (!success || data.pre_checkout_query === undefined) return null;
  const { id, from, ...payment } = data.pre_checkout_query;
  return { id, ...payingOf(from, payment) };
}

/** The charge that an update tells of, in whatever chat. */
export function chargeOf(update: unknown): Charge | null {
  const { success, data } = updateSchema.safeParse(update);
  const { successful_payment: paid, from, chat } = (success && data.message) || {};
  if (paid === undefined) return null;
  const { telegram_payment_charge_id: chargeId, provider_payment_charge_id: providerChargeId = '' } = paid;
  const payer = from ?? { id: chat?.id ?? 0, first_name: '', last_name: undefined, language_code: undefined };
  return { ...payingOf(payer, paid), chargeId, providerChargeId: providerChargeId === '' ? null : providerChargeId };
}

/** The charge that an update says was given back, by whomever. */
export function givenBackOf(update: unknown): string | null {
  const { success, data } = updateSchema.safeParse(update);
  return success ? (data.message?.refunded_payment?.telegram_payment_charge_id ?? null) : null;
}

type Person = { id: number; first_name: string; last_name?: string | undefined; language_code?: string | undefined };
type Sum = { currency: string; total_amount: number; invoice_payload: string };

function payingOf(from: Person, { currency, total_amount: charged, invoice_payload: payload }: Sum): Paying {
  const name = storable([from.first_name, from.last_name].filter(Boolean).join(' ')).trim();
  return {
    payer: String(from.id),
    payerName: name === '' ? null : name.slice(0, cutAt(name, 200)),
    language: languageTag(from.language_code),
    payload: storable(payload),
    ...{ currency, charged },
  };
}
