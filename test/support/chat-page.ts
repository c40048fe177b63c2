import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

export type ChatPage = {
  page: Page;
  /** What the browser complained of. */
  complaints: string[];
  /** Everything that is said, in the order in which it stands. */
  said: () => Promise<string[]>;
  says: (text: string) => Promise<void>;
  /** Waits until the desk has said this. */
  hears: (text: string) => Promise<Locator>;
  write: Locator;
  log: Locator;
  close: () => Promise<void>;
};

/** Somebody who opens a chat in a browser of their own. */
export async function openChat(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<ChatPage> {
  const context = await browser.newContext({ locale: 'en', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  const log = page.getByRole('log');
  const write = page.getByRole('textbox');
  return {
    page,
    complaints,
    log,
    write,
    said: () => page.locator('.line .bubble').allInnerTexts(),
    says: async (text) => {
      await write.fill(text);
      await write.press('Enter');
    },
    hears: async (text) => {
      const found = log.locator('.desk').filter({ hasText: text }).last();
      await found.waitFor();
      return found;
    },
    close: () => context.close(),
  };
}

/** How far the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      0,
      ...[document.documentElement, document.body, ...document.querySelectorAll('.log')].map((box) => box.scrollWidth - box.clientWidth),
    ),
  );
