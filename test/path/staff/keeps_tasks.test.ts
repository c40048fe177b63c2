import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AtDesk, atDesk, type Member, read } from '../../support/at-desk.ts';
import { quiet, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { asDeskRpc, call, captureLead, openShop, order, type Shop } from '../../support/shop.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  await database.sql`update public.desk_settings set time_zone = 'Europe/Berlin' where desk_id = ${shop.deskId}`;
});

beforeEach(async () => {
  desk = await atDesk(database, await workers.start(), shop);
  mia = await desk.the('manager');
});

type Row = {
  id: string;
  title: string;
  status: string;
  due_at: Date | null;
  assigned_to: string | null;
  order_id: string | null;
  lead_id: string | null;
};
const taskNamed = async (title: string) =>
  (await database.sql`select * from public.tasks where title = ${title} order by created_at desc limit 1`)[0] as Row;
const taskIn = async (where: Shop, title: string, changes = {}) =>
  (await call(database.sql, 'create_task_safe', { actor_id: where.managerId, title, ...changes })).task.id as string;
/** The clock on the wall of the desk. */
const wall = (at: Date | null) => at?.toLocaleString('sv', { timeZone: 'Europe/Berlin' }).slice(11, 16);
const daysAhead = (at: Date | null) => {
  const day = (moment: Date) => Date.parse(moment.toLocaleDateString('sv', { timeZone: 'Europe/Berlin' }));
  return at === null ? undefined : Math.round((day(at) - day(new Date())) / 86_400_000);
};

