import type { Reply } from '../conversation/reply.ts';
import { type Listener, sentence } from './words.ts';

type Chart = Extract<Reply, { kind: 'chart' }>;
type Panel = Chart['panels'][number];

/** Drawn twice as large as it is laid out, so that it is sharp on any screen. */
const WIDTH = 800;
const PANEL = 210;
const HEAD = 64;
const FOOT = 40;
const LEFT = 84;
const RIGHT = 24;
const INK = '#1c2733';
const FAINT = '#6b7885';
const RULE = '#e3e8ed';
/** An opaque card: the same on a light and on a dark chat. */
const PAPER = '#ffffff';
/** Today, and the days before it. */
const FILLS = [
  ['#1f6fb2', '#6ea5d2'],
  ['#2a8f6b', '#75bfa4'],
  ['#a8621a', '#d3a470'],
] as const;
/** So many bars have room for their numbers above them. */
const MOST_NUMBERED = 10;

/** Lays a chart out as an SVG: one panel below the other over the same days, in the words and numbers of the listener's language. */
export function chartSvg({ title, days, panels }: Chart, listener: Listener): string {
  const height = HEAD + panels.length * PANEL + FOOT;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans">`,
    `<rect width="${WIDTH}" height="${height}" fill="${PAPER}"/>`,
    text(24, 40, cut(sentence(title, listener), 46), `font-size="22" font-weight="bold" fill="${INK}"`),
    ...panels.flatMap((panel, index) => drawPanel(panel, HEAD + index * PANEL, FILLS[index] ?? FILLS[0], listener)),
    ...drawDays(days, height - FOOT + 22, listener),
    '</svg>',
  ];
  return parts.join('');
}

function drawPanel({ label, values }: Panel, top: number, [fill, faded]: (typeof FILLS)[number], listener: Listener): string[] {
  const numbers = values.map(Number);
  const [low, high, step] = scaleOf(numbers);
  const [from, until] = [top + 44, top + PANEL - 18];
  const y = (value: number) => until - ((value - low) / (high - low)) * (until - from);
  const write = short(listener.language);
  const isEmpty = numbers.every((value) => value === 0);
  const parts = [text(24, top + 22, cut(sentence(label, listener), 70), `font-size="15" font-weight="bold" fill="${fill}"`)];
  for (let value = low; value <= (isEmpty ? 0 : high + step / 2); value += step) {
    const at = round(y(value));
    parts.push(`<line x1="${LEFT}" y1="${at}" x2="${WIDTH - RIGHT}" y2="${at}" stroke="${value === 0 ? FAINT : RULE}" stroke-width="1"/>`);
    parts.push(text(LEFT - 10, at + 4, write(value), `font-size="12" fill="${FAINT}" text-anchor="end"`));
  }
  if (isEmpty) {
    const middle = (LEFT + WIDTH - RIGHT) / 2;
    return [
      ...parts,
      text(middle, (from + until) / 2, sentence({ key: 'chart-empty' }, listener), `font-size="15" fill="${FAINT}" text-anchor="middle"`),
    ];
  }
  const place = placesOf(numbers.length);
  for (const [index, value] of numbers.entries()) {
    const [x, width] = place(index);
    const [above, below] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
    if (value !== 0) {
      const colour = index === numbers.length - 1 ? fill : faded;
      parts.push(
        `<rect x="${round(x)}" y="${round(above)}" width="${round(width)}" height="${round(Math.max(below - above, 1))}" rx="2" fill="${colour}"/>`,
      );
    }
    if (numbers.length <= MOST_NUMBERED && value !== 0) {
      const at = value < 0 ? below + 14 : above - 5;
      parts.push(text(x + width / 2, at, write(value), `font-size="12" fill="${INK}" text-anchor="middle"`));
    }
  }
  return parts;
}

/** The days below all panels: each where there is room, else every fifth, counted from today. */
function drawDays(days: readonly string[], y: number, { language }: Listener): string[] {
  const isFew = days.length <= MOST_NUMBERED;
  const write = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    day: 'numeric',
    ...(isFew ? { weekday: 'short' } : { month: 'short' }),
  });
  const place = placesOf(days.length);
  return days.flatMap((day, index) => {
    if (!isFew && (days.length - 1 - index) % 5 !== 0) return [];
    const [x, width] = place(index);
    const isToday = index === days.length - 1;
    const style = `font-size="12" text-anchor="middle" fill="${isToday ? INK : FAINT}"${isToday ? ' font-weight="bold"' : ''}`;
    return [text(Math.min(x + width / 2, WIDTH - 32), y, write.format(new Date(`${day}T00:00:00Z`)), style)];
  });
}

function placesOf(count: number): (index: number) => [x: number, width: number] {
  const room = (WIDTH - LEFT - RIGHT) / count;
  const width = Math.min(room * 0.7, 64);
  return (index) => [LEFT + room * index + (room - width) / 2, width];
}

/** The ends of an axis and its step: round numbers, nought always among them. */
function scaleOf(values: readonly number[]): [low: number, high: number, step: number] {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (most - least) / 3 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  // Nobody makes half an order: whole numbers have whole steps.
  const whole = values.every(Number.isInteger) ? Math.max(1, Math.ceil(step)) : step;
  return [Math.floor(least / whole) * whole, Math.max(Math.ceil(most / whole) * whole, whole), whole];
}

function short(language: string): (value: number) => string {
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (value) => (Math.abs(value) < 10_000 ? plain : compact).format(value);
}

const text = (x: number, y: number, words: string, style: string) =>
  `<text x="${round(x)}" y="${round(y)}" ${style}>${escaped(words)}</text>`;
const round = (value: number) => Math.round(value * 10) / 10;
const cut = (words: string, most: number) =>
  Array.from(words).length > most
    ? `${Array.from(words)
        .slice(0, most - 1)
        .join('')}…`
    : words;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML cannot hold at all is left out. */
const escaped = (words: string) =>
  words
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');
