import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { useDesks } from '../support/desk-process.ts';

const desks = useDesks();
const web = useBrowser();

async function openTable(studioUrl: string, table: string): Promise<Page> {
  const page = await web.browser.newPage({ viewport: { width: 1300, height: 850 } });
  await page.goto(studioUrl);
  await page.getByText(table, { exact: true }).click();
  return page;
}

async function editCell(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('gridcell', { name: from, exact: true }).first().dblclick();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(to);
  await page.keyboard.press('Enter');
}

it('lists our tables', async () => {
  const run = desks.run();
  const { studioUrl } = await run.ready();
  const page = await web.browser.newPage();
  await page.goto(studioUrl);
  for (const table of ['audit_log', 'desks', 'staff', 'staff_identities']) await page.getByText(table, { exact: true }).waitFor();
  expect(await page.title()).toBe('Studio · order desk');
  await page.close();
});

it('shows why a guarded cell cannot be edited, and the cell stays as it was', async () => {
  const run = desks.run();
  const { studioUrl } = await run.ready();
  const page = await openTable(studioUrl, 'staff');
  await editCell(page, 'owner', 'agent');
  const notice = page.getByRole('alert').filter({ hasText: '"role" of "staff"' });
  await notice.waitFor();
  expect(await notice.innerText()).toContain(
    '"role" of "staff" cannot be changed by hand: it changes only through the desk\'s own commands.',
  );
  expect(await notice.innerText()).toContain('Columns you may edit here: display_name, language.');
  await page.reload();
  await page.getByRole('gridcell', { name: 'owner', exact: true }).waitFor();
  await notice.waitFor({ state: 'detached' });
  await page.close();
});

it('lets an editable cell be edited, and the audit names the database role', async () => {
  const run = desks.run();
  const { studioUrl, apiUrl, keysFile } = await run.ready();
  const page = await openTable(studioUrl, 'desks');
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await editCell(page, 'Demo desk', 'Renamed desk');
  expect((await saved).ok()).toBe(true);
  await page.close();
  const { secretKey } = JSON.parse(readFileSync(keysFile, 'utf8'));
  const ask = async (path: string) => (await fetch(`${apiUrl}/rest/v1/${path}`, { headers: { apikey: secretKey } })).json();
  expect(await ask('desks?select=name')).toEqual([{ name: 'Renamed desk' }]);
  expect(await ask('audit_log?select=action,actor_type,database_role,changed_fields&action=eq.desk.changed')).toEqual([
    { action: 'desk.changed', actor_type: 'database', database_role: 'service_role', changed_fields: ['name'] },
  ]);
});
