import { expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { openRehearsal } from '../support/rehearsed.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({}, loadDialogue());
const web = useBrowser();

it.each(languages)('from the call to the answer and back to the bot, in %s', async (language) => {
  const desk = await openRehearsal(web.browser, chat, language);
  const { customer, say } = desk;
  const manager = await desk.staff('manager');
  await manager.hears('staff-help');
  await customer.presses('button-person');
  await manager.presses('do-answer');
  await manager.types('<b>It is red.</b>');
  await customer.hears('staff-says', { name: say('rehearsal-role-manager'), text: '<b>It is red.</b>' });
  await customer.tells('Good!');
  await manager.sees('Good!');
  await manager.presses('do-back');
  await customer.hears('back-with-the-bot');
  // The call and the word: nothing more is asked of the customer.
  expect(customer.did()).toBe(2);
  expect(desk.complaints).toEqual([]);
  await desk.close();
});

it('finds its staff again, and invites whom the owner may invite', async () => {
  const desk = await openRehearsal(web.browser, chat, 'en');
  await (await desk.staff('manager')).hears('staff-help');
  await desk.page.getByRole('combobox').selectOption('agent');
  await desk.page.getByRole('button', { name: desk.say('rehearsal-new-colleague') }).click();
  await (await desk.staff('agent')).types('/help');
  await desk.page.reload();
  await (await desk.staff('agent')).hears('help-desk');
  await (await desk.staff('owner')).types('/desk');
  expect(await desk.page.locator('#staff-tabs [role=tab]').count()).toBe(3);
  const joined = await chat.database.sql`select role from public.staff where desk_id = ${chat.desk.deskId} and role = 'agent'`;
  expect(joined).toHaveLength(1);
  expect(desk.complaints).toEqual([]);
  await desk.close();
});

it('invites nobody for another site, a stranger, or a customer', async () => {
  const ask = (body: unknown, type = 'application/json') =>
    fetch(`${chat.url}/rehearsal/staff`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) });
  expect((await ask({ role: 'owner' }, 'text/plain')).status).toBe(400);
  expect((await ask({ role: 'system' })).status).toBe(400);
  expect((await ask({ role: 'admin', by: 'somebody' })).status).toBe(400);
});
