import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { asDeskRpc, captureLead, createOrder, openShop, type Shop } from '../../support/shop.ts';

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

describe('the list of leads', () => {
  it('goes on where it ended, also where many came at once', async () => {
    const there = await openShop(database.sql);
    await asDeskRpc(
      database.sql,
      there,
      (transaction) => transaction`insert into public.leads (desk_id, source, contact_phone, comment, created_by)
        select ${there.deskId}, 'web', '+4915112345678', 'Wish ' || n, ${there.systemId} from generate_series(10, 29) as n`,
    );
    const ann = await join(database, desk.workers, there);
    const pages = [await ann.asks('/leads'), await ann.taps('More'), await ann.taps('More')];
    expect(pages.map((page) => [...page.matchAll(/Wish \d\d/g)].length)).toEqual([8, 8, 4]);
    expect(new Set(pages.flatMap((page) => [...page.matchAll(/Wish \d\d/g)].map(([wish]) => wish))).size).toBe(20);
    expect(pages.at(-1)).not.toContain('[More]');
  });

  it('is of one customer, named or by phone', async () => {
    const { customer } = await captureLead(database.sql, shop, { comment: 'Of one customer' });
    await leadIn(shop, 'Of another customer');
    for (const whose of [customer.id, customer.phone, customer.phone.replace('+', '00 ')]) {
      const list = await mia.asks(`/leads ${whose}`);
      expect(list).toContain('Of one customer');
      expect(list).not.toContain('Of another customer');
    }
    expect(await mia.asks('/leads +49 151 0000000')).toContain('There are no such leads now.');
  });
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
    expect(await mia.asks('/undo')).toContain('Nobody has the lead now.');
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

/** What is the same of each step of a lead: `done` says that it was taken, `does` what is typed after the lead. */
const steps = (name: 'qualify' | 'reject', does: string, done: { status: string; status_reason?: string }) => ({
  wrong: async () => expect(await mia.asks(`/${name} the big one`)).toContain('I do not know which lead “the big one” is.'),
  role: async () => {
    const id = await leadIn(shop);
    await mia.asks(`/take ${id}`);
    expect(await (await desk.the('agent')).asks(`/${name} ${id} ${does}`)).toContain('or it is not yours to see.');
    expect(await stateOf(id)).toMatchObject({ status: 'in_progress' });
  },
  state: async () => {
    const { lead } = await captureLead(database.sql, shop);
    await createOrder(database.sql, shop, { lead_id: lead.id });
    expect(await mia.asks(`/${name} ${lead.id} ${does}`)).toContain('That step is not possible from here.');
    expect(await stateOf(lead.id)).toMatchObject({ status: 'converted' });
  },
  elsewhere: async () => {
    const id = await leadIn(other);
    expect(await mia.asks(`/${name} ${id} ${does}`)).toContain('There is no such thing at this desk');
    expect(await stateOf(id)).toMatchObject({ status: 'new' });
  },
  twice: async () => {
    const id = await leadIn(shop);
    await mia.asks(`/take ${id}`);
    const action = `s1:${name}:${id}${does === '' ? '' : `:${does}`}`;
    await mia.send({ type: 'press', action });
    expect(await pressed(mia, action)).not.toContain('not possible');
    expect(await stateOf(id)).toMatchObject(done);
    const events = await database.sql`select from public.entity_status_events where entity_id = ${id} and new_status = ${done.status}`;
    expect(events).toHaveLength(1);
  },
});

provesCommand('qualify', {
  ...steps('qualify', '', { status: 'qualified' }),
  happy: async () => {
    for (const [language, command, label] of [
      ['en', 'qualify', 'Qualified'],
      ['ru', 'квалифицировать', 'Квалифицирован'],
      ['tr', 'uygun', 'Uygun'],
    ] as const) {
      const member = await desk.the('manager', language);
      const id = await leadIn(shop);
      await member.asks(`/take ${id}`);
      expect(await member.asks(`/${command} ${id}`)).toContain(label);
      expect(await stateOf(id)).toMatchObject({ status: 'qualified', assigned_to: member.id });
    }
    expect(await (await desk.the('manager')).asks('/undo')).toContain('There is no way back from this step.');
  },
  missing: async () => {
    const id = await leadIn(shop, 'To be qualified');
    await mia.asks(`/take ${id}`);
    expect(await mia.asks('/qualify')).toContain('To be qualified');
    await mia.taps(/To be qualified/);
    expect(await stateOf(id)).toMatchObject({ status: 'qualified' });
  },
  stale: async () => {
    const id = await leadIn(shop);
    await mia.asks(`/take ${id}`);
    await (await desk.the('admin')).asks(`/reject ${id} spam`);
    expect(await mia.taps('Qualified')).toContain('That step is not possible from here.');
    expect(await stateOf(id)).toMatchObject({ status: 'rejected' });
  },
});

provesCommand('reject', {
  ...steps('reject', 'spam', { status: 'rejected', status_reason: 'spam' }),
  happy: async () => {
    for (const [language, words] of [
      ['en', 'reject ID not interested'],
      ['ru', 'отклонить ID нет интереса'],
      ['tr', 'reddet ID ilgilenmiyor'],
    ] as const) {
      const member = await desk.the('manager', language);
      const id = await leadIn(shop);
      await member.asks(words.replace('ID', id));
      expect(await stateOf(id)).toMatchObject({ status: 'rejected', status_reason: 'no_interest' });
      await member.asks('/undo');
      expect(await stateOf(id)).toMatchObject({ status: 'in_progress' });
    }
  },
  missing: async () => {
    const id = await leadIn(shop, 'Not for us');
    await mia.asks('/reject');
    expect(await mia.taps(/Not for us/)).toContain('Why is it rejected?');
    await mia.taps('A duplicate');
    expect(await stateOf(id)).toMatchObject({ status: 'rejected', status_reason: 'duplicate' });
  },
  wrong: async () => {
    const id = await leadIn(shop);
    expect(await mia.asks(`/reject ${id} because of the weather`)).toContain('“because of the weather” is none of the reasons.');
    expect(await stateOf(id)).toMatchObject({ status: 'new' });
  },
  stale: async () => {
    const id = await leadIn(shop);
    await mia.asks(`/reject ${id}`);
    await (await desk.the('admin')).asks(`/reject ${id} spam`);
    expect(await mia.taps('Postponed')).toContain('That step is not possible from here.');
    expect(await stateOf(id)).toMatchObject({ status_reason: 'spam' });
  },
});
