import type { Reply } from '../../conversation/reply.ts';
import { say } from '../../conversation/reply.ts';
import type { Refusal, RefusalCode } from '../../rpc/refusals.ts';
import { doing, text } from './say.ts';
import type { Args, Verb } from './verb.ts';
import { verbOf } from './verbs.ts';

const dashed = (code: string) => code.toLowerCase().replaceAll('_', '-');

/** The command that does what was missing, where one does, as a button about the same order. */
const REMEDIES: Partial<Record<RefusalCode, string>> = {
  NOT_PRICED: 'quote',
  NOT_PAID: 'pay',
  NO_CLIENT_PAYMENT: 'pay',
  REFUND_REQUIRED: 'refund',
  SHIPMENT_REQUIRED: 'ship',
  RECEIPT_REQUIRED: 'received',
};

/** Why the desk says no, and the button that does the missing step. */
export function refusedReply({ code }: Pick<Refusal, 'code'>, { order }: Args): Reply {
  const remedy = verbOf(REMEDIES[code] ?? '', null)?.name;
  return text(
    [say(`no-${dashed(code)}`)],
    order === undefined || remedy === undefined ? null : doing(remedy, [order], 'primary'),
    order === undefined ? null : doing('order', [order]),
  );
}

export const notForThisRole = ({ least }: Verb): Reply => text([say('staff-not-your-role', { role: least })]);
