import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type AtDesk, atDesk, type Member } from '../../support/at-desk.ts';
import { useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const running = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let admin: Member;
let agent: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  desk = await atDesk(database, await running.start(), shop);
  [admin, agent] = [await desk.the('admin'), await desk.the('agent')];
});

/** Without when it was changed: the row has columns that the desk changes by itself. */
const settings = async (where = shop) =>
  (await database.sql`select to_jsonb(s) - 'updated_at' as kept from public.desk_settings as s where s.desk_id = ${where.deskId}`)[0]?.[
    'kept'
  ] as Record<string, unknown>;
const hoursOf = async (staffId: string | null) =>
  (
    await database.sql`select weekday || ' ' || to_char(opens, 'HH24:MI') || '-' || to_char(closes, 'HH24:MI') as span from public.working_hours
    where desk_id = ${shop.deskId} and staff_id is not distinct from ${staffId} and active order by weekday, opens`
  ).map(({ span }) => String(span));
const daysOff = async (staffId: string | null) =>
  (
    await database.sql`select to_char(day, 'YYYY-MM-DD') as day from public.days_off
    where desk_id = ${shop.deskId} and staff_id is not distinct from ${staffId} and active order by day`
  ).map(({ day }) => String(day));

provesCommand('settings', {
  happy: async () => {
    const card = await admin.asks('/settings');
    expect(card).toContain('Settings of the desk');
    expect(card).toContain('An offer holds for: 48 hours');
    expect(card).toContain('Customers are left in peace: 21:00–09:00');
  },
  missing: { none: 'it needs nothing' },
  wrong: { none: 'it needs nothing' },
  role: async () => expect(await (await desk.the('manager')).asks('/settings')).toContain('That takes an admin.'),
  state: { none: 'they can be looked at at any time' },
  elsewhere: async () => {
    await database.sql`select public.update_desk_settings_safe(${other.ownerId}, '{"proposal_hours": 77}')`.catch(() => undefined);
    expect(await admin.asks('/settings')).not.toContain('77 hours');
  },
  stale: { none: 'they are read anew' },
  twice: { none: 'it changes nothing' },
});

it.each([
  ['ru', '/настройки', 'Настройки стола', 'Предложение действует'],
  ['tr', '/ayarlar', 'Masanın ayarları', 'Teklifin geçerliliği'],
] as const)('names the settings in %s', async (language, command, title, row) => {
  const said = await (await desk.the('admin', language)).asks(command);
  expect(said).toContain(title);
  expect(said).toContain(row);
});

it.each([
  ['/set paid policy first payment', { paid_policy: 'first_payment' }],
  ['/set currency usd', { currency: 'USD' }],
  ['/set time zone Europe/Istanbul', { time_zone: 'Europe/Istanbul' }],
  ['/set languages russian, tr', { languages: ['ru', 'tr'] }],
  ['/set carrier Pick-up', { default_provider: 'pickup' }],
  ['/set parcel required no', { shipment_required: false }],
  ['/set tracking required yes', { tracking_number_required: true }],
  ['/set auto deliver yes', { auto_deliver: true }],
  ['/set quiet 22:30-8', { quiet_from: '22:30:00', quiet_until: '08:00:00' }],
  ['/set quiet never', { quiet_from: null, quiet_until: null }],
  ['/set answer within 30', { answer_within_minutes: 30 }],
  ['/set answer within 2 hours', { answer_within_minutes: 120 }],
  ['/set answer within 1 час', { answer_within_minutes: 60 }],
  ['/set answer within 1 saat', { answer_within_minutes: 60 }],
  ['/set answer within 1.5h', { answer_within_minutes: 90 }],
  ['/set answer within 45 мин.', { answer_within_minutes: 45 }],
  ['/set offers hold 2 days', { proposal_hours: 48 }],
  ['/set offers hold 120 dakika', { proposal_hours: 2 }],
  ['/set quiet 10:30pm-8am', { quiet_from: '22:30:00', quiet_until: '08:00:00' }],
  ['/set reminder 60', { nudge_after_minutes: 60 }],
  ['/set reminder never', { nudge_after_minutes: null }],
  ['/set offers hold 72', { proposal_hours: 72 }],
  ['/задать валюта rub', { currency: 'RUB' }],
  ['/ayarla koli gerekli evet', { shipment_required: true }],
])('“%s” is understood', async (words, changed) => {
  expect(await admin.asks(words)).toContain('Settings of the desk');
  expect(await settings()).toMatchObject(changed);
});

