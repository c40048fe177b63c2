import type { Reply } from '../../conversation/reply.ts';
import { say } from '../../conversation/reply.ts';
import type { Refusal } from '../../rpc/refusals.ts';
import { isUuid } from './arguments.ts';
import { explains, remedy } from './remedies.ts';
import { doing, text } from './say.ts';
import type { Args, Verb } from './verb.ts';

const dashed = (code: string) => code.toLowerCase().replaceAll('_', '-');

/** Why the desk says no, and the button that does the missing step. */
export function refusedReply({ code }: Pick<Refusal, 'code'>, { order: named }: Args): Reply {
  // Some commands take a lead by the same argument; and what is not there cannot be shown.
  const order = code === 'NOT_FOUND' || named === undefined || isUuid(named) ? undefined : named;
  return text(
    [say(`no-${dashed(code)}`)],
    order === undefined ? null : remedy(code, order),
    order === undefined ? null : explains(code, order),
    order === undefined ? null : doing('order', [order]),
  );
}

export const notForThisRole = ({ least }: Verb): Reply => text([say('staff-not-your-role', { role: least })]);
