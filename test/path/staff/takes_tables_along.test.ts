import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { FileStore } from '../../../src/documents/files.ts';
import { makeStaffExport } from '../../../src/exports/make-export.ts';
import { directRpc } from '../../../src/rpc/direct.ts';
import { type AtDesk, atDesk, type Member, read } from '../../support/at-desk.ts';
import { quiet, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const running = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  desk = await atDesk(database, await running.start(), shop);
  mia = await desk.the('manager');
});

const asked = async () =>
  Number((await database.sql`select count(*) as n from public.staff_exports where desk_id = ${shop.deskId}`)[0]?.['n']);

/** What is stored of the tables that were asked for, by their paths; made by a worker as the desk's own does. */
async function made(): Promise<Map<string, string>> {
  const port = directRpc({ databaseUrl: database.url, connections: 2 });
  const stored = new Map<string, string>();
  const files: Pick<FileStore, 'put'> = {
    put: async (path, bytes) => {
      stored.set(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    },
  };
  while (await makeStaffExport(port, files as FileStore, 'a-worker'));
  await port.close();
  await quiet(database);
  return stored;
}

provesCommand('export', {
  happy: async () => {
    await captureLead(database.sql, shop, {
      comment: '=HYPERLINK("http://evil")',
      customer: { full_name: 'Зоя, "Ада"', phone: '+4915112345678' },
    });
    await captureLead(database.sql, other, { comment: 'Of the other desk' });
    expect(await mia.asks('/export leads')).toContain('I am making the table: Leads, of the last 30 days.');
    const [[path, table] = ['', '']] = await made();
    expect(table.startsWith('\u{feff}created_at,status,')).toBe(true);
    expect(table).toContain('"Зоя, ""Ада""",\'+4915112345678');
    expect(table).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(table).not.toContain('Of the other desk');
    const message = mia.all().at(-1);
    expect(message?.media).toMatchObject({ kind: 'document', path, name: expect.stringMatching(/^leads-\d{4}-\d\d-\d\d\.csv$/) });
    expect(read(message ? [message] : [])).toContain('Your table, one row. The file stays for a day.');
  },
  missing: async () => {
    expect(await mia.asks('/export')).toContain('Which table?');
    expect(await mia.taps('Orders')).toContain('I am making the table: Orders');
    expect([...(await made()).values()][0]).toContain('order,created_at,status');
  },
  wrong: async () => {
    expect(await mia.asks('/export secrets')).toContain('There is no table “secrets”');
    const before = await asked();
    expect(await mia.asks('/export orders last week')).toContain('I do not know the time “last week”.');
    expect(await asked()).toBe(before);
    expect(await mia.taps('A year')).toContain('I am making the table: Orders, of the last year.');
    await made();
  },
  role: async () => {
    const before = await asked();
    expect(await (await desk.the('agent')).asks('/export orders')).toContain('That takes a manager.');
    expect(await asked()).toBe(before);
  },
  state: { none: 'a table can be had at any time' },
  elsewhere: { none: 'it names nothing; that no row of another desk is in it stands above' },
  stale: { none: 'it is made anew' },
  twice: async () => {
    const before = await asked();
    for (const _ of [1, 2]) await mia.send({ type: 'press', action: 's1:export:payments:all' });
    await mia.asks('/help help');
    expect(await asked()).toBe(before + 1);
    await made();
  },
});

it.each([
  ['ru', '/выгрузка заказы', 'Готовлю таблицу: Заказы', 'Ваша таблица'],
  ['tr', '/tablo siparişler', 'Tabloyu hazırlıyorum: Siparişler', 'Tablonuz'],
] as const)('is had in %s', async (language, command, answer, ready) => {
  const member = await desk.the('admin', language);
  expect(await member.asks(command)).toContain(answer);
  await made();
  expect(read(member.hears())).toContain(ready);
});
