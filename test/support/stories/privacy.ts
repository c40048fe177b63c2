import type { ChatEvent } from '../../../src/channels/events.ts';
import type { PrivacyCommand } from '../../../src/conversation/privacy/commands.ts';
import type { MySettings } from '../../../src/customers/settings.ts';
import type { Answers } from '../stories.ts';

export const mySettings: MySettings = {
  full_name: 'Ann',
  phone: '+442079460958',
  email: null,
  language: 'en',
  delivery_address: null,
  preferred_channel: 'web',
  channels: [
    { channel: 'web', last_used: '2026-11-20T10:00:00Z' },
    { channel: 'telegram', last_used: null },
  ],
  consents: [{ kind: 'marketing', granted: true, version: '2026-11', at: '2026-11-20T10:00:00Z' }],
  stopped: false,
  quiet: { own: false, from: '21:00', until: '09:00' },
  orders: 1,
  open_orders: [],
  leads: 0,
  messages: 12,
};

/** What the desk answers the commands of this story. */
export const privacyAnswers: Answers<PrivacyCommand> = {
  'my-settings': ({ looking }) => ({ did: 'my-settings', settings: mySettings, looking }),
  'choose-settings': ({ changes, chosen }) => ({
    did: 'choose-settings',
    chosen,
    settings: { ...mySettings, stopped: changes.stopped ?? false },
  }),
  'record-consent': ({ kind, granted, version }) => ({
    did: 'record-consent',
    chosen: granted ? 'consent-given' : 'consent-taken-back',
    settings: { ...mySettings, consents: [{ kind, granted, version, at: '2026-11-20T10:00:00Z' }] },
  }),
  'offer-code': () => ({ did: 'offer-code', code: 'ABCD-2345', minutes: 15 }),
  'redeem-code': ({ code }) => ({ did: 'redeem-code', outcome: code === 'ABCD-2345' ? 'linked' : 'unknown' }),
  'ask-export': () => ({ did: 'ask-export', again: null, known: true }),
  'ask-erasure': () => ({ did: 'ask-erasure', openOrders: [], known: true }),
  'erase-me': () => ({ did: 'erase-me' }),
};

/** Further answers a command of this story may get: what it gets when there is nothing, say. */
export const privacyOthers: Partial<Answers<PrivacyCommand>> = {
  'my-settings': ({ looking }) => ({ did: 'my-settings', settings: null, looking }),
  'offer-code': () => ({ did: 'offer-code', code: null, minutes: 0 }),
  'redeem-code': () => ({ did: 'redeem-code', outcome: 'too_many' }),
  'ask-export': () => ({ did: 'ask-export', again: '2026-11-21T10:00:00Z', known: true }),
  'ask-erasure': () => ({ did: 'ask-erasure', openOrders: ['1042', '1043'], known: true }),
};

/** Events this story listens for, beside the buttons it shows. */
export const privacyEvents: ChatEvent[] = [
  ...[
    'settings',
    'STOP',
    'СТАРТ',
    'мои данные',
    'quiet hours',
    '22-8',
    'enter a code',
    'ABCD-2345',
    'delete my data',
    'delete everything',
  ].map((words): ChatEvent => ({ type: 'text', text: words })),
  { type: 'press', action: '1:agree:marketing:no' },
  { type: 'press', action: '1:erase-surely' },
];
