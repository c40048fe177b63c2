import { captureWish } from '../../leads/capture-wish.ts';
import { myLeads } from '../../leads/phone-book.ts';
import { withdrawWish } from '../../leads/withdraw-wish.ts';
import { after, customerOf, done, keyOf, nobody, type Performers, sourceOf } from '../perform.ts';
import type { LeadCommand } from './commands.ts';

export const leadPerformers: Performers<LeadCommand> = {
  'send-wish': async ({ wish, url, words, budget, photos, campaign }, turn) => {
    const { port, claim } = turn;
    if (claim.customer === null) return { ok: false, refusal: nobody };
    const captured = await captureWish(
      port,
      {
        actorId: claim.system_staff_id,
        customerId: claim.customer.id,
        idempotencyKey: `wish:${claim.chat.id}:${wish}|${keyOf(turn)}`,
      },
      { source: sourceOf(turn, { campaign }), url, words, budget, deskCurrency: claim.desk.currency, photos },
    );
    return after(captured, ({ leadId, answerBy }) => ({ did: 'send-wish', leadId, answerBy }));
  },
  'my-wishes': async (_, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'my-wishes', wishes: [] });
    return after(await myLeads(turn.port, who), (wishes) => ({ did: 'my-wishes', wishes }));
  },
  'withdraw-wish': async ({ id }, { port, claim }) => {
    if (claim.customer === null) return { ok: false, refusal: nobody };
    const withdrawn = await withdrawWish(port, { actorId: claim.system_staff_id, customerId: claim.customer.id }, id);
    return after(withdrawn, () => ({ did: 'withdraw-wish' }));
  },
};
