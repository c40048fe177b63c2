import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openChat } from '../support/chat-page.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.id || '');

it('is used by keyboard alone: writing, a new line, buttons, reading back', async () => {
  const visitor = await openChat(web.browser, chat.page, { viewport: { width: 400, height: 500 } });
  await visitor.hears('Welcome!');
  const { keyboard } = visitor.page;
  await visitor.page.locator('#text:focus').waitFor();
  await keyboard.type('one');
  await keyboard.press('Shift+Enter');
  await keyboard.type('two');
  await keyboard.press('Enter');
  await visitor.hears('You said: one');
  expect(await visitor.page.locator('.person .bubble').first().innerText()).toBe('one\ntwo');
  await visitor.page.getByRole('button', { name: 'No', exact: true }).waitFor();
  expect(await focused(visitor.page)).toBe('text');
  await keyboard.press('Shift+Tab');
  expect(await focused(visitor.page)).toBe('No');
  await keyboard.press('Enter');
  await visitor.hears('Pressed say:1:No.');
  // Focus is not lost, and each stop can be seen.
  expect(await focused(visitor.page)).toBe('No');
  const outline = await visitor.page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  expect(outline).not.toBe('none');
  await visitor.log.focus();
  await keyboard.press('Home');
  await keyboard.press('PageUp');
  await visitor.page.waitForFunction(() => document.getElementById('log')?.scrollTop === 0);
  await visitor.close();
});

it('does not send while a word is being put together', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.write.fill('にほん');
  await visitor.write.evaluate((text) =>
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
  );
  expect(await visitor.write.inputValue()).toBe('にほん');
  await visitor.close();
});

it('sends nothing when nothing is written', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.says('   \n ');
  await visitor.page.getByRole('button', { name: 'Send' }).click();
  await visitor.says('Hello');
  await visitor.hears('You said: Hello');
  expect(await visitor.said()).toEqual(['Welcome!', 'Hello', 'You said: Hello']);
  await visitor.close();
});

it('tells a screen reader who says what, and reads out what is new only', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.says('Hello');
  await visitor.hears('You said: Hello');
  expect(await visitor.log.getAttribute('aria-live')).toBe('polite');
  expect(await visitor.log.getAttribute('aria-busy')).toBe('false');
  expect(await visitor.log.ariaSnapshot()).toMatch(/A desk:[\s\S]*Welcome![\s\S]*You:[\s\S]*Hello[\s\S]*A desk:[\s\S]*You said: Hello/);
  expect(await visitor.page.getByRole('log', { name: 'Conversation' }).count()).toBe(1);
  expect(await visitor.page.getByRole('textbox', { name: 'Write a message' }).count()).toBe(1);
  expect(await visitor.page.getByRole('button', { name: 'Send' }).count()).toBe(1);
  expect(await visitor.page.getByRole('combobox', { name: 'Language' }).count()).toBe(1);
  expect(await visitor.page.getByRole('heading', { level: 1, name: 'A desk' }).count()).toBe(1);
  expect(await visitor.page.getByRole('status').count()).toBeGreaterThan(0);
  await visitor.close();
});

it('changes its language and keeps the conversation', async () => {
  const visitor = await openChat(web.browser, `${chat.page}?start=B-12`);
  await visitor.hears('Welcome! You came for B-12.');
  await visitor.page.getByRole('combobox', { name: 'Language' }).selectOption('tr');
  await visitor.page.getByPlaceholder('Bir mesaj yazın').waitFor();
  await visitor.hears('Welcome! You came for B-12.');
  expect(await visitor.said()).toEqual(['Welcome! You came for B-12.']);
  await visitor.close();
});

it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
  const visitor = await openChat(web.browser, chat.page, { colorScheme });
  await visitor.says('card');
  await visitor.hears('Is this the one?');
  const weak = await visitor.page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const rgb = (color: string) => {
      canvas?.clearRect(0, 0, 1, 1);
      if (canvas) canvas.fillStyle = color;
      canvas?.fillRect(0, 0, 1, 1);
      return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])];
    };
    const light = (color: number[]) => {
      const [r = 0, g = 0, b = 0] = color.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element: Element | null): number[] => {
      const color = element ? rgb(getComputedStyle(element).backgroundColor) : [255, 255, 255, 255];
      return (color[3] ?? 0) > 200 || !element ? color : ground(element.parentElement);
    };
    const texts = [...document.querySelectorAll('h1, .state, .bubble p, .card h2, dt, dd, .meta, .choice, .day span, .language span')];
    return texts.flatMap((element) => {
      const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ratio < 4.5 && element.textContent?.trim() ? [`${element.className || element.tagName}: ${ratio.toFixed(2)}`] : [];
    });
  });
  expect(weak).toEqual([]);
  await visitor.close();
});
