import { attachDocument } from '../documents/phone-book.ts';
import type { Sum } from '../domain/sums.ts';
import type { Who } from '../domain/who.ts';
import type { Outcome } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import { captureLead } from './phone-book.ts';

/** What a customer wants that is not in the catalogue: a link, photos, words, at least one of them. */
export type Wish = {
  /** The door it came through: the channel's name. */
  source: string;
  url: string | null;
  /** What the customer wrote of it, the thing itself or remarks. */
  words: string | null;
  budget: Sum | null;
  /** In which the budget is, when its currency was not named. */
  deskCurrency: string;
  /** Paths of stored files. */
  photos: string[];
};

export type CapturedWish = {
  leadId: string;
  /** By when somebody looks at it. */
  answerBy: string | null;
};

/**
 * Writes down a customer's wish as a lead with its photos. Twice with one key is one lead: what was done before a crash is
 * found done. A budget in a currency the desk does not work with is kept in words.
 */
export async function captureWish(port: RpcPort, who: Who & { customerId: string }, wish: Wish): Promise<Outcome<CapturedWish>> {
  const captured = await capture(port, who, wish);
  if (!captured.ok) return captured;
  const { lead, answer_by } = captured.data;
  for (const [index, path] of wish.photos.entries()) {
    const attached = await attachDocument(port, {
      ...{ actor_id: who.actorId, acting_customer_id: who.customerId, lead_id: lead.id, type: 'photo', storage_path: path },
      idempotency_key: `photo:${lead.id}:${index}`,
    });
    if (!attached.ok) return attached;
  }
  return { ok: true, data: { leadId: lead.id, answerBy: answer_by } };
}

async function capture(port: RpcPort, who: Who & { customerId: string }, { source, url, words, budget, deskCurrency }: Wish) {
  const once = (idempotencyKey: string, comment: string | null, sum: Sum | null) =>
    captureLead(port, {
      ...{ actor_id: who.actorId, acting_customer_id: who.customerId, source, customer: {}, idempotency_key: idempotencyKey },
      ...(url !== null && { item_url: url }),
      ...(comment !== null && { comment }),
      ...(sum !== null && { budget_amount: sum.amount, budget_currency: sum.currency ?? deskCurrency }),
    });
  const captured = await once(who.idempotencyKey, words, budget);
  if (captured.ok || budget === null || captured.refusal.params['field'] !== 'budget_currency') return captured;
  // A key of its own: what is refused here is refused again when a rerun comes by.
  return await once(`words:${who.idempotencyKey}`, [words, `${budget.amount} ${budget.currency}`].filter(Boolean).join('\n'), null);
}
