import { request } from 'node:http';
import { expect, it } from 'vitest';
import { createWeb } from '../../bot/web/server.ts';
import { useBrowser } from '../support/browser.ts';
import { Visitor } from '../support/visitor.ts';
import { useWebChat, webWith } from '../support/web-chat.ts';

const chat = useWebChat();
const web = useBrowser();

it('shows beside the chat what the desk did in the last turn', async () => {
  const page = await web.browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${chat.url}/rehearsal`);
  const visitor = page.frameLocator('#frames iframe:not([hidden])');
  await visitor.getByText('Welcome!').waitFor();
  await visitor.getByRole('textbox').fill('Hello');
  await visitor.getByRole('textbox').press('Enter');
  await visitor.getByText('You said: Hello').waitFor();
  const pane = page.locator('#turn');
  await pane.getByText('{"type":"text","text":"Hello"}').waitFor();
  await pane.getByText('commit: state and replies at once').waitFor();
  await pane.getByText(/^commit_turn\(/).waitFor();
  await pane.getByText('talking').first().waitFor();
  await pane.getByText('"status": "settled"').waitFor();
  await pane.getByRole('button', { name: /^start/ }).click();
  await pane.getByText('{"type":"start","payload":null}').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('lets several visitors talk side by side, in each language, and finds them again', async () => {
  const page = await web.browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
  await page.goto(`${chat.url}/rehearsal?lang=ru`);
  const shown = page.frameLocator('#frames iframe:not([hidden])');
  await shown.getByText('Welcome!').waitFor();
  await shown.getByRole('textbox').fill('I am the first');
  await shown.getByRole('textbox').press('Enter');
  await shown.getByText('You said: I am the first').waitFor();
  await page.getByRole('button', { name: 'Новый посетитель' }).click();
  await shown.getByText('Welcome!').waitFor();
  expect(await shown.getByText('I am the first').count()).toBe(0);
  await page.getByRole('tab', { name: 'Посетитель 2', selected: true }).press('ArrowLeft');
  await shown.getByText('You said: I am the first').waitFor();
  await page.locator('#turn').getByText('I am the first').first().waitFor();
  await page.getByRole('link', { name: 'Türkçe' }).click();
  await page.getByRole('tab', { name: 'Ziyaretçi 1', selected: true }).waitFor();
  await shown.getByText('You said: I am the first').waitFor();
  expect(await page.locator('#tabs [role=tab]').count()).toBe(2);
  await page.close();
});

it('is not there on a hosted desk, and the first page leads to what there is', async () => {
  const hosted = createWeb({ ...webWith({ door: { accept: never, read: never, desk: never } }), mode: 'hosted' });
  expect((await hosted.request('/rehearsal')).status).toBe(404);
  expect((await hosted.request('/rehearsal/turns')).status).toBe(404);
});

it('tells of turns to nobody who comes by another name than this machine', async () => {
  const visitor = await Visitor.at(chat.page);
  await visitor.says('Hello');
  const ask = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asking = request(`${chat.url}/rehearsal/turns?chat=${visitor.digest}`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asking.on('error', reject);
      asking.end();
    });
  expect(await ask('evil.example')).toBe(404);
  expect(await ask('localhost:8080')).toBe(200);
});

async function never(): Promise<never> {
  throw new Error('not asked here');
}
