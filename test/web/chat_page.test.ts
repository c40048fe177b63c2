import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openChat, overflowOf } from '../support/chat-page.ts';
import { hostileTexts } from '../support/hostile-text.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();

const WORDS = {
  en: ['Online', 'Write a message', 'Today'],
  ru: ['На связи', 'Напишите сообщение', 'Сегодня'],
  tr: ['Çevrimiçi', 'Bir mesaj yazın', 'Bugün'],
};

it.each(Object.entries(WORDS))(
  'talks in %s, in a narrow and a wide window, without a complaint of the browser',
  async (language, words) => {
    for (const width of [320, 1280]) {
      const visitor = await openChat(web.browser, chat.page, { locale: language, viewport: { width, height: 720 } });
      await visitor.hears('Welcome!');
      await visitor.says('card');
      await visitor.hears('Is this the one?');
      await visitor.says(`${'x'.repeat(500)} https://example.com/${'y'.repeat(300)}`);
      await visitor.hears('You said: xxx');
      const [state, placeholder, day] = words;
      expect(await visitor.page.locator('#state').innerText()).toBe(state);
      expect(await visitor.write.getAttribute('placeholder')).toBe(placeholder);
      expect(await visitor.page.locator('.day').innerText()).toBe(day);
      expect(await visitor.page.locator('html').getAttribute('lang')).toBe(language);
      expect(await overflowOf(visitor.page)).toBe(0);
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    }
  },
);

it('shows a card with its rows, and buttons large enough for a thumb', async () => {
  const visitor = await openChat(web.browser, chat.page, { viewport: { width: 360, height: 720 } });
  await visitor.says('card');
  const card = (await visitor.hears('Is this the one?')).locator('.card');
  expect(await card.getByRole('heading').innerText()).toBe('Road bike, carbon');
  expect(await card.locator('dt').allInnerTexts()).toEqual(['Price', 'Size']);
  expect(await card.locator('dd').allInnerTexts()).toEqual(['€2,450.00', 'M']);
  for (const button of await visitor.page.getByRole('button').all()) {
    const box = await button.boundingBox();
    if (box) expect(Math.round(Math.min(box.height, box.width))).toBeGreaterThanOrEqual(44);
  }
  await visitor.close();
});

it('shows a pressed button as what the person said, and marks it', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.page.getByRole('button', { name: 'My orders' }).click();
  await visitor.hears('Pressed say:1:My orders.');
  expect(await visitor.said()).toEqual(['Welcome!', 'My orders', 'Pressed say:1:My orders.']);
  expect(await visitor.page.locator('.choice.chosen').allInnerTexts()).toEqual(['My orders']);
  await visitor.page.getByRole('button', { name: 'Browse' }).click();
  await visitor.hears('Pressed say:0:Browse.');
  await visitor.close();
});

it('brings what a link was for, once: a reload is no second wish', async () => {
  const visitor = await openChat(web.browser, `${chat.page}?start=B-12`);
  await visitor.hears('Welcome! You came for B-12.');
  expect(visitor.page.url()).toBe(chat.page);
  await visitor.page.reload();
  await visitor.says('Hello');
  await visitor.hears('You said: Hello');
  expect(await visitor.said()).toEqual(['Welcome! You came for B-12.', 'Hello', 'You said: Hello']);
  await visitor.close();
});

it.each(hostileTexts)('shows %s as text, as it was written', async (_name, text) => {
  const visitor = await openChat(web.browser, chat.page, { viewport: { width: 320, height: 640 } });
  await visitor.hears('Welcome!');
  await visitor.says(text);
  await visitor.hears('You said: ');
  const shown = await visitor.page.locator('.person .bubble').first().textContent();
  expect(shown).toBe(text.replaceAll(/\r\n?/g, '\n').trim());
  expect(await visitor.page.locator('.bubble img, .bubble script').count()).toBe(0);
  expect(await overflowOf(visitor.page)).toBe(0);
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});

it('writes each text from the side its script begins at', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.says('السلام عليكم');
  await visitor.hears('You said: السلام عليكم');
  const direction = await visitor.page.locator('.person .bubble p').evaluate((paragraph) => getComputedStyle(paragraph).direction);
  expect(direction).toBe('rtl');
  await visitor.close();
});

it('makes links of addresses, and of nothing else', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.says(
    '(see https://example.com/a_(b)), http://x.example. javascript:alert(1) http://bank.example@evil.example ftp://a.b data:text/html,x',
  );
  await visitor.hears('You said: (see');
  const links = visitor.page.locator('.person .bubble a');
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'https://example.com/a_(b)',
    'http://x.example/',
  ]);
  expect(await links.evaluateAll((all) => all.map((link) => `${link.getAttribute('rel')} ${link.getAttribute('target')}`))).toEqual(
    Array.from({ length: 2 }, () => 'noopener noreferrer nofollow _blank'),
  );
  await visitor.close();
});

it('sends the beginning of a text that is too long, and says so', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.says('a'.repeat(1_000_000));
  await visitor.hears('You said: aaa');
  const own = visitor.page.locator('.person');
  expect((await own.locator('.bubble').innerText()).length).toBe(4_000);
  await own.getByText('Too long: only the beginning was sent').waitFor();
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});

it('leaves a reader where they read, and leads to what is new', async () => {
  const visitor = await openChat(web.browser, chat.page, { viewport: { width: 400, height: 500 } });
  const second = await visitor.page.context().newPage();
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    await visitor.says(word);
    await visitor.hears(`You said: ${word}`);
  }
  await visitor.log.evaluate((log) => log.scrollTo(0, 0));
  await second.goto(chat.page);
  await second.getByText('You said: five').waitFor();
  await second.getByRole('textbox').fill('six');
  await second.getByRole('textbox').press('Enter');
  await second.getByText('You said: six').waitFor();
  const news = visitor.page.getByRole('button', { name: 'New messages' });
  await news.click();
  await visitor.page.getByText('You said: six').waitFor();
  await news.waitFor({ state: 'hidden' });
  expect(await visitor.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)).toBeLessThan(5);
  await visitor.close();
});
