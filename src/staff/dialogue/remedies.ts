import type { Choice } from '../../conversation/reply.ts';
import type { RefusalCode } from '../../rpc/refusals.ts';
import { doing } from './say.ts';

/** The command that does what was missing, where one does, as a button about the same order. */
const REMEDIES: Partial<Record<RefusalCode, string>> = {
  NOT_PRICED: 'quote',
  NOT_PAID: 'pay',
  PAID_ONLY_BY_PAYMENT: 'pay',
  NO_CLIENT_PAYMENT: 'pay',
  REFUND_REQUIRED: 'refund',
  SHIPMENT_REQUIRED: 'ship',
  RECEIPT_REQUIRED: 'received',
};

/** Does the step that was missing; null when it takes more than a command. */
export function remedy(code: RefusalCode, order: string): Choice | null {
  const command = REMEDIES[code];
  return command === undefined ? null : doing(command, [order], 'primary');
}

/** Steps that are refused for where things stand are explained. */
export const explains = (code: RefusalCode, order: string): Choice | null => (code === 'INVALID_TRANSITION' ? doing('why', [order]) : null);
