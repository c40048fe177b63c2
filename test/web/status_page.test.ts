import { beforeAll, expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { type DeskRun, useDesks } from '../support/desk-process.ts';
import { childrenOf } from '../support/processes.ts';

const desks = useDesks('file');
const web = useBrowser();
let run: DeskRun;

beforeAll(async () => {
  run = desks.run();
  await run.ready();
});

const WORDS = {
  en: ['Everything is running', 'Database', 'Edge functions', 'Open Studio'],
  ru: ['Всё работает', 'База данных', 'Edge-функции', 'Открыть Studio'],
  tr: ['Her şey çalışıyor', 'Veritabanı', 'Uç fonksiyonlar', "Studio'yu aç"],
};

it('is green, in three languages, in a narrow and a wide window, without a broken line of console', async () => {
  const { webUrl, studioUrl } = await run.ready();
  const complaints: string[] = [];
  for (const [language, words] of Object.entries(WORDS)) {
    const page = await web.browser.newPage({ locale: language });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      await page.goto(webUrl);
      const text = await page.innerText('body');
      for (const word of words) expect(text).toContain(word);
      expect(await page.locator('li.ready').count()).toBe(4);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    expect(await page.locator('a.studio').getAttribute('href')).toBe(studioUrl);
    await page.close();
  }
  expect(complaints).toEqual([]);
});

it('changes language by a link and keeps it while it renews itself', async () => {
  const { webUrl } = await run.ready();
  const page = await web.browser.newPage({ locale: 'en' });
  await page.goto(webUrl);
  await page.getByRole('link', { name: 'Türkçe' }).click();
  await page.waitForResponse((response) => response.url().includes('/status?lang=tr'));
  expect(await page.innerText('#status')).toContain('Her şey çalışıyor');
  await page.close();
});

it('says by itself that a part is not running, and that the desk does not answer', async () => {
  const own = desks.run();
  const { webUrl } = await own.ready();
  const page = await web.browser.newPage({ locale: 'en' });
  await page.goto(webUrl);
  const deno = childrenOf(own.child.pid ?? -1).find((child) => child.command.includes('functions-host'));
  process.kill(deno?.pid ?? -1, 'SIGSTOP');
  await page.getByText('One part is not running').waitFor();
  expect(await page.locator('li.down').innerText()).toContain('The log of the desk says why');
  process.kill(deno?.pid ?? -1, 'SIGCONT');
  await page.getByText('Everything is running').waitFor();
  own.signal('SIGTERM');
  await own.ended;
  await page.getByText('The desk does not answer. This page keeps trying.').waitFor();
  await page.close();
});
