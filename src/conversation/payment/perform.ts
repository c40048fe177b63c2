import { myOrders } from '../../customers/phone-book.ts';
import { offerInvoice, paymentWays, reportPayment } from '../../payments/phone-book.ts';
import { after, customerOf, done, keyOf, nobody, type Performers } from '../perform.ts';
import type { PaymentCommand } from './commands.ts';

export const paymentPerformers: Performers<PaymentCommand> = {
  'find-unpaid': async ({ purpose, file, code }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'find-unpaid', purpose, file, orders: [] });
    return after(await myOrders(turn.port, who), (orders) => ({
      did: 'find-unpaid',
      ...{ purpose, file, ...(code !== undefined && { code }) },
      orders: orders.filter(({ moves, order_code }) => moves.includes('pay') && (code === undefined || order_code === code)),
    }));
  },
  'payment-ways': async ({ code, purpose, method }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'payment-ways', purpose, method, ways: null });
    const found = await paymentWays(turn.port, { ...who, order_code: code, chat_id: turn.claim.chat.id });
    // Somebody else's order and one that never was are the same to whoever asks.
    if (!found.ok && found.refusal.code === 'NOT_FOUND') return done({ did: 'payment-ways', purpose, method, ways: null });
    return after(found, (ways) => ({ did: 'payment-ways', purpose, method, ways }));
  },
  'offer-invoice': async ({ code, method }, turn) => {
    const who = customerOf(turn);
    if (who === null) return { ok: false, refusal: nobody };
    const given = { ...who, chat_id: turn.claim.chat.id, order_code: code, method, idempotency_key: keyOf(turn) };
    return after(await offerInvoice(turn.port, given), (invoice) => ({ did: 'offer-invoice', invoice }));
  },
  'report-payment': async ({ orderId, method, amount, file }, turn) => {
    const who = customerOf(turn);
    if (who === null) return { ok: false, refusal: nobody };
    const reported = await reportPayment(turn.port, {
      ...who,
      ...{ order_id: orderId, method, idempotency_key: keyOf(turn) },
      ...(amount !== null && { amount }),
      ...(file !== null && { documents: file.split('\n') }),
    });
    return after(reported, (report) => ({ did: 'report-payment', report }));
  },
};
