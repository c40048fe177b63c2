import { plainDigits } from '../text.ts';

export type Hours = { from: string; until: string };

const LONGEST = 60;
const HOUR = '(\\d{1,2})(?:[:.](\\d{2}))?\\s*(am|pm)?';
const RANGE = new RegExp(`^(?:\\p{L}+\\s+)?${HOUR}\\s*(?:[-–—]|to|till|until|до|по|ile|ve|ila)\\s*${HOUR}(?:['’\\s]*\\p{L}+)?$`, 'iu');

/** "22-8", "22:30 – 08:00", "с 22 до 8", "10 pm to 8 am": two times of day that differ; undefined for anything else. */
export function readHours(text: string): Hours | undefined {
  const found = text.length > LONGEST ? null : RANGE.exec(plainDigits(text).trim());
  if (!found) return undefined;
  const from = clock(found[1], found[2], found[3]);
  const until = clock(found[4], found[5], found[6]);
  return from === undefined || until === undefined || from === until ? undefined : { from, until };
}

function clock(hour = '', minute = '00', half?: string): string | undefined {
  const counted = Number(hour);
  if (half !== undefined && (counted < 1 || counted > 12)) return undefined;
  const hours = half === undefined ? counted % 24 : (counted % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (counted > 24 || Number(minute) > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${minute}`;
}
