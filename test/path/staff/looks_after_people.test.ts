import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type AtDesk, atDesk, join, type Member, read } from '../../support/at-desk.ts';
import { person, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const running = useWorkers(database);
let workers: TestWorkers;
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let owner: Member;
let admin: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  workers = await running.start();
  desk = await atDesk(database, workers, shop);
  [owner, admin] = [await desk.the('owner'), await desk.the('admin')];
});

const rowOf = async (id: string) =>
  (await database.sql`select role, status, status_reason, language from public.staff where id = ${id}`)[0] as Record<string, unknown>;
const somebody = (name: string, role: 'agent' | 'manager' | 'admin' = 'agent') => join(database, workers, shop, role, 'en', name);
const codeIn = (said: string) => /[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}/.exec(said)?.[0] ?? '';
const invitations = async () =>
  Number((await database.sql`select count(*) as n from public.staff_invitations where desk_id = ${shop.deskId}`)[0]?.['n']);
const eventsOf = async (id: string, action: string) =>
  (await database.sql`select from public.audit_log where entity = 'staff' and entity_id = ${id} and action = ${action}`).length;

provesCommand('invite', {
  happy: async () => {
    const said = await admin.asks('/invite Olga Petrova manager');
    expect(said).toContain('This invitation is for Olga Petrova.');
    const newcomer = person(database, workers, shop.slug);
    expect(read(await newcomer.says(codeIn(said)))).toContain('Welcome, Olga Petrova.');
    const [row] = await database.sql`select role, created_by from public.staff where display_name = 'Olga Petrova'`;
    expect(row).toEqual({ role: 'manager', created_by: admin.id });
    expect(await admin.asks('/undo')).toContain('An invitation is not taken back.');
  },
  missing: async () => {
    expect(await admin.asks('/invite')).toContain('What is their name?');
    const offered = await admin.asks('Olga Petrova');
    expect(offered).toContain('[Manager]');
    // Nobody is offered to give a rank that they may not.
    expect(offered).not.toContain('[Owner]');
    expect(codeIn(await admin.taps('Agent'))).not.toBe('');
    const [row] = await database.sql`select display_name, role from public.staff_invitations order by created_at desc limit 1`;
    expect(row).toEqual({ display_name: 'Olga Petrova', role: 'agent' });
  },
  wrong: async () => {
    await admin.asks('/invite Olga');
    expect(await admin.asks('pirate')).toContain('“pirate” is no role.');
    expect(codeIn(await admin.asks('agent'))).not.toBe('');
  },
  role: async () => {
    const manager = await desk.the('manager');
    const before = await invitations();
    expect(await manager.asks('/invite Olga agent')).toContain('That takes an admin.');
    expect(await admin.asks('/invite Olga owner')).toContain('Your role may not do that.');
    expect(await invitations()).toBe(before);
    expect(codeIn(await owner.asks('/invite Olga owner'))).not.toBe('');
  },
  state: { none: 'somebody can be invited at any time' },
  elsewhere: async () => {
    const code = codeIn(await admin.asks('/invite Olga agent'));
    expect(read(await person(database, workers, other.slug).says(code))).toContain('This code does not work.');
  },
  stale: async () => {
    await admin.asks('/invite Olga');
    await admin.asks('cancel');
    expect(await admin.asks('/help invite')).toContain('invite somebody');
    await admin.send({ type: 'press', action: 's1:pick:invite.role:agent' });
    expect(await admin.asks('/help invite')).toContain('invite somebody');
  },
  twice: async () => {
    await admin.asks('/invite Tapped twice');
    const before = await invitations();
    await admin.send({ type: 'press', action: 's1:pick:invite.role:agent' });
    await admin.send({ type: 'press', action: 's1:pick:invite.role:agent' });
    await admin.asks('/help help');
    expect(await invitations()).toBe(before + 1);
  },
});

it('keeps the code of an invitation nowhere but in the words to who asked for it', async () => {
  const code = codeIn(await owner.asks('/invite Secret owner'));
  const [row] = await database.sql`
    select count(*) filter (where v.state::text like ${`%${code}%`})::integer as kept from public.conversations as v`;
  expect(row).toEqual({ kept: 0 });
});

