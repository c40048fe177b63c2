import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verbs } from '../../../src/staff/dialogue/verbs.ts';
import { type AtDesk, atDesk, join, type Member, read } from '../../support/at-desk.ts';
import { person, phrases, quiet, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { call, captureLead, createOrder, openShop, order, paidOrder, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

beforeEach(async () => {
  desk = await atDesk(database, await workers.start(), shop);
  mia = await desk.the('manager');
});

const leadOf = async (id: string) => (await database.sql`select status, assigned_to from public.leads where id = ${id}`)[0];
const aLead = async (): Promise<string> => (await captureLead(database.sql, shop, { comment: 'A red bike' })).lead.id;
const READS = { missing: { none: 'it needs nothing' }, stale: { none: 'it is read anew' }, twice: { none: 'it changes nothing' } };

provesCommand('desk', {
  ...READS,
  happy: async () => {
    const there = await openShop(database.sql);
    await captureLead(database.sql, there);
    await createOrder(database.sql, there, { lines: [{ title: 'Something without a price' }] });
    await order(database.sql, there);
    await paidOrder(database.sql, there);
    for (const language of ['en', 'ru', 'tr'] as const) {
      const member = await join(database, desk.workers, there, 'manager', language);
      const shown = await member.asks('/desk');
      for (const [what, count] of [
        ['new-leads', 2],
        ['unpriced', 1],
        ['unpaid', 1],
        ['to-ship', 1],
      ] as const) {
        expect(shown).toContain(`[${phrases(language, `desk-${what}`, { count })}]`.replaceAll(/[\u00a0\u202f]/g, ' '));
      }
      expect(await member.taps(phrases(language, 'desk-unpaid', { count: 1 }))).toMatch(/\[\d+ · Ada/);
    }
  },
  wrong: async () => expect(await mia.asks('/desk nonsense')).toContain('Hello The manager.'),
  role: { none: 'every role has a desk' },
  state: async () => {
    const there = await openShop(database.sql);
    expect(await (await join(database, desk.workers, there)).asks('/desk')).toContain('Nothing waits: all is done.');
  },
  elsewhere: async () => {
    const there = await openShop(database.sql);
    await aLead();
    expect(await (await join(database, desk.workers, there)).asks('/desk')).not.toContain('New leads');
  },
});

provesCommand('help', {
  ...READS,
  happy: async () => {
    const shown = await mia.asks('/help');
    for (const command of ['/desk', '/take', '/undo']) expect(shown).toContain(`${command}: `);
    expect(await mia.asks('/help взять')).toMatch(/^\/take: [^\n]+\n\[Desk\]$/);
    expect(await (await desk.the('manager', 'ru')).asks('/помощь')).toContain('/взять: ');
    expect(await (await desk.the('manager', 'tr')).asks('/yardım')).toContain('/al: ');
  },
  wrong: async () => expect(await mia.asks('/help juggling')).toContain('/take: '),
  role: async () => {
    const shown = await (await desk.the('agent')).asks('/help');
    const mayNot = verbs.filter(({ least }) => least !== 'agent');
    expect(shown).toContain('/take: ');
    for (const { name } of mayNot) expect(shown).not.toContain(`\n/${name}: `);
  },
  state: { none: 'it can be asked for at any time' },
  elsewhere: { none: 'it is about no object' },
});

provesCommand('undo', {
  happy: async () => {
    for (const [language, command] of [
      ['en', 'undo'],
      ['ru', 'вернуть'],
      ['tr', 'geri'],
    ] as const) {
      const member = await desk.the('manager', language);
      const id = await aLead();
      await member.asks(`/take ${id}`);
      expect(await member.asks(`/${command}`)).toContain(phrases(language, 'undone-take', {}));
      expect(await leadOf(id)).toMatchObject({ assigned_to: null });
    }
  },
  missing: { none: 'it needs nothing' },
  wrong: async () =>
    expect(await (await join(database, desk.workers, shop)).asks('/undo everything')).toContain('There is nothing of yours to take back.'),
  role: async () => {
    const agent = await desk.the('agent');
    const id = await aLead();
    await agent.asks(`/take ${id}`);
    expect(await agent.asks('/undo')).toContain('Your role may not do that.');
    expect(await leadOf(id)).toMatchObject({ assigned_to: agent.id });
  },
  state: async () => {
    const id = await aLead();
    await mia.asks(`/reject ${id} spam`);
    await call(database.sql, 'advance_lead_status_safe', {
      actor_id: shop.adminId,
      lead_id: id,
      new_status: 'in_progress',
      reason: 'again',
    });
    expect(await mia.asks('/undo')).toContain('That step is not possible from here.');
    expect(await leadOf(id)).toMatchObject({ status: 'in_progress' });
  },
  elsewhere: { none: 'what one did oneself is of one desk' },
  stale: async () => {
    const id = await aLead();
    await mia.asks(`/take ${id}`);
    await mia.asks('/undo');
    expect(await mia.asks('/undo')).toContain('There is nothing of yours to take back.');
    expect(await leadOf(id)).toMatchObject({ status: 'in_progress', assigned_to: null });
  },
  twice: async () => {
    const { id, order_code: code } = await paidOrder(database.sql, shop);
    await mia.asks(`/status ${code} processing`);
    await mia.asks(`/take ${code}`);
    await mia.send({ type: 'press', action: 's1:undo' });
    await mia.send({ type: 'press', action: 's1:undo' });
    await mia.asks('/help help');
    const [row] = await database.sql`select status, assigned_to from public.orders where id = ${id}`;
    expect(row).toEqual({ status: 'processing', assigned_to: null });
  },
});

provesCommand('as-customer', {
  ...READS,
  happy: async () => {
    for (const [language, command, back] of [
      ['en', 'try', '/desk'],
      ['ru', 'попробовать', '/стол'],
      ['tr', 'dene', '/masa'],
    ] as const) {
      const member = await join(database, desk.workers, shop, 'manager', language);
      expect(await member.asks(`/${command}`)).toContain(phrases(language, 'staff-as-customer', {}));
      const id = await aLead();
      await member.asks(`/take ${id}`);
      expect(await leadOf(id)).toMatchObject({ assigned_to: null });
      expect(await member.asks(back)).toContain(phrases(language, 'desk-waiting', { name: 'The manager' }).split(',')[0]);
    }
  },
  wrong: async () => expect(await (await join(database, desk.workers, shop)).asks('/try nonsense')).toContain('You are a customer now.'),
  role: { none: 'everybody may try' },
  state: async () => {
    const member = await join(database, desk.workers, shop);
    await member.asks('/try');
    const id = await aLead();
    // A button of the staff leads back to the desk.
    await member.send({ type: 'press', action: `s1:take:${id}` });
    await quiet(database, member.chat);
    expect(await leadOf(id)).toMatchObject({ assigned_to: member.id });
  },
  elsewhere: { none: 'it is about no object' },
});

describe('whoever is no staff', () => {
  it('works here no more from the moment they are let go, and hears so once', async () => {
    const ann = await join(database, desk.workers, shop);
    const id = await aLead();
    await ann.asks(`/lead ${id}`);
    await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: ann.id, reason: 'left' });
    expect(await ann.taps('Take')).toContain('You do not work at A desk any more.');
    expect(await leadOf(id)).toMatchObject({ status: 'new', assigned_to: null });
    const next = await ann.asks(`/take ${id}`);
    expect(next).not.toContain('You do not work at');
    expect(next).not.toContain('A red bike');
    expect(await leadOf(id)).toMatchObject({ status: 'new', assigned_to: null });
  });

  it('learns nothing by typing the commands of the staff', async () => {
    const id = await aLead();
    const { order_code: code } = await order(database.sql, shop);
    const somebody = person(database, desk.workers, shop.slug);
    await somebody.opens();
    const before = await rowCounts(database.sql);
    for (const { name } of verbs) {
      for (const words of [`/${name}`, `/${name} ${code}`, `/${name} ${id} spam`]) {
        const said = read(await somebody.says(words));
        expect(said, words).not.toMatch(/A red bike|Ada|s1:|staff|agent|manager/);
        expect(somebody.all().flatMap(({ choices }) => choices.filter(({ action }) => action.startsWith('s1:')))).toEqual([]);
      }
    }
    const after = await rowCounts(database.sql);
    for (const table of ['leads', 'orders', 'payments', 'shipments', 'entity_status_events', 'order_status_events']) {
      expect(after[table], table).toBe(before[table]);
    }
  });
});

it('does nothing for a button that nobody was shown', async () => {
  const id = await aLead();
  const paid = await paidOrder(database.sql, shop);
  const there = await openShop(database.sql);
  const theirs = await order(database.sql, there);
  const ann = await join(database, desk.workers, there);
  const part = fc.oneof(
    fc.constantFrom(...verbs.map(({ name }) => name), 'pick', '__proto__', 'constructor', 'toString', ''),
    fc.constantFrom(
      id,
      paid.id,
      paid.order_code,
      theirs.id,
      'processing',
      'spam',
      '<1',
      '-1',
      '0',
      '99999999999999999999',
      "'; drop table orders; --",
      'null',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const action = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => ['s1', ...parts].join(':').slice(0, 64));
  // The desk's own sweeps go on meanwhile: what counts is what was done in her name.
  const changed = async () =>
    await database.sql`select (select count(*)::int from public.audit_log where actor_id = ${ann.id}) as audit,
      (select count(*)::int from public.inbox_messages where status = 'dead') as dead`;
  const before = await changed();
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 6 }), async (actions) => {
      for (const one of actions) await ann.send({ type: 'press', action: one.toWellFormed() === one ? one : 's1:' });
      await quiet(database, ann.chat);
      expect(await changed()).toEqual(before);
      const failed = await database.sql`select last_error from public.inbox_messages where attempts > 1 or last_error is not null`;
      expect(failed.map(({ last_error }) => last_error)).toEqual([]);
    }),
    { numRuns: 12, examples: [[['s1:task:call', 's1:task', 's1:pick:call', `s1:note:${theirs.order_code}:x`, 's1:say:x', 's1:pick:x']]] },
  );
});
