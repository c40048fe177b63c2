import type { ChatEvent } from '../../../src/channels/events.ts';
import type { LeadCommand } from '../../../src/conversation/lead/commands.ts';
import type { Memory } from '../../../src/conversation/state.ts';
import type { CustomerLead } from '../../../src/leads/schema.ts';
import type { Answers } from '../stories.ts';

export const aWish: CustomerLead = {
  id: '00000000-0000-4000-8000-00000000000a',
  status: 'new',
  reason: null,
  created_at: '2026-11-20T10:00:00Z',
  item_url: 'https://shop.example/bikes/7',
  comment: 'In blue',
  budget_amount: 150_000n,
  budget_currency: 'EUR',
  title: 'Trek Domane',
  image: null,
  site: 'shop.example',
  price: '1400.00',
  currency: 'EUR',
  photos: 0,
  order_code: null,
  may_withdraw: true,
};

/** What the desk answers the commands of this story. */
export const leadAnswers: Answers<LeadCommand> = {
  'send-wish': () => ({ did: 'send-wish', leadId: aWish.id, answerBy: '2026-11-20T10:15:00Z' }),
  'my-wishes': () => ({ did: 'my-wishes', wishes: [aWish, { ...aWish, status: 'converted', order_code: '1001', may_withdraw: false }] }),
  'withdraw-wish': () => ({ did: 'withdraw-wish' }),
};

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const leadOthers: Partial<Answers<LeadCommand>> = {
  'send-wish': () => ({ did: 'send-wish', leadId: aWish.id, answerBy: null }),
  'my-wishes': () => ({ did: 'my-wishes', wishes: [] }),
};

const text = (words: string): ChatEvent => ({ type: 'text', text: words });
const press = (action: string): ChatEvent => ({ type: 'press', action });

/** Events this story listens for, beside the buttons it shows. */
export const leadEvents: ChatEvent[] = [
  ...['https://shop.example/bikes/7?utm_source=x', 'up to 1 500 €', 'wish', 'my wishes', 'send', 'budget', 'skip'].map(text),
  ...['1:wish', '1:wish:search', '1:wishes', '1:wish-go', '1:wish-keep', `1:wish-withdraw:${aWish.id}`, '1:wish-send:zz:0'].map(press),
  ...['1:wish-withdraw:nonsense', `1:wish-withdraw-yes:${aWish.id}`, '1:wish-back:zz:1', '1:wish-consent:zz:yes:0'].map(press),
  { type: 'file', kind: 'image', name: null, size: 1000, path: 'files/9', caption: 'like this, https://shop.example/9' },
];

/** What tells one state from another, as far as this story cares. Keep it small: every shape is walked from. */
export const leadShape = ({ lead: { wish, sent } }: Memory): unknown => [wish?.trail.at(-1) ?? null, sent !== null];