provesCommand('staff', {
  happy: async () => {
    const member = await somebody('Boris');
    await owner.asks('/invite Not yet here agent');
    const list = await owner.asks('/staff');
    expect(list).toContain('[Boris · Agent · at work]');
    expect(list).toContain('Invited: Not yet here, Agent, until');
    expect(await owner.asks(`/staff ${member.id}`)).toContain('Role: Agent\nStatus: At work now');
  },
  missing: { none: 'without anybody it lists all' },
  wrong: async () => expect(await owner.asks('/staff nonsense')).toContain('people work here:'),
  role: async () => expect(await (await desk.the('manager')).asks('/staff')).toContain('That takes an admin.'),
  state: async () => {
    const card = await admin.asks(`/staff ${owner.id}`);
    expect(card).toContain('An owner can change this person');
    expect(card).not.toContain('[Another role]');
  },
  elsewhere: async () => {
    const [stranger] = await database.sql`select id from public.staff where desk_id = ${other.deskId} and role = 'agent'`;
    expect(await owner.asks(`/staff ${stranger?.['id']}`)).toContain('There is no such thing at this desk');
    expect(await owner.asks('/staff')).not.toContain(String(stranger?.['id']));
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('role', {
  happy: async () => {
    const member = await somebody('Vera');
    expect(await owner.asks(`/role ${member.id} manager`)).toContain('Role: Manager');
    expect(await rowOf(member.id)).toMatchObject({ role: 'manager' });
    expect(await owner.asks('/undo')).toContain('They have their former role again.');
    expect(await rowOf(member.id)).toMatchObject({ role: 'agent' });
  },
  missing: async () => {
    const member = await somebody('Chosen');
    await owner.asks('/role');
    await owner.taps(/^Chosen/);
    await owner.taps('Manager');
    expect(await rowOf(member.id)).toMatchObject({ role: 'manager' });
  },
  wrong: async () => {
    const member = await somebody('Someone');
    expect(await owner.asks(`/role ${member.id} king`)).toContain('“king” is no role.');
    expect(await rowOf(member.id)).toMatchObject({ role: 'agent' });
  },
  role: async () => {
    const colleague = await somebody('Another admin', 'admin');
    expect(await admin.asks(`/role ${colleague.id} agent`)).toContain('Your role may not do that.');
    expect(await rowOf(colleague.id)).toMatchObject({ role: 'admin' });
    const member = await somebody('Rising');
    expect(await admin.asks(`/role ${member.id} owner`)).toContain('Your role may not do that.');
    expect(await rowOf(member.id)).toMatchObject({ role: 'agent' });
  },
  state: async () => {
    const [{ owners }] = (await database.sql`select array_agg(id) as owners from public.staff
      where desk_id = ${shop.deskId} and role = 'owner' and status = 'active' and id <> ${owner.id}`) as unknown as [{ owners: string[] }];
    for (const id of owners) await owner.asks(`/deactivate ${id} only one is left`);
    expect(await owner.asks(`/role ${owner.id} agent`)).toContain('A desk needs an owner.');
    expect(await rowOf(owner.id)).toMatchObject({ role: 'owner' });
    for (const id of owners) await owner.asks(`/reactivate ${id}`);
  },
  elsewhere: async () => {
    const [stranger] = await database.sql`select id from public.staff where desk_id = ${other.deskId} and role = 'agent'`;
    expect(await owner.asks(`/role ${stranger?.['id']} manager`)).toContain('There is no such thing at this desk');
    expect(await rowOf(String(stranger?.['id']))).toMatchObject({ role: 'agent' });
  },
  stale: async () => {
    const member = await somebody('Gone meanwhile');
    await admin.asks(`/staff ${member.id}`);
    await owner.asks(`/role ${member.id} admin`);
    await admin.taps('Another role');
    await admin.taps('Agent');
    expect(await rowOf(member.id)).toMatchObject({ role: 'admin' });
  },
  twice: async () => {
    const member = await somebody('Once');
    for (const _ of [1, 2]) await owner.send({ type: 'press', action: `s1:role:${member.id}:manager` });
    await owner.asks('/help help');
    expect(await rowOf(member.id)).toMatchObject({ role: 'manager' });
  },
});

provesCommand('deactivate', {
  happy: async () => {
    const member = await somebody('Leaving');
    expect(await owner.asks(`/deactivate ${member.id} moved away`)).toContain('Status: Without access\nReason: moved away');
    expect(await rowOf(member.id)).toMatchObject({ status: 'inactive', status_reason: 'moved away' });
    expect(await member.asks('/desk')).toContain('You do not work at');
    expect(await owner.asks('/undo')).toContain('They have their access again.');
    expect(await member.asks('/desk')).toContain('Hello Leaving.');
  },
  missing: async () => {
    const member = await somebody('Reasoned');
    expect(await owner.asks(`/deactivate ${member.id}`)).toContain('Why?');
    await owner.asks('no more shifts');
    expect(await rowOf(member.id)).toMatchObject({ status: 'inactive', status_reason: 'no more shifts' });
  },
  wrong: async () => expect(await owner.asks('/deactivate the tall one')).toContain('I do not know who “the tall one” is.'),
  role: async () => {
    expect(await (await desk.the('manager')).asks(`/deactivate ${admin.id} x`)).toContain('That takes an admin.');
    expect(await admin.asks(`/deactivate ${owner.id} x`)).toContain('Your role may not do that.');
    expect(await rowOf(owner.id)).toMatchObject({ status: 'active' });
  },
  state: async () => {
    const member = await somebody('Gone');
    await owner.asks(`/deactivate ${member.id} once`);
    expect(await owner.asks(`/deactivate ${member.id} again`)).toContain('That step is not possible from here.');
  },
  elsewhere: async () => {
    const [stranger] = await database.sql`select id from public.staff where desk_id = ${other.deskId} and role = 'agent'`;
    expect(await owner.asks(`/deactivate ${stranger?.['id']} x`)).toContain('There is no such thing at this desk');
    expect(await rowOf(String(stranger?.['id']))).toMatchObject({ status: 'active' });
  },
  stale: async () => {
    const member = await somebody('Pressed late');
    await owner.asks(`/staff ${member.id}`);
    await admin.asks(`/deactivate ${member.id} first`);
    await owner.taps('End the access');
    expect(await owner.asks('second')).toContain('That step is not possible from here.');
    expect(await rowOf(member.id)).toMatchObject({ status_reason: 'first' });
  },
  twice: async () => {
    const member = await somebody('Twice');
    await owner.asks('/deactivate');
    for (const _ of [1, 2]) await owner.send({ type: 'press', action: `s1:pick:deactivate.staff:${member.id}` });
    await owner.asks('moved away');
    expect(await owner.asks('/help help')).not.toContain('not possible');
    expect(await eventsOf(member.id, 'staff.status_changed')).toBe(1);
  },
});

provesCommand('reactivate', {
  happy: async () => {
    const member = await somebody('Back');
    await owner.asks(`/deactivate ${member.id} holiday`);
    expect(await owner.taps('Give the access back')).toContain('Status: At work now');
    expect(await rowOf(member.id)).toMatchObject({ status: 'active', status_reason: null });
    expect(await owner.asks('/undo')).toContain('Their access has ended again.');
    expect(await rowOf(member.id)).toMatchObject({ status: 'inactive' });
  },
  missing: async () => expect(await owner.asks('/reactivate')).toContain('people work here:'),
  wrong: async () => expect(await owner.asks('/reactivate nobody')).toContain('I do not know who “nobody” is.'),
  role: async () => {
    const colleague = await somebody('An admin who left', 'admin');
    await owner.asks(`/deactivate ${colleague.id} left`);
    expect(await admin.asks(`/reactivate ${colleague.id}`)).toContain('Your role may not do that.');
    expect(await rowOf(colleague.id)).toMatchObject({ status: 'inactive' });
  },
  state: async () => expect(await owner.asks(`/reactivate ${admin.id}`)).toContain('That step is not possible from here.'),
  elsewhere: async () => {
    const [stranger] = await database.sql`select id from public.staff where desk_id = ${other.deskId} and role = 'agent'`;
    expect(await owner.asks(`/reactivate ${stranger?.['id']}`)).toContain('There is no such thing at this desk');
  },
  stale: async () => {
    const member = await somebody('Back already');
    await owner.asks(`/deactivate ${member.id} x`);
    await admin.asks(`/reactivate ${member.id}`);
    expect(await owner.taps('Give the access back')).toContain('That step is not possible from here.');
  },
  twice: async () => {
    const member = await somebody('Back twice');
    await owner.asks(`/deactivate ${member.id} x`);
    for (const _ of [1, 2]) await owner.send({ type: 'press', action: `s1:reactivate:${member.id}` });
    expect(await owner.asks('/help help')).not.toContain('not possible');
    expect(await eventsOf(member.id, 'staff.status_changed')).toBe(2);
  },
});

provesCommand('language', {
  happy: async () => {
    const member = await somebody('Polyglot');
    expect(await member.asks('/language russian')).toContain('Теперь я говорю с вами по-русски.');
    expect(await rowOf(member.id)).toMatchObject({ language: 'ru' });
    expect(await member.asks('/стол')).toContain('Polyglot');
    expect(await member.asks('/язык турецкий')).toContain('Artık sizinle Türkçe konuşuyorum.');
    expect(await member.asks('/undo')).toContain('Снова прежний язык.');
  },
  missing: async () => {
    const member = await somebody('Chooser');
    await member.asks('/language');
    await member.taps('Türkçe');
    expect(await rowOf(member.id)).toMatchObject({ language: 'tr' });
  },
  wrong: async () => expect(await owner.asks('/language klingon')).toContain('I do not speak “klingon”'),
  role: { none: 'everybody chooses their own' },
  state: { none: 'it can be chosen at any time' },
  elsewhere: { none: 'it names nobody' },
  stale: { none: 'a choice that is made again is made' },
  twice: { none: 'chosen twice it is the same' },
});
