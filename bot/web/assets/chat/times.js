// @ts-check
import { settings } from './settings.js';

const clock = new Intl.DateTimeFormat(settings.language, { hour: 'numeric', minute: '2-digit' });
const nearDay = new Intl.RelativeTimeFormat(settings.language, { numeric: 'auto' });
const thisYear = new Intl.DateTimeFormat(settings.language, { weekday: 'long', day: 'numeric', month: 'long' });
const otherYear = new Intl.DateTimeFormat(settings.language, { day: 'numeric', month: 'long', year: 'numeric' });
const moment = new Intl.DateTimeFormat(settings.language, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });

/** @param {Date} at */
export const timeOfDay = (at) => clock.format(at);

/** @param {Date} at */
export const dayOf = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/**
 * A day as people call it.
 * @param {Date} at
 * @param {Date} [now]
 */
export function dayName(at, now = new Date()) {
  const days = Math.round((dayOf(at) - dayOf(now)) / 86_400_000);
  if (days === 0 || days === -1) return capital(nearDay.format(days, 'day'));
  return capital((at.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(at));
}

/**
 * A moment in the life of an order; what is no date stays as the desk has written it.
 * @param {string} at
 */
export function momentOf(at) {
  const date = new Date(at);
  return /^\d{4}-\d{2}-\d{2}T/.test(at) && !Number.isNaN(date.getTime()) ? moment.format(date) : at;
}

/** @param {string} text */
function capital(text) {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase(settings.language) + rest.join('');
}
