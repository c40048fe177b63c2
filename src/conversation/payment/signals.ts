import type { Invoice, PaymentReport, PaymentWays } from '../../payments/schema.ts';
import type { CustomerOrder } from '../results.ts';
import type { Purpose } from './commands.ts';

/** What an event can mean in this story. */
export type PaymentSignal =
  /** "How do I pay?", "I have paid": which order is meant is to be found. */
  | { type: 'pay-wish'; purpose: 'pay' | 'proof' }
  /** A way was chosen, to pay or to have paid by. */
  | { type: 'pay-by'; code: string; method: string | null; purpose: 'pay' | 'proof' }
  | { type: 'paid-amount'; amount: string }
  | { type: 'proof'; file: string | null }
  /** A file that nobody asked for; with the order whose card it answers. */
  | { type: 'file-came'; file: string; code?: string }
  | { type: 'proof-of'; code: string }
  | { type: 'no-proof' }
  | { type: 'unpaid'; purpose: Purpose; file: string | null; code?: string; orders: CustomerOrder[] }
  | { type: 'ways'; purpose: Purpose; method: string | null; ways: PaymentWays | null }
  | { type: 'invoiced'; invoice: Invoice }
  | { type: 'reported'; report: PaymentReport };
