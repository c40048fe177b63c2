import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { useDesks } from '../support/desk-process.ts';

const desks = useDesks('file');
const web = useBrowser();
let studioUrl: string;
let ask: (path: string) => Promise<Array<Record<string, unknown>>>;
let page: Page;

beforeAll(async () => {
  const ready = await desks.run().ready();
  studioUrl = ready.studioUrl;
  const { secretKey } = JSON.parse(readFileSync(ready.keysFile, 'utf8'));
  ask = async (path) => (await fetch(`${ready.apiUrl}/rest/v1/${path}`, { headers: { apikey: secretKey } })).json();
});

// So wide that every column is drawn: the grid leaves out what nobody sees.
beforeEach(async () => {
  page = await web.browser.newPage({ viewport: { width: 3400, height: 850 } });
  await page.goto(studioUrl);
});

afterEach(() => page?.close());

/** The cell of a column in the row of this id, which the first column after the boxes shows. */
async function cellOf(table: string, column: string, id: string): Promise<Locator> {
  await page.getByText(table, { exact: true }).click();
  const header = page.getByRole('columnheader', { name: new RegExp(`^${column}\\b`) });
  const place = await header.getAttribute('aria-colindex');
  const line = page.getByRole('row').filter({ has: page.locator('[role="gridcell"][aria-colindex="2"]', { hasText: id }) });
  return line.locator(`[role="gridcell"][aria-colindex="${place}"]`);
}

/** Types into a cell, and gives the HTTP status with which that was answered. */
async function edit(cell: Locator, to: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await cell.dblclick();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(to);
  await page.keyboard.press('Enter');
  return (await answer).status();
}

it('lists our tables', async () => {
  for (const table of ['audit_log', 'desks', 'staff', 'staff_identities', 'orders', 'listings']) {
    await page.getByText(table, { exact: true }).waitFor();
  }
  expect(await page.title()).toBe('Studio · order desk');
});

describe('a guarded cell', () => {
  it.each([
    ['staff', 'role', 'owner', 'agent', 'display_name, language'],
    ['orders', 'status', 'awaiting_payment', 'paid', 'priority, notes, delivery_address'],
  ])('of %s shows why its %s cannot be edited, and stays as it was', async (table, column, from, to, editable) => {
    const [row] = await ask(`${table}?select=id&${column}=eq.${from}&limit=1`);
    const id = String(row?.id);
    const before = await ask(`${table}?id=eq.${id}`);
    const cell = await cellOf(table, column, id);
    expect(await cell.innerText()).toBe(from);

    expect(await edit(cell, to)).toBe(403);

    const notice = page.getByRole('alert').filter({ hasText: `"${column}" of "${table}"` });
    await notice.waitFor();
    expect(await notice.innerText()).toContain(
      `"${column}" of "${table}" cannot be changed by hand: it changes only through the desk's own commands.`,
    );
    expect(await notice.innerText()).toContain(`Columns you may edit here: ${editable}.`);
    expect(await ask(`${table}?id=eq.${id}`)).toEqual(before);
    await page.reload();
    expect(await (await cellOf(table, column, id)).innerText()).toBe(from);
    await notice.waitFor({ state: 'detached' });
  });
});

describe('an editable cell', () => {
  it.each([
    ['desks', 'name', 'Demo desk', 'Renamed desk', 'desk.changed'],
    ['listings', 'price', 2450, '1999.90', 'listing.changed'],
  ])('of %s takes another %s, and the audit names the database role', async (table, column, from, to, action) => {
    const [row] = await ask(`${table}?select=id&${column}=eq.${encodeURIComponent(from)}`);
    const id = String(row?.id);

    expect(await edit(await cellOf(table, column, id), to)).toBe(204);

    expect(String((await ask(`${table}?select=${column}::text&id=eq.${id}`))[0]?.[column])).toBe(to);
    expect(
      await ask(
        `audit_log?select=action,actor_type,database_role,changed_fields&action=eq.${action}&entity_id=eq.${id}&database_role=eq.service_role`,
      ),
    ).toEqual([{ action, actor_type: 'database', database_role: 'service_role', changed_fields: [column] }]);
  });
});
