import { beforeAll, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { call } from '../support/shop.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();
const phrases = loadPhrases();

/** The manager whom the demo desk has, and the rehearsal plays. */
beforeAll(async () => {
  const { code } = await call(chat.database.sql, 'invite_staff_safe', {
    actor_id: chat.desk.ownerId,
    display_name: 'Mia',
    role: 'manager',
  });
  await call(chat.database.sql, 'accept_invitation_safe', { code, provider: 'web', external_id: 'demo-staff-2' });
});

it.each(['en', 'ru', 'tr'] as const)('from the call to the answer and back to the bot, in %s', async (language) => {
  const say = (key: string, params = {}) => phrases(language, key, params);
  const page = await web.browser.newPage({ locale: language, viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${chat.url}/rehearsal?lang=${language}`);
  const visitor = page.frameLocator('iframe:not([hidden])');
  const desk = page.locator('section.desk');
  await desk.getByText(say('rehearsal-desk-empty')).waitFor();
  await visitor
    .getByRole('button', { name: say('button-person') })
    .last()
    .click();
  await visitor.getByText(say('person-soon', { minutes: 15 })).waitFor();
  await desk.getByRole('button', { name: say('rehearsal-desk-waiting') }).waitFor();
  await visitor.getByRole('textbox').fill('<b>Is it red?</b>');
  await visitor.getByRole('textbox').press('Enter');
  await desk.getByText('<b>Is it red?</b>').waitFor();
  await desk.getByRole('textbox').fill('It is.');
  await desk.getByRole('button', { name: say('rehearsal-desk-say') }).click();
  await visitor.getByText(say('staff-says', { name: 'Mia', text: 'It is.' })).waitFor();
  await desk.getByRole('button', { name: say('rehearsal-desk-answered') }).waitFor();
  await desk.getByRole('button', { name: say('rehearsal-desk-back') }).click();
  await visitor.getByText(say('back-with-the-bot')).waitFor();
  await desk.getByText(say('rehearsal-desk-empty')).waitFor();
  // The call and the question: nothing more is asked of the customer.
  expect(await visitor.locator('.line.person').count()).toBe(2);
  expect(complaints).toEqual([]);
  await page.close();
});

it('answers no form of another site, and nothing that is no answer', async () => {
  const post = (body: string, type: string) =>
    fetch(`${chat.url}/rehearsal/desk/say`, { method: 'POST', headers: { 'content-type': type }, body });
  const answer = JSON.stringify({ chat: '00000000-0000-4000-8000-000000000000', text: 'Hello', key: 'k' });
  expect((await post(answer, 'text/plain')).status).toBe(400);
  expect((await post('{', 'application/json')).status).toBe(400);
  expect((await post(answer, 'application/json')).status).toBe(409);
});
