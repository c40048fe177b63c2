import type { MySettings, SettingsChange } from '../../customers/settings.ts';

export type ConsentKind = 'transfer_abroad' | 'training' | 'marketing';

/** What the settings are looked at for. */
export type Looking = 'settings' | 'consents' | 'my-data' | 'channels';
/** What was chosen, for the sentence that says so. */
export type Chosen = 'stopped' | 'started' | 'quiet' | 'channel' | 'consent-given' | 'consent-taken-back';

/** What this story asks of the desk. */
export type PrivacyCommand =
  | { do: 'my-settings'; looking: Looking }
  | { do: 'choose-settings'; changes: SettingsChange; chosen: Chosen }
  | { do: 'record-consent'; kind: ConsentKind; granted: boolean; version: string }
  | { do: 'offer-code' }
  | { do: 'redeem-code'; code: string }
  | { do: 'ask-export' }
  | { do: 'ask-erasure' }
  | { do: 'erase-me' };

/** And what that comes to; without settings, the desk does not know who asks. */
export type PrivacyResult =
  | { did: 'my-settings'; settings: MySettings | null; looking: Looking }
  | { did: 'choose-settings'; settings: MySettings | null; chosen: Chosen }
  | { did: 'record-consent'; settings: MySettings | null; chosen: Chosen }
  | { did: 'offer-code'; code: string | null; minutes: number }
  | { did: 'redeem-code'; outcome: 'linked' | 'unknown' | 'own' | 'too_many' }
  /** `again` is when the next one may be asked for, when this one came too soon. */
  | { did: 'ask-export'; again: string | null; known: boolean }
  | { did: 'ask-erasure'; openOrders: string[]; known: boolean }
  | { did: 'erase-me' };