it.each([
  ['en', '/set new work least work', '/set offers wait 30'],
  ['ru', '/set новая работа меньше дел', '/set предложения ждут 30'],
  ['tr', '/set yeni iş en az iş', '/set öneriler bekler 30'],
] as const)('decides how new work finds people, in %s', async (language, assignment, minutes) => {
  const boss = await desk.the('admin', language);
  await boss.asks(assignment);
  await boss.asks(minutes);
  expect(await settings()).toMatchObject({ assignment: 'least_work', offer_minutes: 30 });
  const refused = await boss.asks('/set offer_minutes 0');
  expect(refused).not.toContain('offer_minutes');
  expect(await settings()).toMatchObject({ offer_minutes: 30 });
  await boss.asks('/set assignment by_hand');
  expect(await settings()).toMatchObject({ assignment: 'by_hand' });
});

provesCommand('set', {
  happy: async () => {
    const before = await settings();
    expect(await admin.asks('/set offers hold 24')).toContain('An offer holds for: 24 hours');
    expect(await settings()).toMatchObject({ proposal_hours: 24 });
    expect(await admin.asks('/undo')).toContain('The setting is what it was.');
    expect(await settings()).toMatchObject({ proposal_hours: before['proposal_hours'] });
  },
  missing: async () => {
    await admin.asks('/settings');
    const asked = await admin.taps('An offer holds for');
    expect(asked).toContain('How many hours a price or a change waits for the answer.');
    await admin.taps('48 hours');
    expect(await settings()).toMatchObject({ proposal_hours: 48 });
  },
  wrong: async () => {
    const before = await settings();
    for (const words of [
      'offers hold forever',
      'offers hold 0',
      'offers hold 90 minutes',
      'answer within 2 moons',
      'answer within 30 or so',
      'answer within 1.005 h',
      'offers hold 99999',
      'time zone Mars/Olympus',
      'languages klingon',
      'quiet 25-26',
      'currency btc',
    ]) {
      expect(await admin.asks(`/set ${words}`)).toContain('does not fit here. Nothing was changed.');
    }
    expect(await admin.asks('/set colour red')).toContain('There is no setting “colour red”.');
    expect(await settings()).toEqual(before);
  },
  role: async () => {
    const before = await settings();
    expect(await (await desk.the('manager')).asks('/set offers hold 1')).toContain('That takes an admin.');
    expect(await settings()).toEqual(before);
  },
  state: { none: 'they can be changed at any time' },
  elsewhere: async () => {
    const before = await settings(other);
    await admin.asks('/set offers hold 9');
    expect(await settings(other)).toEqual(before);
  },
  stale: async () => {
    await admin.asks('/set offers hold');
    await admin.asks('cancel');
    await admin.send({ type: 'press', action: 's1:pick:24' });
    await admin.asks('/help help');
    expect(await settings()).not.toMatchObject({ proposal_hours: 24 });
  },
  twice: { none: 'set twice it is the same' },
});

provesCommand('hours', {
  happy: async () => {
    expect(await agent.asks('/hours mon-fri 9-18, sat 10:30-14')).toContain('Mon–Fri 09:00–18:00\nSat 10:30–14:00');
    expect(await hoursOf(agent.id)).toEqual([...[1, 2, 3, 4, 5].map((day) => `${day} 09:00-18:00`), '6 10:30-14:00']);
    await agent.asks('/hours mon 9-13 14-18');
    expect(await hoursOf(agent.id)).toEqual(['1 09:00-13:00', '1 14:00-18:00']);
    expect(await agent.asks('/undo')).toContain('The working hours are what they were.');
    expect(await hoursOf(agent.id)).toHaveLength(6);
    expect(await agent.asks('/hours none')).toContain('as the desk’s');
    expect(await hoursOf(agent.id)).toEqual([]);
  },
  missing: { none: 'without anything it shows them' },
  wrong: async () => {
    await agent.asks('/hours tue 8-12');
    for (const words of ['when I feel like it', 'mon 18-9', 'mon 9-12 11-13', 'mon', '9', 'mon-fri 9-25']) {
      expect(await agent.asks(`/hours ${words}`)).toContain(`I cannot read “${words}” as working hours.`);
    }
    expect(await hoursOf(agent.id)).toEqual(['2 08:00-12:00']);
  },
  role: async () => {
    expect(await agent.asks('/hours desk mon 9-18')).toContain('Your role may not do that.');
    expect(await hoursOf(null)).toEqual([]);
    await admin.asks('/hours desk every day 0-24');
    expect(await hoursOf(null)).toHaveLength(7);
    await admin.asks('/hours desk none');
    expect(await hoursOf(null)).toEqual([]);
  },
  state: { none: 'they can be set at any time' },
  elsewhere: { none: 'they are one’s own or one’s desk’s' },
  stale: { none: 'its buttons say what is to be' },
  twice: { none: 'set twice it is the same' },
});

