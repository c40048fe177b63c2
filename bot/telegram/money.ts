import { type Charge, type Checkout, chargeOf, checkoutOf, givenBackOf } from '../../src/channels/telegram/payments.ts';
import { approveCheckout, recordCharge, recordChargeGivenBack } from '../../src/payments/phone-book.ts';
import { chooseLanguage, type Phrases } from '../../src/phrases/phrases.ts';
import type { Outcome } from '../../src/rpc/call.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Log } from '../log.ts';
import type { TelegramApi } from './api.ts';
import { pause } from './pause.ts';

type Question = { since: number; answering: Promise<boolean> | null };
type MoneyDeps = { port: RpcPort; log: Log; phrases: Phrases };

/** So long Telegram waits for the answer. */
const PATIENCE_MS = 10_000;
/** Whoever knows nothing by then says no. */
const DEADLINE_MS = 5_000;
/** So many questions are remembered: one that is asked again has its answer, or gets it. */
const MOST_REMEMBERED = 1_000;
/** So often money is tried to be recorded before it keeps what came after it waiting no longer: for some minutes. */
const MOST_REFUSALS = 40;

/** Whether an update is the question if somebody may pay: it waits behind nothing. */
export const isCheckout = (update: unknown): boolean => checkoutOf(update) !== null;

/**
 * The door for money of one bot. Takes updates that are about money and says whether this was one: a question is answered
 * at once, whatever is away, and money that came is recorded before its update is confirmed.
 */
export function moneyDoor({ port, log, phrases }: MoneyDeps, api: TelegramApi, account: string): (update: unknown) => Promise<boolean> {
  const questions = new Map<string, Question>();
  const refusals = new Map<string, number>();
  const where = { provider: 'telegram', account };

  return async (update) => {
    const checkout = checkoutOf(update);
    const charge = chargeOf(update);
    const givenBack = givenBackOf(update);
    if (checkout !== null) await answerOnce(checkout);
    if (charge !== null) await record(charge);
    if (givenBack !== null) await recordGivenBack(givenBack);
    return checkout !== null || charge !== null || givenBack !== null;
  };

  async function answerOnce(checkout: Checkout): Promise<void> {
    const question = questions.get(checkout.id) ?? { since: performance.now(), answering: null };
    if (questions.size >= MOST_REMEMBERED) questions.clear();
    questions.set(checkout.id, question);
    question.answering ??= answerTo(checkout);
    if (await question.answering) return;
    question.answering = null;
    // The question comes again with its update, as long as anybody waits for the answer.
    if (performance.now() - question.since < PATIENCE_MS) throw new Error('a payment in Telegram was not answered');
  }

  async function answerTo(checkout: Checkout): Promise<boolean> {
    const reason = await reasonAgainst(checkout);
    const language = chooseLanguage([checkout.language ?? '']);
    const words = reason === null ? { ok: true } : { ok: false, error_message: phrases(language, `checkout-${reason}`) };
    return await answer({ pre_checkout_query_id: checkout.id, ...words });
  }

  async function reasonAgainst({ payload, payer, charged, currency }: Checkout): Promise<string | null> {
    const waiting = new AbortController();
    const asked = approveCheckout(port, { ...where, payload, payer, charged, charged_in: currency });
    try {
      const approved = await Promise.race([asked, pause(DEADLINE_MS, waiting.signal)]);
      if (approved?.ok) return approved.data.reason;
      log.warn({ code: approved?.refusal.code ?? 'NO_ANSWER' }, 'a payment in Telegram was not let through');
    } catch (error) {
      log.error({ err: error }, 'a payment in Telegram was not let through: the database is away');
    } finally {
      waiting.abort();
    }
    return 'later';
  }

  /** An answer that got lost is given once more. Says whether Telegram has heard it, be it too late. */
  async function answer(params: Record<string, unknown>): Promise<boolean> {
    const once = async () => {
      const heard = await api.call('answerPreCheckoutQuery', params);
      if (!heard.ok && heard.code !== 400) throw new Error(`${heard.code}: ${heard.description}`);
      return heard;
    };
    try {
      const heard = await once().catch(once);
      if (!heard.ok) log.warn({ code: heard.code }, `a payment in Telegram was not answered: ${heard.description}`);
      return true;
    } catch (error) {
      log.warn({ err: error }, 'a payment in Telegram was not answered');
      return false;
    }
  }

  async function record({ chargeId, providerChargeId, payload, payer, payerName, language, charged, currency }: Charge): Promise<void> {
    const recorded = await recordCharge(port, {
      ...{ ...where, charge_id: chargeId, payload, payer, charged, charged_in: currency },
      ...(providerChargeId !== null && { provider_charge_id: providerChargeId }),
      ...(payerName !== null && { payer_name: payerName }),
      ...(language !== null && { payer_language: language }),
    });
    insist(recorded, { charge: chargeId, charged, currency, payload });
  }

  async function recordGivenBack(charge: string): Promise<void> {
    const recorded = await recordChargeGivenBack(port, { ...where, charge_id: charge });
    insist(recorded, { charge, what: 'it was given back' });
    if (recorded.ok && !recorded.data.known) log.warn({ charge }, 'Telegram has given back money that the desk does not know of');
  }

  /** What is refused is asked for again with its update, for some minutes. */
  function insist(recorded: Outcome<unknown>, money: Record<string, unknown> & { charge: string }): void {
    if (recorded.ok) {
      refusals.delete(money.charge);
      return;
    }
    const { code } = recorded.refusal;
    const times = (refusals.get(money.charge) ?? 0) + 1;
    refusals.set(money.charge, times);
    // A database that is older than this bot, or is being renewed, knows better in a moment.
    if (times < MOST_REFUSALS) throw new Error(`${code}: a charge could not be recorded`);
    log.fatal({ code, ...money }, 'money from Telegram cannot be recorded: write it down by hand');
  }
}
