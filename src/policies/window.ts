import type { Provider } from '../channels/port.ts';

const HOUR_MS = 3_600_000;
const WINDOW_MS = 24 * HOUR_MS;
const PHONE_VALID_MS = 30 * 24 * HOUR_MS;

/** WhatsApp takes free text only within a day of the person's last message; elsewhere there is no such window. */
export function windowIsOpen(provider: Provider, lastInbound: Date | null, now: Date): boolean {
  if (provider !== 'whatsapp' && provider !== 'whatsapp_web') return true;
  return lastInbound !== null && now.getTime() - lastInbound.getTime() < WINDOW_MS;
}

/** Until when a phone number shown by a channel is believed: each exchange renews it. Null before the first. */
export function phoneExpiresAt(lastInbound: Date | null, lastOutbound: Date | null): Date | null {
  const last = Math.max(lastInbound?.getTime() ?? Number.NEGATIVE_INFINITY, lastOutbound?.getTime() ?? Number.NEGATIVE_INFINITY);
  return Number.isFinite(last) ? new Date(last + PHONE_VALID_MS) : null;
}

export function phoneIsValid(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && now < expiresAt;
}
