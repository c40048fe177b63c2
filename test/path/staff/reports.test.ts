import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type AtDesk, atDesk, type Member } from '../../support/at-desk.ts';
import { useWorkers } from '../../support/chatting.ts';
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

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]).toString('base64').slice(0, 5);
const pictureTo = (member: Member) => member.all().findLast(({ media }) => media !== null)?.media;

provesCommand('report', {
  happy: async () => {
    await captureLead(database.sql, shop, { comment: 'A red bike' });
    const said = await mia.asks('/report week');
    expect(said).toContain('The last 7 days');
    expect(said).toContain('Leads: 1 (before: 0)');
    expect(said).toContain('Came in: €0.00 (before: €0.00)');
    expect(pictureTo(mia)).toMatchObject({
      kind: 'drawn',
      name: 'In the last 7 days: orders: 0, leads: 1, came in: €0.00.',
      png: expect.stringContaining(PNG),
    });
    expect(await mia.taps('30 days')).toContain('The last 30 days');
  },
  missing: async () => expect(await mia.asks('/report')).toContain('Today'),
  wrong: async () => {
    const said = await mia.asks('/report yesterday');
    expect(said).toContain('I do not know the time “yesterday”.');
    expect(said).not.toContain('Leads:');
    expect(await mia.taps('7 days')).toContain('The last 7 days');
    expect(await mia.asks('/report week before that')).toContain('I do not know the time “before that”.');
  },
  role: async () => expect(await (await desk.the('agent')).asks('/report')).toContain('That takes a manager.'),
  state: { none: 'a desk can be counted at any time' },
  elsewhere: async () => {
    await captureLead(database.sql, other, { comment: 'Of the other desk' });
    const [row] = await database.sql`select count(*)::integer as leads from public.leads where desk_id = ${shop.deskId}`;
    expect(await mia.asks('/report today')).toContain(`Leads: ${row?.['leads']} (`);
  },
  stale: { none: 'it is counted anew' },
  twice: { none: 'it changes nothing' },
});

it.each([
  ['ru', 'отчёт вчера', 'Период «вчера» мне не знаком.'],
  ['tr', 'rapor geçen hafta', '“geçen hafta” diye bir dönem bilmiyorum.'],
] as const)('answers no other question in %s', async (language, command, said) => {
  expect(await (await desk.the('manager', language)).asks(command)).toContain(said);
});

it.each([
  ['ru', '/отчёт неделя', 'За 7 дней', 'Поступило'],
  ['tr', '/rapor hafta', 'Son 7 gün', 'Gelen para'],
] as const)('tells it in %s', async (language, command, title, row) => {
  const member = await desk.the('manager', language);
  const said = await member.asks(command);
  expect(said).toContain(title);
  expect(said).toContain(row);
  expect(pictureTo(member)?.name).toContain(title.slice(0, 5));
});
