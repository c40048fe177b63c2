import type { Story } from '../story.ts';
import type { PaymentResult } from './commands.ts';
import type { PaymentPlace } from './memory.ts';

/** How to pay, and "I have paid". */
export const payment: Story<PaymentPlace, PaymentResult> = {
  asks: {},
  hints: {},
  readers: {},
  press: () => undefined,
  wishes: {},
  survives: [],
  meanings: {},
};
