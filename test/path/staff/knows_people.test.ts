import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { quiet, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { aPhone, call, captureLead, openShop, order, paidOrder, pay, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
  await database.sql`update public.number_ranges set prefix = 'Z' where desk_id = ${other.deskId}`;
});

beforeEach(async () => {
  desk = await atDesk(database, await workers.start(), shop);
  mia = await desk.the('manager');
});

type Sold = { id: string; order_code: string; customer_id: string };
const customerNamed = async (where: Shop, full_name: string, phone = aPhone()) =>
  (await captureLead(database.sql, where, { customer: { full_name, phone } })).customer as { id: string; phone: string };
const orderOf = async (where: Shop, full_name: string) => {
  const { id } = await customerNamed(where, full_name);
  const { order: made } = await call(database.sql, 'create_order_safe', {
    actor_id: where.systemId,
    customer_id: id,
    lines: [{ listing_id: where.listingId }],
  });
  return made as Sold;
};
const notesOf = async (table: 'orders' | 'leads' | 'customers', id: string): Promise<string | null> =>
  (await database.sql.unsafe(`select notes from public.${table} where id = $1`, [id]))[0]?.notes;
const assigneeOf = async (table: 'orders' | 'leads' | 'tasks', id: string) =>
  (await database.sql.unsafe(`select assigned_to from public.${table} where id = $1`, [id]))[0]?.assigned_to;

provesCommand('customer', {
  happy: async () => {
    const { id, order_code: code, customer_id } = await orderOf(shop, 'Björk Guðmundsdóttir');
    await call(database.sql, 'advance_order_status_safe', { actor_id: shop.managerId, order_id: id, new_status: 'awaiting_payment' });
    await pay(database.sql, shop, id, { amount: 30 });
    await call(database.sql, 'create_task_safe', { actor_id: shop.managerId, title: 'Call Björk', customer_id });
    for (const sought of ['björk', 'BJORK guð', customer_id, code]) {
      const card = await mia.asks(`/customer ${sought}`);
      expect(card).toContain('Björk Guðmundsdóttir');
      expect(card).toContain('Received: €30.00');
      expect(card).toContain('Still due: €70.00');
      expect(card).toContain('[Call Björk]');
      expect(card).toContain(`[${code} · Björk Guðmundsdóttir · €100.00]`);
    }
  },
  missing: async () => {
    const { phone } = await customerNamed(shop, 'Found By Phone');
    expect(await mia.asks('/customer')).toContain('Which customer?');
    expect(await mia.asks(phone.replace('+49', '0'))).toContain('Found By Phone');
  },
  wrong: async () => expect(await mia.asks('/customer Nobody Atall')).toContain('Nothing was found for “Nobody Atall”.'),
  role: async () => {
    const { id, customer_id } = await orderOf(shop, 'Of The Manager');
    const [lead] = await database.sql`select id from public.leads where customer_id = ${customer_id}`;
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: lead?.id, staff_id: mia.id });
    const agent = await desk.the('agent');
    expect(await agent.asks('/customer Of The Manager')).toContain('Nothing was found');
    expect(await agent.asks(`/customer ${customer_id}`)).toContain('There is no such thing at this desk');
  },
  state: async () => {
    const { id } = await customerNamed(shop, 'Soon Forgotten');
    await call(database.sql, 'erase_customer_safe', { actor_id: shop.adminId, customer_id: id });
    expect(await mia.asks(`/customer ${id}`)).toContain('There is no such thing at this desk');
    expect(await mia.asks('/customer Soon Forgotten')).toContain('Nothing was found');
  },
  elsewhere: async () => {
    const { id } = await customerNamed(other, 'Theirs Alone');
    expect(await mia.asks('/customer Theirs Alone')).toContain('Nothing was found');
    expect(await mia.asks(`/customer ${id}`)).toContain('There is no such thing at this desk');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('note', {
  happy: async () => {
    const { id, order_code: code, customer_id } = await orderOf(shop, 'Noted Person');
    expect(await mia.asks(`/note ${code} wants it gift-wrapped`)).toContain('Noted for the staff.');
    expect(await notesOf('orders', id)).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d The manager: wants it gift-wrapped$/);
    expect(await mia.asks(`/order ${code}`)).toContain('The manager: wants it gift-wrapped');
    await mia.asks(`/note customer ${customer_id} is tall`);
    expect(await mia.asks(`/customer ${customer_id}`)).toContain('is tall');
    await mia.asks(`/note ${code} second thought`);
    expect(await mia.asks('/undo')).toContain('The note is taken back.');
    expect(await notesOf('orders', id)).toMatch(/gift-wrapped$/);
  },
  missing: async () => {
    const { lead } = await captureLead(database.sql, shop, { comment: 'Lead with a note' });
    expect(await mia.asks(`/note lead ${lead.id}`)).toContain('What shall be noted?');
    await mia.asks('a small frame');
    expect(await notesOf('leads', lead.id)).toContain('a small frame');
    expect(await mia.asks(`/lead ${lead.id}`)).toContain('a small frame');
  },
  wrong: async () => expect(await mia.asks('/note whatever it is')).toContain('I do not know what “whatever it is” is.'),
  role: async () => {
    const { id, order_code: code } = await orderOf(shop, 'Not For Agents');
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    expect(await (await desk.the('agent')).asks(`/note ${code} spying`)).toContain('There is no such thing at this desk');
    expect(await notesOf('orders', id)).toBeNull();
  },
  state: { none: 'whatever has happened can be noted' },
  elsewhere: async () => {
    const { id, customer_id } = await orderOf(other, 'Theirs');
    expect(await mia.asks(`/note customer ${customer_id} spying`)).toContain('There is no such thing at this desk');
    expect(await notesOf('customers', customer_id)).toBeNull();
    expect(await notesOf('orders', id)).toBeNull();
  },
  stale: { none: 'its buttons only ask what is to be noted' },
  twice: async () => {
    const { id, order_code: code } = await orderOf(shop, 'Noted Once');
    const event = crypto.randomUUID();
    await mia.send({ type: 'text', text: `/note ${code} once` }, event);
    await mia.send({ type: 'text', text: `/note ${code} once` }, event);
    await quiet(database, mia.chat);
    expect((await notesOf('orders', id))?.split('\n')).toHaveLength(1);
  },
});