provesCommand('task', {
  happy: async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    const said = await mia.asks(`/task call Ada tomorrow 17:00 about the saddle #${code}`);
    expect(said).toContain('call Ada about the saddle');
    expect(said).toContain(`Order: ${code}`);
    const made = await taskNamed('call Ada about the saddle');
    expect(made).toMatchObject({ status: 'open', assigned_to: mia.id, order_id: id });
    expect([daysAhead(made.due_at), wall(made.due_at)]).toEqual([1, '17:00']);
    expect(await mia.asks('/undo')).toContain('The task is called off.');
    expect((await taskNamed('call Ada about the saddle')).status).toBe('cancelled');
  },
  missing: async () => {
    const { lead } = await captureLead(database.sql, shop, { comment: 'A task about me' });
    await mia.asks('/leads');
    await mia.asks(`/task lead ${lead.id}`);
    await mia.asks('measure the frame');
    expect(await taskNamed('measure the frame')).toMatchObject({ lead_id: lead.id, due_at: null });
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/order ${code}`);
    await mia.taps('New task');
    await mia.asks('weigh it');
    expect(await taskNamed('weigh it')).toMatchObject({ order_id: id });
    expect(await mia.asks(`/order ${code}`)).toContain('[weigh it]');
  },
  wrong: async () => {
    expect(await mia.asks('/task tomorrow 17:00')).toContain('And what is to be done then?');
    expect(await mia.asks('/task pump the tyres #999999')).toContain('There is no such thing at this desk');
    expect(await taskNamed('pump the tyres')).toBeUndefined();
  },
  role: { none: 'every role may note what it has to do' },
  state: { none: 'a task can be noted at every time' },
  elsewhere: async () => {
    const { lead } = await captureLead(database.sql, other);
    expect(await mia.asks(`/task lead ${lead.id} steal it`)).toContain('There is no such thing at this desk');
    expect(await taskNamed('steal it')).toBeUndefined();
  },
  stale: { none: 'its buttons only ask what is to be done' },
  twice: async () => {
    const id = crypto.randomUUID();
    await mia.send({ type: 'text', text: '/task oil the chain' }, id);
    await mia.send({ type: 'text', text: '/task oil the chain' }, id);
    await quiet(database, mia.chat);
    expect(await database.sql`select from public.tasks where title = 'oil the chain'`).toHaveLength(1);
  },
});

provesCommand('tasks', {
  happy: async () => {
    await taskIn(shop, 'Mine is this', { assigned_to: mia.id, due_at: '2020-01-01T10:00:00Z' });
    await taskIn(shop, 'Another has this', { assigned_to: shop.secondManagerId });
    const mine = await mia.asks('/tasks');
    expect(mine).toContain('[⏰ Mine is this');
    expect(mine).not.toContain('Another has this');
    expect(await mia.taps("Everybody's")).toContain('[Another has this]');
    expect(await mia.asks('/tasks overdue')).not.toContain('Another has this');
  },
  missing: { none: 'its filter may be missing' },
  wrong: async () => expect(await mia.asks('/tasks nonsense')).toMatch(/task/),
  role: async () => {
    await taskIn(shop, 'Of a manager alone', { assigned_to: shop.secondManagerId });
    expect(await (await desk.the('agent')).asks('/tasks all')).not.toContain('Of a manager alone');
  },
  state: async () => {
    const id = await taskIn(shop, 'Over already', { assigned_to: mia.id });
    await mia.asks(`/done ${id}`);
    expect(await mia.asks('/tasks')).not.toContain('Over already');
    expect(await mia.asks('/tasks done')).toContain('[Over already]');
  },
  elsewhere: async () => {
    await taskIn(other, 'Of the other desk');
    expect(await mia.asks('/tasks all')).not.toContain('Of the other desk');
  },
  stale: { none: 'a list is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('show-task', {
  happy: async () => {
    const { order_code: code, id: order_id } = await order(database.sql, shop);
    await taskIn(shop, 'Show me', { assigned_to: mia.id, order_id, description: 'In full' });
    await mia.asks('/tasks');
    const card = await mia.taps('Show me');
    expect(card).toContain('Comment: In full');
    expect(card).toContain(`[Order ${code}]`);
  },
  missing: async () => {
    await taskIn(shop, 'Choose me', { assigned_to: mia.id, due_at: '2019-01-01T10:00:00Z' });
    await mia.asks('/show_task');
    expect(await mia.asks('1')).toContain('Choose me');
  },
  wrong: async () => expect(await mia.asks('/show_task nonsense')).toContain('I do not know which task “nonsense” is.'),
  role: async () => {
    const id = await taskIn(shop, 'Not for agents', { assigned_to: mia.id });
    expect(await (await desk.the('agent')).asks(`/show_task ${id}`)).toContain('There is no such thing at this desk');
  },
  state: { none: 'it can be looked at in every state' },
  elsewhere: async () => expect(await mia.asks(`/show_task ${await taskIn(other, 'x')}`)).toContain('There is no such thing at this desk'),
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('done', {
  happy: async () => {
    const id = await taskIn(shop, 'Finish this', { assigned_to: mia.id });
    expect(await mia.asks(`/done ${id} she is happy`)).toContain('Done: Finish this');
    expect(await taskNamed('Finish this')).toMatchObject({ status: 'done', resolution: 'she is happy' });
    expect(await mia.asks('/undo')).toContain('The task is open again.');
    expect((await taskNamed('Finish this')).status).toBe('open');
  },
  missing: async () => {
    await taskIn(shop, 'The most pressing', { assigned_to: mia.id, due_at: '2018-01-01T10:00:00Z' });
    await mia.asks('/done');
    await mia.taps(/The most pressing/);
    expect((await taskNamed('The most pressing')).status).toBe('done');
  },
  wrong: async () => expect(await mia.asks('/done everything')).toContain('I do not know which task “everything” is.'),
  role: async () => {
    const id = await taskIn(shop, 'Not of agents', { assigned_to: mia.id });
    expect(await (await desk.the('agent')).asks(`/done ${id}`)).toContain('There is no such thing at this desk');
    expect((await taskNamed('Not of agents')).status).toBe('open');
  },
  state: async () => {
    const id = await taskIn(shop, 'Done before', { assigned_to: mia.id });
    await mia.asks(`/done ${id}`);
    expect(await mia.asks(`/done ${id}`)).toContain('This task is done or called off already.');
  },
  elsewhere: async () => {
    const id = await taskIn(other, 'Theirs to do');
    expect(await mia.asks(`/done ${id}`)).toContain('There is no such thing at this desk');
    expect((await taskNamed('Theirs to do')).status).toBe('open');
  },
  stale: async () => {
    const id = await taskIn(shop, 'Seen by two', { assigned_to: mia.id });
    await mia.asks(`/show_task ${id}`);
    await (await desk.the('admin')).asks(`/done ${id}`);
    expect(await mia.taps('Done')).toContain('This task is done or called off already.');
  },
  twice: async () => {
    const id = await taskIn(shop, 'Pressed twice', { assigned_to: mia.id });
    await mia.send({ type: 'press', action: `s1:done:${id}` });
    await mia.send({ type: 'press', action: `s1:done:${id}` });
    await quiet(database, mia.chat);
    expect(read(mia.hears())).not.toContain('not possible');
    expect(await database.sql`select from public.entity_status_events where entity_id = ${id} and new_status = 'done'`).toHaveLength(1);
  },
});

provesCommand('snooze', {
  happy: async () => {
    const id = await taskIn(shop, 'Later please', { assigned_to: mia.id, due_at: '2030-01-01T10:00:00Z' });
    await mia.asks(`/snooze ${id} tomorrow 17:00`);
    const put = await taskNamed('Later please');
    expect([daysAhead(put.due_at), wall(put.due_at)]).toEqual([1, '17:00']);
    expect(await mia.asks('/undo')).toContain('The task is due as before.');
    expect((await taskNamed('Later please')).due_at).toEqual(new Date('2030-01-01T10:00:00Z'));
  },
  missing: async () => {
    const id = await taskIn(shop, 'Ask me when', { assigned_to: mia.id });
    await mia.asks(`/snooze ${id}`);
    await mia.taps('In 1 hour');
    const { due_at: due } = await taskNamed('Ask me when');
    expect(Math.abs((due?.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(120_000);
  },
  wrong: async () => {
    const id = await taskIn(shop, 'Oddly put off', { assigned_to: mia.id });
    expect(await mia.asks(`/snooze ${id} blue`)).toContain('I do not understand the time “blue”.');
    expect(await mia.asks(`/snooze ${id} 01.01.2020`)).toContain('That time is over.');
    expect((await taskNamed('Oddly put off')).due_at).toBeNull();
  },
  role: async () => {
    const id = await taskIn(shop, 'Not put off by agents', { assigned_to: mia.id });
    expect(await (await desk.the('agent')).asks(`/snooze ${id} tomorrow`)).toContain('There is no such thing at this desk');
  },
  state: async () => {
    const id = await taskIn(shop, 'Over and put off', { assigned_to: mia.id });
    await mia.asks(`/done ${id}`);
    expect(await mia.asks(`/snooze ${id} tomorrow`)).toContain('This task is done or called off already.');
  },
  elsewhere: async () => {
    const id = await taskIn(other, 'Theirs at its time');
    expect(await mia.asks(`/snooze ${id} tomorrow`)).toContain('There is no such thing at this desk');
    expect((await taskNamed('Theirs at its time')).due_at).toBeNull();
  },
  stale: async () => {
    const id = await taskIn(shop, 'Done by another', { assigned_to: mia.id });
    await mia.asks(`/show_task ${id}`);
    await (await desk.the('admin')).asks(`/done ${id}`);
    expect(await mia.taps('In 1 hour')).toContain('This task is done or called off already.');
  },
  twice: async () => {
    const id = await taskIn(shop, 'Twice an hour', { assigned_to: mia.id });
    await mia.send({ type: 'press', action: `s1:snooze:${id}:1h` });
    await mia.send({ type: 'press', action: `s1:snooze:${id}:1h` });
    await quiet(database, mia.chat);
    expect(Math.abs(((await taskNamed('Twice an hour')).due_at?.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(120_000);
  },
});

describe('a task whose time cannot be', () => {
  it.each([
    ['call Bob on 31.02. 10:00', 'I do not understand the time “31.02. 10:00”.', 'call Bob'],
    ['ring Bob at 25:00', 'I do not understand the time “25:00”.', 'ring Bob'],
    ['write to Bob yesterday', 'That time is over.', 'write to Bob'],
  ])('asks when “%s” is to be done', async (what, said, title) => {
    expect(await mia.asks(`/task ${what}`)).toContain(said);
    expect(await taskNamed(title)).toBeUndefined();
    expect(await mia.asks('blue')).toContain('I do not understand the time “blue”.');
    expect(await mia.asks('yesterday')).toContain('That time is over.');
    await mia.asks('tomorrow 17:00');
    const { due_at: due } = await taskNamed(title);
    expect([daysAhead(due), wall(due)]).toEqual([1, '17:00']);
  });

  it('notes its words whole when it is to have no time', async () => {
    await mia.asks("/task ask about yesterday's parcel");
    expect(await mia.taps('Without a time')).toContain('Noted.');
    expect(await taskNamed("ask about yesterday's parcel")).toMatchObject({ due_at: null });
  });

  it('keeps what it is about', async () => {
    const { id, order_code: code } = await order(database.sql, shop);
    await mia.asks(`/task #${code} weigh the box at 12:70`);
    await mia.asks('none');
    expect(await taskNamed('weigh the box at 12:70')).toMatchObject({ order_id: id, due_at: null });
    await mia.asks(`/task lift the box at 12:70 #${code}`);
    await mia.asks('none');
    expect(await taskNamed('lift the box at 12:70')).toMatchObject({ order_id: id });
    await mia.asks(`/task measure the box at 12:70 #${code}`);
    await mia.taps('Tomorrow');
    expect(await taskNamed('measure the box')).toMatchObject({ order_id: id });
  });
});

