import type { Browser } from 'playwright-core';
import { loadPhrases } from '../../bot/phrases.ts';
import type { Language, PhraseParams } from '../../src/phrases/phrases.ts';
import { type ChatPage, openChat } from './chat-page.ts';

const phrases = loadPhrases();

/** Somebody in front of the page who counts their own messages and taps, and waits for each answer. */
export type Customer = ChatPage & {
  language: Language;
  /** How often they did something. Opening a link is the first. */
  messages: () => number;
  /** What the desk would say in their language. */
  say: (key: string, params?: PhraseParams) => string;
  /** Presses the newest button that reads so. */
  press: (key: string, params?: PhraseParams) => Promise<void>;
  tell: (text: string) => Promise<void>;
  /** Does something else that is answered. */
  act: (doing: () => Promise<unknown>) => Promise<void>;
};

/** Opens the page in a window of this width; `start` is what the link was for. */
export async function openAsCustomer(
  browser: Browser,
  page: string,
  language: Language,
  { width = 390, start }: { width?: number; start?: string } = {},
): Promise<Customer> {
  const address = `${page}?lang=${language}${start === undefined ? '' : `&start=${start}`}`;
  return asCustomer(await openChat(browser, address, { viewport: { width, height: 800 }, locale: language }), language);
}

/** Somebody whose page is open already. */
export function asCustomer(page: ChatPage, language: Language): Customer {
  page.page.setDefaultTimeout(8_000);
  let messages = 1;
  const act = async (doing: () => Promise<unknown>) => {
    messages += 1;
    const heard = await page.page.locator('.desk .bubble').count();
    await doing();
    await page.page.waitForFunction((before) => document.querySelectorAll('.desk .bubble').length > before, heard);
  };
  const say = (key: string, params?: PhraseParams) => phrases(language, key, params);
  return {
    ...page,
    language,
    messages: () => messages,
    say,
    press: (key, params) =>
      act(() =>
        page.page
          .getByRole('button', { name: say(key, params), exact: true })
          .last()
          .click(),
      ),
    tell: (text) => act(() => page.says(text)),
    act,
  };
}
