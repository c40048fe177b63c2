import { decode } from 'fast-png';
import { expect, it } from 'vitest';
import { drawChart } from '../../../bot/draw-chart.ts';
import { loadPhrases } from '../../../bot/phrases.ts';
import { literal, replySchema } from '../../../src/conversation/reply.ts';
import { chartSvg } from '../../../src/outbox/chart.ts';
import { deliverInOrder } from '../../../src/outbox/deliver.ts';
import type { Language } from '../../../src/phrases/phrases.ts';
import { claimed, keysOnly } from '../../support/claimed.ts';
import { recordingChannel } from '../../support/recording-channel.ts';

const phrases = loadPhrases();
const days = (count: number) => Array.from({ length: count }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
const chart = (values: string[], title = 'Desk') => {
  const reply = {
    kind: 'chart',
    title: literal(title),
    days: days(values.length),
    panels: [{ label: literal('Sum'), values }],
    alt: literal('in words'),
  };
  const parsed = replySchema.parse(reply);
  if (parsed.kind !== 'chart') throw new Error('no chart');
  return parsed;
};
const laidOut = (values: string[], language: Language = 'en', title?: string) =>
  chartSvg(chart(values, title), { language, timeZone: 'UTC', phrases });
const bars = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map((match) => match.slice(1).map(Number));

it('has a bar for each day with a value, as high as it is large', () => {
  const [first, second, third] = bars(laidOut(['100', '0', '200', '50.5']));
  expect((second?.[3] ?? 0) / (first?.[3] ?? 1)).toBeCloseTo(2, 1);
  expect((third?.[3] ?? 0) / (first?.[3] ?? 1)).toBeCloseTo(0.505, 1);
});

it('draws what went out below the line, and nothing as nothing', () => {
  const [income, refund] = bars(laidOut(['100', '-100']));
  expect(refund?.[1]).toBeCloseTo((income?.[1] ?? 0) + (income?.[3] ?? 0), 0);
  expect(bars(laidOut(['0', '0']))).toEqual([]);
  expect(laidOut(['0', '0'])).toContain('Nothing yet');
  expect(laidOut(['0', '0'], 'ru')).toContain('Пока ничего');
});

it('keeps within its picture whatever is drawn', () => {
  for (const values of [['999999999999999.99'], ['0.01', '-0.01'], Array.from({ length: 92 }, (_, day) => String(day * 1e6))]) {
    const svg = laidOut(values, 'tr', 'Ş'.repeat(500));
    expect(svg).not.toMatch(/NaN|Infinity/);
    for (const [x = 0, y = 0, width = 0, height = 0] of bars(svg)) {
      expect([x >= 0, y >= 0, x + width <= 800, y + height <= 400]).toEqual([true, true, true, true]);
    }
  }
});

it('takes no markup from a name', () => {
  const svg = laidOut(['1'], 'en', '<script>&"\u0000\ud800');
  expect(svg).toContain('&lt;script&gt;&amp;&quot;');
  expect(svg).not.toContain('\u0000');
});

it('becomes a picture on paper that nothing shines through, letters of every language in it', async () => {
  const picture = async (title: string) => decode(Buffer.from(await drawChart(laidOut(['1', '2'], 'ru', title)), 'base64'));
  const [plain, cyrillic, turkish] = [await picture(''), await picture('Заказы'), await picture('İĞŞ')];
  expect([plain.width, plain.channels]).toEqual([1600, 4]);
  expect(plain.data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
  const ink = ({ data }: typeof plain) =>
    Array.from(data).reduce((dark, value, index) => dark + (index % 4 === 0 && value < 100 ? 1 : 0), 0);
  expect(ink(cyrillic)).toBeGreaterThan(ink(plain) + 500);
  expect(ink(turkish)).toBeGreaterThan(ink(plain) + 500);
});

it('is drawn when it is delivered, with its words for whoever does not see it', async () => {
  const channel = recordingChannel();
  const draw = { code: () => 'no code', chart: async (svg: string) => `drawn: ${svg.slice(0, 4)}` };
  await deliverInOrder([claimed({ kind: 'reply', reply: chart(['1']) })], { channels: { web: channel }, phrases: keysOnly, draw });
  expect(channel.sent[0]?.message.media).toMatchObject({ kind: 'drawn', png: 'drawn: <svg', name: expect.any(String) });
});
