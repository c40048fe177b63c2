import type { ChatEvent } from '../channels/events.ts';
import type { Move, Reason } from '../orders/moves.ts';
import type { Language } from '../phrases/phrases.ts';
import type { Refusal } from '../rpc/refusals.ts';
import type { StaffCommand, StaffResult } from '../staff/dialogue/calls.ts';
import type { CareCommand, CareResult } from './care/commands.ts';
import type { CartCommand, CartResult } from './cart/commands.ts';
import type { LeadCommand, LeadResult } from './lead/commands.ts';
import type { PaymentCommand, PaymentResult } from './payment/commands.ts';
import type { PersonCommand, PersonResult } from './person/commands.ts';
import type { PrivacyCommand, PrivacyResult } from './privacy/commands.ts';
import type { Reply } from './reply.ts';
import type { CustomerOrder, Listing, ListingPage } from './results.ts';

/** What a turn knows besides the state: read with the claim, so that a plain turn asks the database nothing more. */
export type Facts = {
  now: string;
  /** Where a conversation begins: what the person had chosen in an earlier one and not ordered. */
  savedCart?: { id: string; lines: Array<{ title: Record<string, string>; quantity: number | null }> } | null;
  /** The order that the message was about which this one answers, by its code; for the staff a customer's chat too. */
  about?: { order: string | null; chat: string | null } | null;
  /** The staff's group shows the chat of one customer here: what is written is meant for them. */
  topic?: { chat: string } | null;
  desk: {
    name: string;
    currency: string;
    timeZone: string;
    languages: Language[];
    paymentMethods: Array<{ code: string; name: Record<string, string>; instructions: Record<string, string> }>;
    categories: Array<{ code: string; title: Record<string, string> }>;
    /** Whether somebody is at the desk now, and when somebody is there next; null when nobody knows. */
    staffed: { open: boolean; opensAt: string | null; answerWithinMinutes: number; nudgeAfterMinutes: number | null };
  };
  /** Who has the chat, by the database; null before anything has been said. */
  heldBy: 'bot' | 'human' | null;
  /** Null for somebody the desk does not know yet. */
  customer: {
    id: string;
    fullName: string;
    phone: string | null;
    language: Language;
    lastAddress: string | null;
    /** The version of the privacy note this person agreed to. */
    privacyVersion: string | null;
  } | null;
  /** The member of the staff who writes; null for everybody else. */
  staff: { id: string; name: string; role: 'agent' | 'manager' | 'admin' | 'owner'; language: Language; active: boolean } | null;
  channel: {
    provider: string;
    /** What the channel calls the sender, if it says. */
    senderName: string | null;
    /** The language the channel says the sender uses, as a tag, if it says. */
    language: string | null;
    /** Choices are shown as numbers, so a number alone is a choice. */
    numbered: boolean;
    asksForContact: boolean;
    asksForLocation: boolean;
  };
};

/** What the dialogue asks of the desk. Reads may come before a write; a turn has at most one write. */
export type Command = CoreCommand | LeadCommand | CartCommand | PaymentCommand | CareCommand | PersonCommand | PrivacyCommand;

/** A link that was opened: to whom it shows nothing, it is only how they came, and what it was named. */
export type OpenedLink = { campaign: string | null };

export type CoreCommand =
  | { do: 'search-listings'; query: string | null; category: string | null; page: number }
  | { do: 'show-listing'; code: string }
  | { do: 'my-orders' }
  | { do: 'my-order'; code: string; link?: OpenedLink }
  /** Whether something may be done with an order now. */
  | { do: 'weigh-move'; move: Move; code: string }
  | { do: 'meet-customer'; name: string; phone: string | null; phoneVerified: boolean; privacyVersion: string }
  | { do: 'change-language'; language: Language }
  | { do: 'call-person'; about: string | null }
  | {
      do: 'place-order';
      /** The draft as it was confirmed: confirmed again, by whichever message, it is the same order. */
      draft: string;
      lines: Array<{ listingId: string; quantity: number; options: Record<string, string> }>;
      address: string | null;
      comment: string | null;
      method: string | null;
      campaign: string | null;
    };

/** What a command came to: the second, equally pure event of the turn. */
export type CommandResult = CoreResult | LeadResult | CartResult | PaymentResult | CareResult | PersonResult | PrivacyResult;

export type CoreResult =
  | { did: 'search-listings'; page: ListingPage }
  | { did: 'show-listing'; listing: Listing | null }
  | { did: 'my-orders'; orders: CustomerOrder[] }
  | { did: 'my-order'; order: CustomerOrder | null; link?: OpenedLink }
  /** Null when there is no such order of this person's. */
  | { did: 'weigh-move'; weighed: { move: Move; reasons: Reason[]; order: CustomerOrder } | null }
  | { did: 'meet-customer'; customer: NonNullable<Facts['customer']> }
  | { did: 'change-language' }
  | { did: 'call-person' }
  | { did: 'place-order'; order: CustomerOrder }
  /** An expected no, whichever command asked. */
  | { did: 'refused'; command: Command['do']; refusal: Refusal };

/** A conversation as it is stored. `state` belongs to the machine of that name and version. */
export type Stored = {
  machine: string;
  version: number;
  state: unknown;
  language: Language;
};

/** What one event comes to. */
export type StepOutcome<C = Command> = {
  next: Stored;
  replies: Reply[];
  /** When present, the turn goes on: do it, then step again with its result. The replies so far are kept. */
  command: C | null;
  status: 'active' | 'closed' | 'extracted';
  owner: 'bot' | 'human';
  /** What has been filled in, for the staff to see, and how much of it: 0 to 100. */
  slots: Record<string, unknown>;
  completeness: number;
  /** When nothing comes before then, a `timeout` of this name does. Null clears an earlier one. */
  timeout: { name: string; afterMinutes: number } | null;
  /** Orders this reply tells of itself, so that their notices need not. */
  tellsOf: string[];
};

/**
 * One step of the dialogue. Pure: the same arguments give the same outcome, in any process, at any time.
 * `stored` is null in a new conversation. A state that cannot be read, or of an unknown version, begins anew, politely.
 */
export type Step = (stored: Stored | null, event: ChatEvent | CommandResult, facts: Facts) => StepOutcome;

/** The dialogue with whoever writes: a customer, or a member of the staff. As pure as its parts. */
export type Dialogue = (
  stored: Stored | null,
  event: ChatEvent | CommandResult | StaffResult,
  facts: Facts,
) => StepOutcome<Command | StaffCommand>;
