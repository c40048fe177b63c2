import {
  askErasure,
  askExport,
  chooseSettings,
  eraseCustomer,
  mySettings,
  offerLinkCode,
  recordConsent,
  redeemLinkCode,
} from '../../customers/phone-book.ts';
import { after, customerOf, done, keyOf, type Performers } from '../perform.ts';
import type { PrivacyCommand } from './commands.ts';

export const privacyPerformers: Performers<PrivacyCommand> = {
  'my-settings': async ({ looking }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'my-settings', settings: null, looking });
    return after(await mySettings(turn.port, who), (settings) => ({ did: 'my-settings', settings, looking }));
  },
  'choose-settings': async ({ changes, chosen }, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'choose-settings', settings: null, chosen });
    return after(await chooseSettings(turn.port, { ...who, changes }), ({ settings }) => ({ did: 'choose-settings', settings, chosen }));
  },
  'record-consent': async ({ kind, granted, version }, turn) => {
    const who = customerOf(turn);
    const chosen = granted ? 'consent-given' : 'consent-taken-back';
    if (who === null) return done({ did: 'record-consent', settings: null, chosen });
    const recorded = await recordConsent(turn.port, {
      ...who,
      ...{ customer_id: who.acting_customer_id, kind, granted, version, source: turn.claim.chat.provider },
      idempotency_key: keyOf(turn),
    });
    if (!recorded.ok) return recorded;
    return after(await mySettings(turn.port, who), (settings) => ({ did: 'record-consent', settings, chosen }));
  },
  'offer-code': async (_, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'offer-code', code: null, minutes: 0 });
    const offered = await offerLinkCode(turn.port, { ...who, chat_id: turn.claim.chat.id });
    return after(offered, ({ code, minutes }) => ({ did: 'offer-code', code, minutes }));
  },
  'redeem-code': async ({ code }, turn) => {
    const { port, claim } = turn;
    const redeemed = await redeemLinkCode(port, {
      actor_id: claim.system_staff_id,
      chat_id: claim.chat.id,
      code,
      idempotency_key: keyOf(turn),
    });
    return after(redeemed, ({ outcome }) => ({ did: 'redeem-code', outcome }));
  },
  'ask-export': async (_, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'ask-export', again: null, known: false });
    const asked = await askExport(turn.port, { ...who, chat_id: turn.claim.chat.id, idempotency_key: keyOf(turn) });
    if (!asked.ok && asked.refusal.code === 'TOO_SOON') {
      return done({ did: 'ask-export', again: String(asked.refusal.params.again_at), known: true });
    }
    return after(asked, () => ({ did: 'ask-export', again: null, known: true }));
  },
  'ask-erasure': async (_, turn) => {
    const who = customerOf(turn);
    if (who === null) return done({ did: 'ask-erasure', openOrders: [], known: false });
    const weighed = await askErasure(turn.port, { ...who, idempotency_key: keyOf(turn) });
    return after(weighed, ({ open_orders }) => ({ did: 'ask-erasure', openOrders: open_orders, known: true }));
  },
  'erase-me': async (_, turn) => {
    const who = customerOf(turn);
    // A rerun after the erasure: it is done.
    if (who === null) return done({ did: 'erase-me' });
    return after(await eraseCustomer(turn.port, { ...who, customer_id: who.acting_customer_id }), () => ({ did: 'erase-me' }));
  },
};
