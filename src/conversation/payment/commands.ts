import type { Invoice, PaymentReport, PaymentWays } from '../../payments/schema.ts';
import type { CustomerOrder } from '../results.ts';

/** What is wanted of an order: to pay it, to say that it is paid, or to do so with the file that has come. */
export type Purpose = 'pay' | 'proof' | 'file';

/** What this story asks of the desk, and what that comes to. */
export type PaymentCommand =
  /** The orders there is something to pay for. */
  | { do: 'find-unpaid'; purpose: Purpose; file: string | null; code?: string }
  | { do: 'payment-ways'; code: string; purpose: Purpose; method: string | null }
  /** An invoice for this chat. */
  | { do: 'offer-invoice'; code: string; method: string }
  | { do: 'report-payment'; orderId: string; method: string; amount: string | null; file: string | null };

export type PaymentResult =
  | { did: 'find-unpaid'; purpose: Purpose; file: string | null; code?: string; orders: CustomerOrder[] }
  /** Null when there is no such order of this person's. */
  | { did: 'payment-ways'; purpose: Purpose; method: string | null; ways: PaymentWays | null }
  | { did: 'offer-invoice'; invoice: Invoice }
  | { did: 'report-payment'; report: PaymentReport };
