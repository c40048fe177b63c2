import { beforeAll, beforeEach, expect } from 'vitest';
import { type AtDesk, atDesk, type Member } from '../../support/at-desk.ts';
import { useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { captureLead, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  desk = await atDesk(database, await workers.start(), shop);
  mia = await desk.the('manager');
});

const leadIn = async (where: Shop, comment = 'A red bike'): Promise<string> =>
  (await captureLead(database.sql, where, { comment })).lead.id;
const stateOf = async (id: string) =>
  (await database.sql`select status, assigned_to, status_reason from public.leads where id = ${id}`)[0] as Record<string, unknown>;
const pressed = async (member: Member, action: string) => {
  await member.send({ type: 'press', action });
  return member.asks('/help help');
};

provesCommand('leads', {
  happy: async () => {
    await leadIn(shop, 'A leather saddle');
    expect(await mia.asks('/leads')).toContain('[A leather saddle · Ada]');
    expect(await mia.asks('leads rejected')).toContain('There are no such leads now.');
  },
  missing: { none: 'its filter may be missing' },
  wrong: async () => expect(await mia.asks('/leads nonsense')).toMatch(/leads?, the newest first|One lead/),
  role: { none: 'every role has leads; an agent sees their own and free ones' },
  state: async () => {
    const id = await leadIn(shop, 'Taken by another');
    await (await desk.the('manager')).asks(`/take ${id}`);
    expect(await (await desk.the('agent')).asks('/leads')).not.toContain('Taken by another');
  },
  elsewhere: async () => {
    await leadIn(other, 'Of the other desk');
    expect(await mia.asks('/leads')).not.toContain('Of the other desk');
  },
  stale: { none: 'a list is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('lead', {
  happy: async () => {
    const id = await leadIn(shop, 'A bell');
    const card = await mia.asks(`/lead ${id}`);
    expect(card).toContain('Lead: A bell');
    expect(card).toContain('Status: New');
    expect(card).toContain('[Take]');
    expect(card).not.toContain('[Reopen]');
  },
  missing: async () => {
    await leadIn(shop, 'A basket');
    expect(await mia.asks('/lead')).toContain('[A basket · Ada]');
    expect(await mia.asks('1')).toContain('Lead: A basket');
  },
  wrong: async () => expect(await mia.asks('/lead nonsense')).toContain('I do not know which lead “nonsense” is.'),
  role: { none: 'every role may look' },
  state: { none: 'it can be looked at in every state' },
  elsewhere: async () => expect(await mia.asks(`/lead ${await leadIn(other)}`)).toContain('There is no such thing at this desk'),
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('take', {
  happy: async () => {
    const id = await leadIn(shop);
    expect(await mia.asks(`/take ${id}`)).toContain('In charge: The manager');
    expect(await stateOf(id)).toMatchObject({ status: 'in_progress', assigned_to: mia.id });
    expect(await mia.asks('/undo')).toContain('The lead has its former assignee again.');
    expect(await stateOf(id)).toMatchObject({ status: 'in_progress', assigned_to: null });
  },
  missing: async () => {
    const id = await leadIn(shop, 'The newest of all');
    await mia.asks('/take');
    await mia.taps(/The newest of all/);
    expect(await stateOf(id)).toMatchObject({ status: 'in_progress', assigned_to: mia.id });
  },
  wrong: async () => expect(await mia.asks('/take the big one')).toContain('I do not know which lead or order “the big one” is.'),
  role: { none: 'every role may take a lead' },
  state: async () => {
    const id = await leadIn(shop);
    await mia.asks(`/reject ${id} spam`);
    expect(await mia.asks(`/take ${id}`)).toContain('Why? A few words are enough.');
    expect(await mia.asks('They wrote again')).toContain('Being worked on');
    expect(await (await desk.the('admin')).asks(`/take ${id}`)).toContain('The manager has it already.');
    expect(await stateOf(id)).toMatchObject({ status: 'in_progress', assigned_to: mia.id });
  },
  elsewhere: async () => {
    const id = await leadIn(other);
    expect(await mia.asks(`/take ${id}`)).toContain('There is no such thing at this desk');
    expect(await stateOf(id)).toMatchObject({ status: 'new', assigned_to: null });
  },
  stale: async () => {
    const id = await leadIn(shop);
    await mia.asks(`/lead ${id}`);
    await (await desk.the('admin')).asks(`/take ${id}`);
    expect(await mia.taps('Take')).toContain('The admin has it already.');
    expect((await stateOf(id)).assigned_to).not.toBe(mia.id);
  },
  twice: async () => {
    const id = await leadIn(shop);
    await mia.send({ type: 'press', action: `s1:take:${id}` });
    expect(await pressed(mia, `s1:take:${id}`)).not.toContain('not possible');
    const events = await database.sql`select from public.entity_status_events where entity_id = ${id} and new_status = 'in_progress'`;
    expect(events).toHaveLength(1);
  },
});