describe('notes', () => {
  it('are never shown to the customer, and go when the customer is forgotten', async () => {
    const { id, order_code: code, customer_id } = await orderOf(shop, 'Does Not Know');
    for (const about of [code, `customer ${customer_id}`]) await mia.asks(`/note ${about} a secret of ours`);
    const mine = { actor_id: shop.systemId, acting_customer_id: customer_id };
    const seen = JSON.stringify([
      await call(database.sql, 'my_order', { ...mine, order_code: code }),
      await call(database.sql, 'my_orders', mine),
      await call(database.sql, 'my_settings', mine),
      await call(database.sql, 'export_customer', { actor_id: shop.adminId, customer_id }),
    ]);
    expect(seen).not.toContain('a secret of ours');
    await call(database.sql, 'advance_order_status_safe', {
      actor_id: shop.managerId,
      order_id: id,
      new_status: 'cancelled',
      reason: 'lost',
    });
    await call(database.sql, 'erase_customer_safe', { actor_id: shop.adminId, customer_id });
    expect([await notesOf('orders', id), await notesOf('customers', customer_id)]).toEqual([null, null]);
    expect(await mia.asks(`/note ${code} again a secret`)).toContain('There is no such thing at this desk');
  });

  it('of a colleague are not taken back by an undo of mine', async () => {
    const { id, order_code: code } = await orderOf(shop, 'Of Two');
    await mia.asks(`/note ${code} mine`);
    await (await desk.the('admin')).asks(`/note ${code} of the admin`);
    await mia.asks('/undo');
    expect(await notesOf('orders', id)).toMatch(/The admin: of the admin$/);
    expect(await notesOf('orders', id)).not.toContain('mine');
  });
});