it.each(['mon-fri 9am-6pm', 'mon-fri 9 am - 6 p.m.', 'mon-fri 9:00 AM to 6:00 PM', 'mon-fri 9-6pm'])(
  'reads “%s” as hours',
  async (words) => {
    expect(await agent.asks(`/hours ${words}`)).toContain('Mon–Fri 09:00–18:00');
    await agent.asks('/hours mon 12am-12pm');
    expect(await hoursOf(agent.id)).toEqual(['1 00:00-12:00']);
    expect(await agent.asks('/hours mon 9am-13pm')).toContain('I cannot read “mon 9am-13pm” as working hours.');
  },
);

it.each([
  ['ru', '/часы пн-пт 9-18', 'Пн–Пт 09:00–18:00'],
  ['tr', '/saatler pzt-cum 9-18', 'Pzt–Cum 09:00–18:00'],
] as const)('reads hours in %s', async (language, command, shown) => {
  const member = await desk.the('manager', language);
  expect(await member.asks(command)).toContain(shown);
  expect(await hoursOf(member.id)).toHaveLength(5);
});

provesCommand('dayoff', {
  happy: async () => {
    expect(await agent.asks('/dayoff tomorrow')).toContain('Off:');
    const tomorrow = await daysOff(agent.id);
    expect(tomorrow).toHaveLength(1);
    expect(await agent.asks('/undo')).toContain('The day is as it was.');
    expect(await daysOff(agent.id)).toEqual([]);
    await agent.asks(`/dayoff ${tomorrow[0]}`);
    await agent.asks(`/dayoff ${tomorrow[0]} working`);
    expect(await daysOff(agent.id)).toEqual([]);
  },
  missing: async () => {
    expect(await agent.asks('/dayoff')).toContain('Which day?');
    await agent.taps('Tomorrow');
    expect(await daysOff(agent.id)).toHaveLength(1);
    await agent.asks('/undo');
  },
  wrong: async () => {
    for (const words of ['someday', '31.02.2027']) expect(await agent.asks(`/dayoff ${words}`)).toContain('is no day I know');
    expect(await agent.asks('/dayoff 2020-01-01')).toContain('is no day I know, or one that is over.');
    expect(await daysOff(agent.id)).toEqual([]);
  },
  role: async () => {
    expect(await agent.asks('/dayoff desk tomorrow')).toContain('Your role may not do that.');
    expect(await daysOff(null)).toEqual([]);
  },
  state: async () => {
    await admin.asks('/dayoff desk tomorrow');
    await admin.asks('/dayoff desk tomorrow');
    expect(await daysOff(null)).toHaveLength(1);
  },
  elsewhere: { none: 'it is one’s own or one’s desk’s' },
  stale: { none: 'a day is named' },
  twice: { none: 'off twice is off' },
});

provesCommand('books', {
  happy: async () => {
    expect(await admin.asks('/books')).toContain('The books are in order');
    expect(await (await desk.the('admin', 'ru')).asks('/учёт')).toContain('Учёт в порядке');
    expect(await (await desk.the('admin', 'tr')).asks('/defter')).toContain('Defter düzgün');
  },
  missing: { none: 'it needs nothing' },
  wrong: { none: 'it needs nothing' },
  role: async () => expect(await (await desk.the('manager')).asks('/books')).toContain('That takes an admin.'),
  state: { none: 'they can be looked at at any time' },
  elsewhere: { none: 'they are those of one’s desk' },
  stale: { none: 'they are read anew' },
  twice: { none: 'it changes nothing' },
});

// What makes a group the staff's is said in that group: test/path/telegram/mirrors_chats_into_topics.test.ts
provesCommand('here', {
  happy: async () => {
    expect(await admin.asks('/here')).toContain('Add this bot and let it manage topics.');
    expect(await (await desk.the('admin', 'ru')).asks('/здесь')).toContain('разрешите ему управлять темами');
    expect(await (await desk.the('admin', 'tr')).asks('/burada')).toContain('konuları yönetmesine izin verin');
  },
  missing: { none: 'it needs nothing' },
  wrong: { none: 'it needs nothing' },
  role: async () => expect(await (await desk.the('manager')).asks('/here')).toContain('That takes an admin.'),
  state: { none: 'it is told at any time' },
  elsewhere: { none: 'it tells of no desk' },
  stale: { none: 'it tells the same' },
  twice: { none: 'it changes nothing' },
});
