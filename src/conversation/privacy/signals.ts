import type { MySettings, SettingsChange } from '../../customers/settings.ts';
import type { Chosen, ConsentKind, Looking, PrivacyResult } from './commands.ts';

/** What an event can mean in this story. */
export type PrivacySignal =
  | { type: 'look'; looking: Looking }
  | { type: 'privacy-note' }
  | { type: 'stop-messages' }
  | { type: 'start-messages' }
  | { type: 'channel'; channel: 'telegram' | 'whatsapp' | 'web' }
  | { type: 'quiet-hours' }
  | { type: 'quiet'; quiet: NonNullable<SettingsChange['quiet']> | null }
  | { type: 'agree'; kind: ConsentKind; granted: boolean }
  | { type: 'link-offer' }
  | { type: 'link-enter' }
  | { type: 'link-typed'; code: string }
  | { type: 'link-agreed' }
  | { type: 'export' }
  | { type: 'erase' }
  | { type: 'erase-yes' }
  | { type: 'erase-surely' }
  | { type: 'looked'; looking: Looking; settings: MySettings }
  | { type: 'chosen'; chosen: Chosen; settings: MySettings }
  | { type: 'code-offered'; code: string; minutes: number }
  | { type: 'code-redeemed'; outcome: Extract<PrivacyResult, { did: 'redeem-code' }>['outcome'] }
  | { type: 'export-asked'; again: string | null }
  | { type: 'erasure-weighed'; openOrders: string[] }
  | { type: 'erased' }
  /** Asked by somebody the desk does not know. */
  | { type: 'nobody' };
