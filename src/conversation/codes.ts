/** `2026-001`: year and number. */
export const LISTING_CODE = /^\d{4}-\d{3,12}$/;
/** Digits, after a desk's prefix perhaps. */
export const ORDER_CODE = /^[A-Z0-9-]{0,8}\d{1,15}$/;

/** Digits alone, or after the mark that people put before a number: that is an order wherever it is typed. */
const PLAIN_ORDER = /^(?:[#№]\s?)?(\d{3,15})$/;
const MARKED_ORDER = /^[#№]\s?([A-Z0-9-]{0,8}\d{1,15})$/i;
/** May be an order code and may be the name of a thing. */
const PREFIXED_ORDER = /^[A-Z]{1,7}-?\d{2,15}$/i;

/** The order that a text of nothing but its code names; `sure` when it can be nothing else. */
export function readOrderCode(text: string): { code: string; sure: boolean } | undefined {
  const code = PLAIN_ORDER.exec(text)?.[1] ?? MARKED_ORDER.exec(text)?.[1];
  if (code !== undefined) return { code: code.toUpperCase(), sure: true };
  return PREFIXED_ORDER.test(text) ? { code: text.toUpperCase(), sure: false } : undefined;
}

/** As a link may name where it stands. */
const CAMPAIGN = /^[A-Za-z0-9_-]{1,64}$/;

/** Opens the catalogue: the link under a search in another chat that found nothing. */
export const CATALOGUE_PAYLOAD = 'catalogue';

/** What a deep link brings: a listing, an order, or the name of the campaign it is of. What may be either is an order first. */
export function readPayload(payload: string): { listing: string } | { order?: string; campaign: string | null } {
  const listing = payload.replace(/^listing[-_:]/, '');
  if (LISTING_CODE.test(listing)) return { listing };
  const [, named] = /^order[-_:](.+)$/.exec(payload) ?? [];
  if (named !== undefined && ORDER_CODE.test(named.toUpperCase())) return { order: named.toUpperCase(), campaign: null };
  const campaign = CAMPAIGN.test(payload) ? payload : null;
  return ORDER_CODE.test(payload.toUpperCase()) ? { order: payload.toUpperCase(), campaign } : { campaign };
}
