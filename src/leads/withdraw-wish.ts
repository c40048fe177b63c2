import type { Who } from '../domain/who.ts';
import type { Outcome } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import { advanceLead } from './phone-book.ts';

/** Takes back a customer's own wish. Withdrawn already is withdrawn: a second time changes nothing. */
export async function withdrawWish(
  port: RpcPort,
  { actorId, customerId }: Omit<Who, 'idempotencyKey'> & { customerId: string },
  leadId: string,
): Promise<Outcome<null>> {
  const withdrawn = await advanceLead(port, {
    ...{ actor_id: actorId, acting_customer_id: customerId, lead_id: leadId },
    ...{ new_status: 'rejected', reason: 'customer_withdrew' },
  });
  if (withdrawn.ok) return { ok: true, data: null };
  const { code, params } = withdrawn.refusal;
  return code === 'INVALID_TRANSITION' && params['from'] === 'rejected' ? { ok: true, data: null } : withdrawn;
}
