import { expect, it } from 'vitest';
import type { WebLine } from '../../src/channels/web/types.ts';
import { useBrowser } from '../support/browser.ts';
import { openChat } from '../support/chat-page.ts';
import { shuffled } from '../support/seeded.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();

const at = '2026-11-20T09:00:00.000Z';
const desk = (id: number, position: number, version: number, text: string, more: object = {}): WebLine => ({
  ...{ id: `desk:${id}`, from: 'desk', position, version, at },
  content: { language: 'en', paragraphs: [text], card: null, media: null, choices: [], ...more },
});
const person = (id: number, position: number, content: object): WebLine => ({
  id: `person:${id}`,
  from: 'person',
  position,
  version: position,
  at,
  content,
});

const timeline = (paid: 'now' | 'done') => [
  { label: 'Ordered', at: '2026-11-20T09:00:00.000Z', state: 'done' },
  { label: 'Paid', at: null, state: paid },
  { label: 'Delivered', at: null, state: paid === 'done' ? 'now' : 'next' },
];
const card = (paid: 'now' | 'done') => ({ paragraphs: [], card: { title: 'Order 1042', rows: [], timeline: timeline(paid) } });
const choices = [{ label: 'Take it', action: 'take', style: 'primary' }];

const lines: WebLine[] = [
  desk(1, 1, 1, 'Is this the one?', { choices }),
  person(1, 2, { type: 'press', action: 'take' }),
  desk(2, 3, 3, '', card('now')),
  desk(2, 3, 6, '', card('done')),
  person(2, 4, { type: 'text', text: 'Thank you' }),
  desk(3, 5, 5, 'Anything else?', { media: { kind: 'document', name: 'Invoice.pdf', url: null } }),
];

const streamOf = (all: WebLine[]) =>
  [
    ...all.map((line) => `event: message\ndata: ${JSON.stringify(line)}\nid: ${line.version}\n\n`),
    'event: ready\ndata: {"chat":"x"}\n\n',
  ].join('');

it.each([1, 2, 3, 4])('shows a conversation the same in whatever order and however often its lines come (%i)', async (seed) => {
  const visitor = await openChat(web.browser, 'about:blank', { timezoneId: 'UTC' });
  const body = streamOf(seed === 1 ? lines : shuffled(seed)([...lines, ...lines]));
  await visitor.page.route('**/stream?*', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
  await visitor.page.goto(chat.page);
  await visitor.hears('Anything else?');
  await visitor.page.waitForFunction(() => document.querySelectorAll('.line').length === 5);
  expect((await visitor.page.locator('.line .bubble').allTextContents()).map((text) => text.trim())).toEqual([
    'Is this the one?',
    'Take it',
    'Order 1042Done: OrderedNov 20, 9:00 AMDone: PaidNow: Delivered',
    'Thank you',
    'Anything else?',
    'File: Invoice.pdf',
  ]);
  expect(await visitor.page.locator('.timeline [aria-current=step] .what').innerText()).toBe('Delivered');
  expect(await visitor.page.locator('.choice.chosen').allInnerTexts()).toEqual(['Take it']);
  expect(await visitor.page.locator('.line.newest').innerText()).toContain('Anything else?');
  await visitor.close();
});
