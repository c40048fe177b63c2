import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openChat, overflowOf } from '../support/chat-page.ts';
import { until } from '../support/waiting.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();

const WORDS = { en: ['Reply', 'Replying to'], ru: ['Ответить', 'Ответ на'], tr: ['Yanıtla', 'Yanıtlanan:'] };

/** What came in last, as it was stored. */
const lastEvent = async () => {
  const [row] = await chat.database.sql`select event from public.inbox_messages order by id desc limit 1`;
  return JSON.parse(row?.event);
};

it.each(Object.entries(WORDS))('answers a card from the keyboard alone, and shows what is answered, in %s', async (language, words) => {
  const [reply, replying] = words;
  const visitor = await openChat(web.browser, chat.page, { locale: language, viewport: { width: 320, height: 720 } });
  const { page } = visitor;
  await visitor.says('card');
  await visitor.hears('Is this the one?');
  const control = page.getByRole('button', { name: `${reply}: Road bike, carbon` });
  await control.focus();
  await page.keyboard.press('Enter');
  const quote = page.locator('#answers');
  await quote.waitFor({ state: 'visible' });
  expect((await quote.innerText()).replaceAll(/\s+/g, ' ')).toContain(`${replying} `);
  expect(await quote.innerText()).toContain('Road bike, carbon');
  expect(await overflowOf(page)).toBe(0);
  // Put away, the next words answer nothing; the focus is where one writes.
  await page.keyboard.press('Escape');
  await quote.waitFor({ state: 'hidden' });
  await visitor.says('plain words');
  await until(async () => (await lastEvent()).text === 'plain words');
  expect(await lastEvent()).toEqual({ type: 'text', text: 'plain words' });
  await control.click();
  await visitor.says('this one, please');
  await visitor.hears('You said: this one, please');
  expect(await lastEvent()).toEqual({ type: 'text', text: 'this one, please', inReplyTo: expect.stringMatching(/^desk:\d+$/) });
  expect(await quote.isHidden()).toBe(true);
  expect(await page.locator('.person .quote').allInnerTexts()).toEqual(['Road bike, carbon']);
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});
