import type { Move, Reason } from '../orders/moves.ts';
import type { Language } from '../phrases/phrases.ts';
import type { RefusalCode } from '../rpc/refusals.ts';
import type { CareSignal } from './care/signals.ts';
import type { CartSignal } from './cart/signals.ts';
import type { LeadSignal } from './lead/signals.ts';
import type { PaymentSignal } from './payment/signals.ts';
import type { PersonSignal } from './person/signals.ts';
import type { PrivacySignal } from './privacy/signals.ts';
import type { Phrase } from './reply.ts';
import type { CustomerOrder, Listing, ListingPage } from './results.ts';
import type { Command, Facts, OpenedLink } from './step.ts';

export type Search = { query: string | null; category: string | null; page: number };

/** What may be wished for in every state. */
type Wish =
  /** The menu; with a greeting for whoever has just come in. */
  | { type: 'menu' }
  /** `campaign` is what the link was named that they came by. */
  | { type: 'start'; campaign?: string | null }
  | { type: 'hello' }
  | { type: 'thanks' }
  | { type: 'help' }
  | { type: 'back' }
  | { type: 'cancel' }
  | { type: 'languages' }
  | { type: 'language'; language: Language }
  | { type: 'person' }
  | { type: 'resume' }
  | { type: 'continue' }
  | { type: 'orders' }
  /** `otherwise` is what to search for when there is no such order; `link` when it was opened by one. */
  | { type: 'order'; code: string; otherwise: string | null; link?: OpenedLink }
  /** Something to do with an order of theirs. */
  | { type: 'move'; move: Move; code: string }
  | { type: 'listing'; code: string }
  | { type: 'catalogue' }
  | { type: 'search'; search: Search };

/** What a question was answered with; each makes sense where its question is asked and nowhere else. */
type Answer =
  | { type: 'quantity'; quantity: number }
  | { type: 'option'; option: number; value: string }
  | { type: 'address'; text: string | null }
  | { type: 'name'; name: string }
  | { type: 'phone'; number: string | null; verified: boolean }
  | { type: 'consent'; agreed: boolean }
  | { type: 'change'; what: 'quantity' | 'address' | 'comment' }
  | { type: 'comment'; text: string | null }
  | { type: 'confirm'; method: string | null };

/** What is no wish and no answer. */
type Noise =
  /** Not understood; says what would be. */
  | { type: 'confused'; hint: Phrase }
  /** Understood, and nothing for a desk: a sticker, a file, a phone number nobody asked for. */
  | { type: 'remark'; remark: Phrase }
  /** A button of a step that is over. */
  | { type: 'stale' }
  /** The confirmation of an order that has been placed already. */
  | { type: 'again' }
  /** Nothing to be answered at all. */
  | { type: 'silent' }
  | { type: 'remind' }
  | { type: 'finish' };

/** A move that is possible, each for the story that makes it; and one that is not, with the database's reasons. */
type Weighed =
  | { [M in Move]: { type: `may-${M}`; order: CustomerOrder } }[Move]
  | { type: 'may-not'; move: Move; order: CustomerOrder; reasons: Reason[] };

type Stories = LeadSignal | CartSignal | PaymentSignal | CareSignal | PersonSignal | PrivacySignal;

/** What became of a command. */
type Result =
  | { type: 'found'; page: ListingPage }
  | { type: 'shown'; listing: Listing | null }
  | { type: 'listed'; orders: CustomerOrder[] }
  | { type: 'looked-up'; order: CustomerOrder | null }
  | { type: 'met' }
  | { type: 'language-changed' }
  | { type: 'person-called' }
  | { type: 'placed'; order: CustomerOrder }
  | { type: 'refused'; command: Command['do']; code: RefusalCode };

/** What an event means in the state it comes to. */
export type Meaning = Wish | Answer | Noise | Weighed | Result | Stories;
export type Signal = Meaning & { facts: Facts };
