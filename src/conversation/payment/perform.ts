import type { Performers } from '../perform.ts';
import type { PaymentCommand } from './commands.ts';

export const paymentPerformers: Performers<PaymentCommand> = {};
