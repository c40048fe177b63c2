import { recordConsent } from '../../customers/phone-book.ts';
import { after, customerOf, done, keyOf, type Performers } from '../perform.ts';
import type { PersonCommand } from './commands.ts';

export const personPerformers: Performers<PersonCommand> = {
  'decline-reminders': async ({ version }, turn) => {
    const who = customerOf(turn);
    // Nobody is reminded whom the desk does not know.
    if (who === null) return done({ did: 'decline-reminders' });
    const recorded = await recordConsent(turn.port, {
      ...who,
      ...{ customer_id: who.acting_customer_id, kind: 'marketing', granted: false, version, source: turn.claim.chat.provider },
      idempotency_key: keyOf(turn),
    });
    return after(recorded, () => ({ did: 'decline-reminders' }));
  },
};
