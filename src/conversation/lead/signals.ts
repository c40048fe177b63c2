import type { Sum } from '../../domain/sums.ts';
import type { CustomerLead } from '../../leads/schema.ts';

/** What an event can mean in this story. */
export type LeadSignal =
  /** Wants something that is not offered; what, is still to be said. */
  | { type: 'wish' }
  | { type: 'wish-continue' }
  | { type: 'wishes' }
  /** What is wanted, or a part of it. `meant` is false for a photo that nobody said anything about. */
  | { type: 'wished'; url: string | null; words: string | null; photo: string | null; more?: string[]; budget: Sum | null; meant: boolean }
  | { type: 'wish-meant' }
  | { type: 'wish-budget'; sum: Sum | null }
  | { type: 'wish-comment'; text: string | null }
  | { type: 'wish-change'; what: 'wish-budget' | 'wish-comment' }
  | { type: 'wish-back' }
  | { type: 'wish-cancel' }
  | { type: 'wish-send' }
  /** The button of a wish that has been sent already. */
  | { type: 'wish-again' }
  | { type: 'wish-withdraw'; id: string }
  | { type: 'wish-withdraw-yes'; id: string }
  | { type: 'wish-keep' }
  | { type: 'wish-captured'; leadId: string; answerBy: string | null }
  | { type: 'wishes-listed'; wishes: CustomerLead[] }
  | { type: 'wish-withdrawn' };