provesCommand('assign', {
  happy: async () => {
    const { id, order_code: code } = await orderOf(shop, 'To Be Given');
    const zoe = await join(database, desk.workers, shop, 'agent', 'en', 'Zoë Quick');
    expect(await mia.asks(`/assign ${code} zoe`)).toContain('In charge: Zoë Quick');
    expect(await assigneeOf('orders', id)).toBe(zoe.id);
    expect(await mia.asks('/undo')).toContain('It is with whom it was before.');
    expect(await assigneeOf('orders', id)).toBeNull();
    await mia.asks(`/assign ${code} me`);
    expect(await assigneeOf('orders', id)).toBe(mia.id);
    await mia.asks(`/assign ${code} nobody`);
    expect(await assigneeOf('orders', id)).toBeNull();
  },
  missing: async () => {
    const { lead } = await captureLead(database.sql, shop, { comment: 'Give me away' });
    const yan = await join(database, desk.workers, shop, 'agent', 'en', 'Yan Free');
    expect(await mia.asks(`/assign lead ${lead.id}`)).toContain('Who shall have it?');
    await mia.taps(/Yan Free/);
    expect(await assigneeOf('leads', lead.id)).toBe(yan.id);
  },
  wrong: async () => {
    const { id, order_code: code } = await orderOf(shop, 'Given To Nobody');
    expect(await mia.asks(`/assign ${code} Napoleon`)).toContain('I do not know for sure who “Napoleon” is.');
    expect(await assigneeOf('orders', id)).toBeNull();
  },
  role: async () => {
    const { id, order_code: code } = await orderOf(shop, 'Agents Take Only');
    const agent = await desk.the('agent');
    expect(await agent.asks(`/assign ${code} Zoë Quick`)).toContain('Your role may not do that.');
    await agent.asks(`/assign ${code} me`);
    expect(await assigneeOf('orders', id)).toBe(agent.id);
  },
  state: async () => {
    const gone = await join(database, desk.workers, shop, 'manager', 'en', 'Gone Person');
    await call(database.sql, 'deactivate_staff_safe', { actor_id: shop.ownerId, staff_id: gone.id, reason: 'left' });
    const { id, order_code: code } = await orderOf(shop, 'Not To The Gone');
    expect(await mia.asks(`/assign ${code} Gone Person`)).toContain('I do not know for sure');
    expect(await assigneeOf('orders', id)).toBeNull();
  },
  elsewhere: async () => {
    const { id, order_code: code } = await orderOf(other, 'Of Others');
    expect(await mia.asks(`/assign ${code} me`)).toContain('There is no such thing at this desk');
    expect(await assigneeOf('orders', id)).toBeNull();
  },
  stale: async () => {
    const { task } = await call(database.sql, 'create_task_safe', { actor_id: shop.managerId, title: 'Given away', assigned_to: mia.id });
    await mia.asks(`/show_task ${task.id}`);
    await mia.taps('Give to …');
    await call(database.sql, 'assign_task_safe', { actor_id: shop.managerId, task_id: task.id, staff_id: shop.agentId });
    await mia.taps('To me');
    expect(await assigneeOf('tasks', task.id)).toBe(mia.id);
  },
  twice: async () => {
    const { id, order_code: code } = await orderOf(shop, 'Given Twice');
    await mia.send({ type: 'press', action: `s1:assign:${code}:me` });
    await mia.send({ type: 'press', action: `s1:assign:${code}:me` });
    await quiet(database, mia.chat);
    expect(await assigneeOf('orders', id)).toBe(mia.id);
  },
});

