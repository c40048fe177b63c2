import type { Browser, Locator, Page } from 'playwright-core';
import { loadPhrases } from '../../bot/phrases.ts';
import type { Phrase } from '../../src/conversation/reply.ts';
import { sentence } from '../../src/outbox/words.ts';
import type { Language } from '../../src/phrases/phrases.ts';
import { until } from './waiting.ts';
import type { TestWebChat } from './web-chat.ts';

const phrases = loadPhrases();

/** Somebody whose chat stands on the rehearsal console. */
export type Player = {
  /** Types it, and waits for an answer. */
  types: (text: string) => Promise<void>;
  /** Types it without waiting: a person has the chat, and the bot keeps quiet. */
  tells: (text: string) => Promise<void>;
  /** Presses the newest button with these words, and waits for an answer. */
  presses: (key: string, params?: Phrase['params']) => Promise<void>;
  /** Waits until this has been said. */
  hears: (key: string, params?: Phrase['params']) => Promise<void>;
  sees: (text: string | RegExp) => Promise<void>;
  /** Everything on the page, with plain spaces. */
  heard: () => Promise<string>;
  /** How often they typed or pressed. */
  did: () => number;
};

export type Rehearsed = {
  page: Page;
  complaints: string[];
  say: (key: string, params?: Phrase['params']) => string;
  customer: Player;
  /** Brings this tab of the staff to the front. */
  staff: (role: 'owner' | 'manager' | 'admin' | 'agent') => Promise<Player>;
  close: () => Promise<void>;
};

/** The rehearsal console in a browser, with its owner and its manager at work. */
export async function openRehearsal(
  browser: Browser,
  { url, database }: TestWebChat,
  language: Language,
  width = 1500,
): Promise<Rehearsed> {
  /** A notice that happens to come is no answer: the turn must be over. */
  const isAnswered = () =>
    until(async () => {
      const [open] = await database.sql`select count(*)::int as messages from public.inbox_messages where status in ('new', 'claimed')`;
      return open?.messages === 0;
    });
  const page = await browser.newPage({ locale: language, viewport: { width, height: 1000 } });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${url}/rehearsal?lang=${language}`);
  const say = (key: string, params?: Phrase['params']) =>
    sentence({ key, ...(params && { params }) }, { language, timeZone: 'UTC', phrases });
  const players = new Map<string, Player>();
  return {
    page,
    complaints,
    say,
    customer: playerOn(page.locator('#frames iframe:not([hidden])'), say, isAnswered),
    staff: async (role) => {
      await page
        .locator('#staff-tabs')
        .getByRole('tab', { name: say(`rehearsal-role-${role}`), exact: true })
        .click();
      const known = players.get(role) ?? playerOn(page.locator('#staff-frames iframe:not([hidden])'), say, isAnswered);
      players.set(role, known);
      return known;
    },
    close: () => page.close(),
  };
}

function playerOn(frame: Locator, say: Rehearsed['say'], isAnswered: () => Promise<void>): Player {
  const inside = frame.contentFrame();
  const answers = inside.locator('.line.desk:not(:has(~ .line.person))');
  const own = inside.locator('.line.person');
  let count = 0;
  const answered = async (doing: () => Promise<unknown>) => {
    count += 1;
    const before = await own.count();
    await doing();
    await own.nth(before).waitFor();
    await isAnswered();
    await answers.first().waitFor();
  };
  const sees = (text: string | RegExp) => inside.locator('.line.desk').filter({ hasText: text }).last().waitFor();
  const write = async (text: string) => {
    await inside.getByRole('textbox').fill(text);
    await inside.getByRole('textbox').press('Enter');
  };
  return {
    types: (text) => answered(() => write(text)),
    tells: async (text) => {
      count += 1;
      await write(text);
    },
    presses: (key, params) =>
      answered(() =>
        inside
          .getByRole('log')
          .getByRole('button', { name: say(key, params), exact: true })
          .last()
          .click(),
      ),
    hears: (key, params) => sees(say(key, params)),
    sees,
    heard: async () => (await inside.locator('.line').allInnerTexts()).join('\n').replaceAll(/[\u00a0\u202f]/g, ' '),
    did: () => count,
  };
}
