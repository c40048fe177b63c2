import type { ApiMethods, Chat, LabeledPrice, Update, User } from 'grammy/types';
import type { Invoice, Paid, Performed, Shown } from './types.ts';

type SendInvoice = Parameters<ApiMethods['sendInvoice']>[0];
type Deps = { show: (chat: number, invoice: Invoice) => Shown; push: (update: Omit<Update, 'update_id'>) => number; token: string };
type Charged = { payer: User; invoice: Invoice; refunded: boolean };
type Answer = { ok: boolean; error: string | null; afterMs: number };

/** Telegram waits so long for the bot's word. */
const PATIENCE_MS = 10_000;
const bytesOf = (text: string) => Buffer.byteLength(text);

/** Invoices, who pays them, and what is given back: by the rules of the real server. */
export function startTill({ show, push, token }: Deps) {
  const waiting = new Map<string, (answer: Omit<Answer, 'afterMs'>) => void>();
  const charges = new Map<string, Charged>();
  let count = 0;

  function refusal({ title, description, payload, provider_token: provider, currency, prices }: SendInvoice): string | undefined {
    const total = totalOf(prices);
    if (title === '' || title.length > 32) return 'INVOICE_TITLE_INVALID';
    if (description === '' || description.length > 255) return 'INVOICE_DESCRIPTION_INVALID';
    if (payload === '' || bytesOf(payload) > 128) return 'INVOICE_PAYLOAD_INVALID';
    if (!Array.isArray(prices) || prices.some(({ label, amount }) => label === '' || !Number.isInteger(amount))) return 'PRICES_INVALID';
    if (currency === 'XTR') return provider !== '' || prices.length !== 1 || total < 1 ? 'STARS_INVOICE_INVALID' : undefined;
    if (!/^\d+:(?:TEST|LIVE):\w+$/.test(provider ?? '')) return 'PAYMENT_PROVIDER_INVALID';
    if (!['EUR', 'USD', 'RUB', 'TRY', 'JPY'].includes(currency)) return 'CURRENCY_INVALID';
    // About a dollar to ten thousand.
    return total < 100 || total > 1_000_000 ? 'CURRENCY_TOTAL_AMOUNT_INVALID' : undefined;
  }

  function send(params: Record<string, unknown>): Performed {
    const given = params as unknown as SendInvoice;
    const refused = refusal(given);
    if (refused !== undefined) return { refused: `Bad Request: ${refused}` };
    const { title, description, payload, currency, prices, start_parameter } = given;
    const invoice = { title, description, payload, currency, total: totalOf(prices), isForwardable: (start_parameter ?? '') === '' };
    const { id, chat } = show(Number(given.chat_id), invoice);
    return { result: { message_id: id, date: 0, chat: { id: chat, type: 'private' } } };
  }

  function answer({ pre_checkout_query_id: id, ok, error_message: error }: Record<string, unknown>): Performed {
    const heard = waiting.get(String(id));
    if (heard === undefined) return { refused: 'Bad Request: query is too old and response timeout expired or query ID is invalid' };
    if (ok !== true && (typeof error !== 'string' || error === '')) return { refused: 'Bad Request: error_message must be non-empty' };
    waiting.delete(String(id));
    heard({ ok: ok === true, error: ok === true ? null : String(error) });
    return { result: true };
  }

  function giveBack({ user_id: payer, telegram_payment_charge_id: id }: Record<string, unknown>): Performed {
    const charge = charges.get(String(id));
    if (charge === undefined || charge.invoice.currency !== 'XTR' || charge.payer.id !== payer)
      return { refused: 'Bad Request: CHARGE_NOT_FOUND' };
    if (charge.refunded) return { refused: 'Bad Request: CHARGE_ALREADY_REFUNDED' };
    takeBack(String(id));
    return { result: true };
  }

  /** Stars go back, whoever has said so, and the bot reads of it in the chat. */
  function takeBack(id: string): number {
    const charge = charges.get(id);
    if (charge === undefined) throw new Error('nobody was charged that');
    charge.refunded = true;
    const { payer: from, invoice } = charge;
    count += 1;
    const sum = { currency: 'XTR' as const, total_amount: invoice.total, invoice_payload: invoice.payload };
    const chat: Chat.PrivateChat = { id: from.id, type: 'private', first_name: from.first_name };
    return push({
      message: { message_id: 5_000_000 + count, date: 0, chat, from, refunded_payment: { ...sum, telegram_payment_charge_id: id } },
    });
  }

  /** Money is taken, and the bot told of it. */
  function charge(invoice: Invoice, from: User): { charge: string; update: number } {
    const { payload, currency, total } = invoice;
    count += 1;
    const id = `${currency === 'XTR' ? 'stars' : 'card'}-${token.slice(0, 10)}-${count}`;
    charges.set(id, { payer: from, invoice, refunded: false });
    const sum = { currency, total_amount: total, invoice_payload: payload };
    const provider_payment_charge_id = currency === 'XTR' ? '' : `provider-${count}`;
    const chat: Chat.PrivateChat = { id: from.id, type: 'private', first_name: from.first_name };
    const successful_payment = { ...sum, telegram_payment_charge_id: id, provider_payment_charge_id };
    const message = { message_id: 5_000_000 + count, date: 0, chat, from, successful_payment };
    return { charge: id, update: push({ message }) };
  }

  /** Somebody presses Pay: the bot is asked, and paid when it says yes. */
  async function pay({ invoice, chat: shownTo }: Shown, from: User, change: Partial<Invoice> = {}): Promise<Paid> {
    if (!invoice) throw new Error('there is no Pay button under this');
    if (shownTo !== from.id && !invoice.isForwardable) throw new Error('a forwarded copy leads to the bot instead');
    const asked = { ...invoice, ...change };
    count += 1;
    const id = `checkout-${count}`;
    const sum = { currency: asked.currency, total_amount: asked.total, invoice_payload: asked.payload };
    const begun = performance.now();
    const heard = new Promise<Omit<Answer, 'afterMs'>>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the bot did not answer the checkout in time')), PATIENCE_MS);
      waiting.set(id, (given) => {
        clearTimeout(timer);
        resolve(given);
      });
    });
    push({ pre_checkout_query: { id, from, ...sum } });
    const said = { ...(await heard), afterMs: performance.now() - begun };
    if (!said.ok) return { ...said, charge: null, update: null };
    return { ...said, ...charge(asked, from) };
  }

  return { charges, send, answer, giveBack, takeBack, charge, pay };
}

const totalOf = (prices: readonly LabeledPrice[]) => prices.reduce((sum, { amount }) => sum + amount, 0);