describe('/assign auto', () => {
  it('gives to whoever at work has least in hand', async () => {
    const idle = await join(database, desk.workers, shop, 'agent', 'en', 'Aaa Idle');
    const [first] = await call(database.sql, 'staff_colleagues', { actor_id: shop.managerId }).then(
      (all) => all as unknown as Array<{ open_work: number; name: string }>,
    );
    const { id, order_code: code } = await orderOf(shop, 'To The Idle');
    await mia.asks(`/assign ${code} auto`);
    expect(first?.open_work).toBe(0);
    const assignee = await assigneeOf('orders', id);
    const [row] = await database.sql`select display_name from public.staff where id = ${assignee}`;
    expect(row?.display_name).toBe(first?.name);
    expect(idle.id).toBeTruthy();
  });
});

provesCommand('find', {
  happy: async () => {
    const { id, order_code: code } = (await paidOrder(database.sql, shop)) as Sold;
    await call(database.sql, 'ship_order_safe', { actor_id: shop.managerId, order_id: id, tracking_number: 'FIND-ME-1' });
    const reference = `stripe:find${code}`;
    const second = (await order(database.sql, shop)) as Sold;
    await pay(database.sql, shop, second.id, { external_reference: reference });
    expect(await mia.asks(code)).toContain(`Order ${code}`);
    expect(await mia.asks(`/find #${code}`)).toContain(`Order ${code}`);
    expect(await mia.asks('find-me-1')).toContain('Parcel FIND-ME-1');
    expect(await mia.asks(reference)).toContain(`Order ${second.order_code}`);
    await customerNamed(shop, 'Ümit Yıldız', '+905321112233');
    for (const sought of ['umit', 'Ümit yil', '0532 111 22 33', '+90 (532) 111-22-33', '1112233']) {
      expect(await mia.asks(sought)).toContain('Ümit Yıldız');
    }
    await captureLead(database.sql, shop, { comment: 'Ищу красный Велосипед с корзиной' });
    expect(await mia.asks('велосипед корзин')).toContain('Ищу красный Велосипед');
  },
  missing: async () => {
    await customerNamed(shop, 'Late Comer');
    expect(await mia.asks('/find')).toContain('What should I find?');
    expect(await mia.asks('late comer')).toContain('Late Comer');
  },
  wrong: async () => expect(await mia.asks('/find zzzz qqqq')).toContain('Nothing was found for “zzzz qqqq”.'),
  role: async () => {
    const { id, order_code: code } = await orderOf(shop, 'Hidden From Agents');
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    const [lead] =
      await database.sql`select l.id from public.leads as l join public.customers as c on c.id = l.customer_id where c.full_name = 'Hidden From Agents'`;
    await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: lead?.id, staff_id: mia.id });
    const agent = await desk.the('agent');
    expect(await agent.asks(code)).toContain('Nothing was found');
    expect(await agent.asks('Hidden From Agents')).toContain('Nothing was found');
  },
  state: async () => {
    await customerNamed(shop, 'Two Alike');
    await customerNamed(shop, 'Two Alike');
    const found = await mia.asks('two alike');
    expect(found).toContain('2 things for “two alike”:');
    expect(await mia.asks('/customer 1')).toContain('Two Alike');
  },
  elsewhere: async () => {
    const { order_code: code } = await orderOf(other, 'Foreign Person');
    expect(await mia.asks(code)).toContain('Nothing was found');
    expect(await mia.asks('foreign person')).toContain('Nothing was found');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

describe.each([
  ['ru', 'клиент', 'заметка', 'передать', 'мне', 'Записано'],
  ['tr', 'müşteri', 'not', 'ata', 'bana', 'not edildi'],
] as const)('in %s', (language, customer, note, assign, me, noted) => {
  it('a customer is found, noted on and taken', async () => {
    const member = await desk.the('manager', language);
    const { id, order_code: code } = await orderOf(shop, `Person Of ${language}`);
    expect(await member.asks(`/${customer} Person Of ${language}`)).toContain(`Person Of ${language}`);
    expect(await member.asks(`/${note} ${code} abc`)).toContain(noted);
    await member.asks(`${assign} ${code} ${me}`);
    expect(await assigneeOf('orders', id)).toBe(member.id);
    expect(await notesOf('orders', id)).toContain('abc');
  });
});