it('keeps measures and sums in the words of a task', async () => {
  for (const title of ['buy 2.5 m of cable', 'check 3 h film', 'pay 10.05 to Ali']) {
    await mia.asks(`/task ${title}`);
    expect(await taskNamed(title)).toMatchObject({ due_at: null });
  }
});

it.each([
  ['en', '/done', 'Order 1042 is overpaid. Refund what is too much.'],
  ['ru', '/готово', 'Заказ 1042'],
  ['tr', '/bitti', '1042'],
] as const)('says in %s what the desk itself wanted done', async (language, command, expected) => {
  const { id, order_code: code } = await order(database.sql, shop);
  const task = await taskIn(shop, 'In plain English', { order_id: id });
  await asDeskRpc(database.sql, shop, (sql) => sql`update public.tasks set kind = 'task-overpaid' where id = ${task}`);
  const said = await (await desk.the('manager', language)).asks(`${command} ${task}`);
  expect(said).toContain(expected.replace('1042', code));
  expect(said).not.toContain('In plain English');
});

describe('reminders', () => {
  /** A minute ago the task was still to come. */
  const becomeDue = (id: string) =>
    asDeskRpc(database.sql, shop, (sql) => sql`update public.tasks set due_at = now() - interval '1 second' where id = ${id}`);
  const reminders = (id: string) =>
    database.sql`select staff_id from public.outbox_messages where entity_id = ${id} and phrase_key = 'notice-staff-task-due'`;

  it('come once for each due time, with four workers, and can be answered by a tap', async () => {
    const others = await Promise.all([1, 2, 3].map(() => workers.start({ sweepEveryMs: 20 })));
    const heard = () =>
      read(
        [desk.workers, ...others].flatMap(({ channel }) =>
          channel.sent.filter(({ chat }) => chat === mia.chat).map(({ message }) => message),
        ),
      );
    const id = await taskIn(shop, 'Ring the bell', { assigned_to: mia.id, due_at: '2030-01-01T10:00:00Z' });
    await becomeDue(id);
    await until(async () => heard().includes('Due now: Ring the bell'));
    expect(heard()).toContain('[Done]');
    expect(await reminders(id)).toMatchObject([{ staff_id: mia.id }]);
    await mia.send({ type: 'press', action: `s1:snooze:${id}:1h` });
    await quiet(database, mia.chat);
    await becomeDue(id);
    await until(async () => (await reminders(id)).length === 2);
    await mia.send({ type: 'press', action: `s1:done:${id}` });
    await quiet(database, mia.chat);
    expect((await taskNamed('Ring the bell')).status).toBe('done');
    expect(await reminders(id)).toHaveLength(2);
  });
});

describe.each([
  ['ru', '/задача позвонить Аде завтра в 17:00', 'позвонить Аде', 'готово', 'Сделано'],
  ['tr', "/görev yarın 17:00'de Ada'yı ara", "Ada'yı ara", 'bitti', 'Bitti'],
] as const)('in %s', (language, noting, title, ending, ended) => {
  it('a task is noted with its time, and done', async () => {
    const member = await desk.the('manager', language);
    expect(await member.asks(noting)).toContain(title);
    const made = await taskNamed(title);
    expect([daysAhead(made.due_at), wall(made.due_at)]).toEqual([1, '17:00']);
    expect(await member.asks(`${ending} ${made.id}`)).toContain(ended);
    expect((await taskNamed(title)).status).toBe('done');
  });
});
