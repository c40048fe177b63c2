import { createServer, type Server } from 'node:http';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();
let shop: Server;
let shopUrl = '';

// A seller's own site: another origin, with a strict policy and styles that would spoil the button if they reached it.
beforeAll(async () => {
  shop = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', `default-src 'self'; script-src ${chat.url}; frame-src ${chat.url}; style-src 'nonce-a'`);
    response.end(`<!doctype html><html lang="ru"><title>Shop</title><style nonce="a">button, div, iframe { display: none !important }</style>
      <h1>Bikes</h1><a href="#x">First link</a><script src="${chat.page}/embed.js" async></script></html>`);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const address = shop.address();
  shopUrl = `http://localhost:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(async () => {
  shop.closeAllConnections();
  await new Promise((resolve) => shop.close(resolve));
});

async function openShop(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await web.browser.newContext({ locale: 'en', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(shopUrl);
  return { page, complaints };
}

const frameOf = (page: Page) => page.frameLocator('iframe[title]');

it('puts a chat on a foreign page in the language of that page, and neither disturbs the other', async () => {
  const { page, complaints } = await openShop();
  const button = page.getByRole('button', { name: 'Открыть чат' });
  expect(await button.getAttribute('aria-expanded')).toBe('false');
  await button.click();
  await frameOf(page).getByText('Welcome!').waitFor();
  expect(await frameOf(page).getByRole('textbox').getAttribute('placeholder')).toBe('Напишите сообщение');
  expect(await page.getByRole('button', { name: 'Закрыть чат' }).first().getAttribute('aria-expanded')).toBe('true');
  expect(await page.evaluate(() => Object.keys(window).filter((name) => /desk|settings|words/i.test(name)))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('is opened, used and closed by keyboard, and gives the focus back', async () => {
  const { page } = await openShop();
  const button = page.getByRole('button', { name: 'Открыть чат' });
  await button.waitFor();
  await page.getByRole('link', { name: 'First link' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await frameOf(page).locator('#text:focus').waitFor();
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await frameOf(page).getByText('You said: Hello').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Открыть чат' }).waitFor();
  expect(await button.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
  await page.context().close();
});

it('stays open from page to page, with the same conversation', async () => {
  const { page } = await openShop();
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  await frameOf(page).getByText('Welcome!').waitFor();
  await frameOf(page).getByRole('textbox').fill('Hello');
  await frameOf(page).getByRole('textbox').press('Enter');
  await frameOf(page).getByText('You said: Hello').waitFor();
  await page.goto(`${shopUrl}/next`);
  await frameOf(page).getByText('You said: Hello').waitFor();
  await frameOf(page).getByRole('button', { name: 'Закрыть чат' }).click();
  await page.locator('iframe').waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('button', { name: 'Открыть чат' }).waitFor();
  expect(await page.locator('iframe').count()).toBe(0);
  await page.context().close();
});

it('fills the screen of a phone, and leaves it by its own button', async () => {
  const { page } = await openShop({ viewport: { width: 390, height: 760 } });
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  await frameOf(page).getByText('Welcome!').waitFor();
  expect(await page.locator('iframe').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 760 });
  await frameOf(page).getByRole('button', { name: 'Закрыть чат' }).click();
  await page.locator('iframe').waitFor({ state: 'hidden' });
  await page.context().close();
});

it('shows on the closed button that the desk has written', async () => {
  const { page } = await openShop();
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  await frameOf(page).getByText('Welcome!').waitFor();
  // The answer is on its way when the chat is closed.
  let goOn = () => {};
  const closed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/events', async (route) => {
    await closed;
    await route.continue();
  });
  await frameOf(page).getByRole('textbox').fill('Hello');
  await frameOf(page).getByRole('textbox').press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('iframe').waitFor({ state: 'hidden' });
  goOn();
  await page.getByRole('button', { name: 'Открыть чат. Новые сообщения' }).click();
  await frameOf(page).getByText('You said: Hello').waitFor();
  await page.getByRole('button', { name: 'Закрыть чат', exact: true }).first().waitFor();
  await page.context().close();
});

it('obeys nobody but its own frame', async () => {
  const { page } = await openShop();
  await page.getByRole('button', { name: 'Открыть чат' }).click();
  await frameOf(page).getByText('Welcome!').waitFor();
  await page.evaluate(() => window.postMessage({ deskChat: 'close' }, '*'));
  await frameOf(page).getByRole('textbox').fill('Still here');
  expect(await page.locator('iframe').isVisible()).toBe(true);
  await page.context().close();
});
