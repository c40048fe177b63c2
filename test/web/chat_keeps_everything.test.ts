import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openChat } from '../support/chat-page.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();

it('is the same conversation after a reload, with the draft in its place', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.says('twice');
  await visitor.hears('Second.');
  await visitor.page.getByRole('button', { name: 'Browse' }).click();
  await visitor.hears('Pressed say:0:Browse.');
  const before = await visitor.said();
  await visitor.write.fill('Half a tho');
  await visitor.page.reload();
  await visitor.hears('Pressed say:0:Browse.');
  expect(await visitor.said()).toEqual(before);
  expect(before).toEqual(['Welcome!', 'twice', 'First.', 'Second.', 'Browse', 'Pressed say:0:Browse.']);
  expect(await visitor.write.inputValue()).toBe('Half a tho');
  expect(await visitor.page.locator('.choice.chosen').allInnerTexts()).toEqual(['Browse']);
  await visitor.close();
});

it('says that there is no connection, keeps what is written, and sends it once when the desk is back', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await chat.stop();
  await visitor.page.getByText('No connection. What you write is kept').waitFor();
  expect(await visitor.page.locator('#state').innerText()).toBe('No connection');
  await visitor.says('First');
  await visitor.says('Then');
  await visitor.page.locator('.unsent', { hasText: 'Then' }).getByText('Waiting to be sent').waitFor();
  await chat.start();
  await visitor.hears('You said: Then');
  await visitor.page.locator('.unsent').first().waitFor({ state: 'detached' });
  expect((await visitor.said()).toSorted()).toEqual(['First', 'Then', 'Welcome!', 'You said: First', 'You said: Then'].toSorted());
  expect(await visitor.page.locator('.person .bubble').allInnerTexts()).toEqual(['First', 'Then']);
  expect(await visitor.page.locator('#state').innerText()).toBe('Online');
  expect(await visitor.page.locator('#notice').innerText()).toBe('');
  await visitor.close();
});

it('sends after a reload what was not sent before it', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.page.route('**/events', (route) => route.abort());
  await visitor.says('Do not lose me');
  await visitor.page.locator('.unsent').getByText('Waiting to be sent').waitFor();
  await visitor.page.unroute('**/events');
  await visitor.page.reload();
  await visitor.hears('You said: Do not lose me');
  expect(await visitor.said()).toEqual(['Welcome!', 'Do not lose me', 'You said: Do not lose me']);
  await visitor.close();
});

it('says a thing once although the answer to it got lost', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  let lost = 0;
  await visitor.page.route('**/events', async (route) => {
    await route.fetch();
    lost += 1;
    if (lost < 3) await route.abort();
    else await route.continue();
  });
  await visitor.says('Once');
  await visitor.hears('You said: Once');
  await visitor.page.locator('.unsent').waitFor({ state: 'detached' });
  expect(await visitor.said()).toEqual(['Welcome!', 'Once', 'You said: Once']);
  expect(lost).toBe(3);
  await visitor.close();
});

it('shows what the desk will not take as not sent, with the reason', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  await visitor.page.route('**/events', (route) => route.fulfill({ status: 413, json: { sentence: 'This message is too large.' } }));
  await visitor.says('Much');
  await visitor.page.getByText('Not sent. This message is too large.').waitFor();
  await visitor.page.unroute('**/events');
  await visitor.says('Little');
  await visitor.hears('You said: Little');
  await visitor.close();
});

it('goes on in a browser that keeps nothing', async () => {
  const visitor = await openChat(web.browser, 'about:blank');
  await visitor.page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new Error('denied');
      },
    });
  });
  await visitor.page.goto(chat.page);
  await visitor.hears('Welcome!');
  await visitor.says('Hello');
  await visitor.hears('You said: Hello');
  expect(visitor.complaints).toEqual([]);
  await visitor.close();
});

it('shows one conversation in two windows', async () => {
  const visitor = await openChat(web.browser, chat.page);
  await visitor.hears('Welcome!');
  const second = await visitor.page.context().newPage();
  await second.goto(chat.page);
  await second.getByText('Welcome!').waitFor();
  await visitor.says('Hello');
  await second.getByText('You said: Hello').waitFor();
  expect(await second.locator('.bubble').allInnerTexts()).toEqual(['Welcome!', 'Hello', 'You said: Hello']);
  await visitor.close();
});
