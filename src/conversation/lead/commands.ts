import type { Sum } from '../../domain/sums.ts';
import type { CustomerLead } from '../../leads/schema.ts';

/** What this story asks of the desk. */
export type LeadCommand =
  | {
      do: 'send-wish';
      /** The wish as it was confirmed: confirmed again, by whichever message, it is the same lead. */
      wish: string;
      url: string | null;
      words: string | null;
      budget: Sum | null;
      photos: string[];
      campaign: string | null;
    }
  | { do: 'my-wishes' }
  | { do: 'withdraw-wish'; id: string };

/** What that comes to. */
export type LeadResult =
  | { did: 'send-wish'; leadId: string; answerBy: string | null }
  | { did: 'my-wishes'; wishes: CustomerLead[] }
  | { did: 'withdraw-wish' };
