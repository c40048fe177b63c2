import type { Capabilities } from '../channels/port.ts';
import type { Claim } from '../inbox/claim.ts';
import { chooseLanguage } from '../phrases/phrases.ts';
import type { Facts } from './step.ts';

/** What the dialogue may know in this turn. `now` is when the message came: a rerun tells the same. */
export function factsOf(claim: Claim, { buttons, asksForContact, asksForLocation }: Capabilities): Facts {
  const { desk, chat } = claim;
  return {
    now: claim.received_at,
    savedCart: claim.saved_cart,
    about: claim.about && { order: claim.about.order_code, chat: claim.about.chat_id },
    topic: topicOf(claim),
    desk: {
      name: desk.name,
      currency: desk.currency,
      timeZone: desk.time_zone,
      languages: desk.languages,
      paymentMethods: desk.payment_methods,
      categories: desk.categories,
      staffed: {
        open: desk.staffed.open,
        opensAt: desk.staffed.opens_at,
        answerWithinMinutes: desk.staffed.answer_within_minutes,
        nudgeAfterMinutes: desk.staffed.nudge_after_minutes,
      },
    },
    heldBy: claim.conversation?.owner ?? (chat.with_person ? 'human' : null),
    customer: claim.customer && customerFacts(claim.customer),
    staff: claim.staff && {
      ...{ id: claim.staff.id, name: claim.staff.display_name, role: claim.staff.role },
      ...{ language: chooseLanguage([claim.staff.language]), active: claim.staff.status === 'active' },
    },
    channel: {
      ...{ provider: chat.provider, senderName: chat.sender_name, language: chat.language },
      ...{ numbered: !buttons, asksForContact, asksForLocation },
    },
  };
}

/** Nobody's chat is no chat: of a forgotten customer nothing is left to write to. */
const topicOf = ({ topic, chat }: Claim): { chat: string } | null => topic && { chat: topic.chat_id ?? chat.id };

export function customerFacts(customer: NonNullable<Claim['customer']>): NonNullable<Facts['customer']> {
  return {
    id: customer.id,
    fullName: customer.full_name,
    phone: customer.phone,
    language: chooseLanguage([customer.language]),
    lastAddress: customer.last_address,
    privacyVersion: customer.privacy_version,
  };
}
