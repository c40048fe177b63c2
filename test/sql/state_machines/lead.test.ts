import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { call, callWithin, captureLead, openShop, type Shop } from '../../support/shop.ts';
import { actorOf, type Machine, readGrid, statusesOf, walk } from './machine.ts';

const database = useDatabase();
let shop: Shop;
let thing: { id: string; customerId: string };

beforeAll(async () => {
  shop = await openShop(database.sql);
  const { lead, customer } = await captureLead(database.sql, shop);
  // What nobody has and was rejected does not exist for agents.
  await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: lead.id, staff_id: shop.agentId });
  thing = { id: lead.id, customerId: customer.id };
});

const machine: Machine = {
  entity: 'lead',
  thing: () => thing,
  ask: (sql, role, lead_id, new_status, customer) =>
    callWithin(sql, 'advance_lead_status_safe', {
      actor_id: actorOf(shop, role),
      lead_id,
      new_status,
      reason: 'postponed',
      acting_customer_id: role === 'customer' ? customer : undefined,
    }),
};

// Six letters a cell: customer, agent, manager, admin, owner, system. + succeeds, . INVALID_TRANSITION, - FORBIDDEN_ROLE.
// Nobody asks for "converted": it follows from an order.
const LEAD = readGrid(`
               new    in_progress qualified converted rejected
  new          ...... -++++-      ......    ......    +++++-
  in_progress  ...... ......      -+++++    ......    +++++-
  qualified    ...... ......      ......    ......    +++++-
  converted    ...... ......      ......    ......    ......
  rejected     ...... -++++-      ......    ......    ......
`);

it.each(Object.entries(LEAD))('a lead that is %s goes where the table says, for whom it says', async (from, cells) => {
  expect(await walk(database.sql, shop, machine, from, Object.keys(cells))).toEqual(cells);
});

it('has every status of the type in the table', async () => {
  const statuses = await statusesOf(database.sql, 'lead_status');
  expect(Object.keys(LEAD)).toEqual(statuses);
  for (const cells of Object.values(LEAD)) expect(Object.keys(cells)).toEqual(statuses);
});

it('each living lead is converted by an order made from it', async () => {
  for (const steps of [[], ['in_progress'], ['in_progress', 'qualified']]) {
    const { lead } = await captureLead(database.sql, shop);
    for (const new_status of steps)
      await call(database.sql, 'advance_lead_status_safe', { actor_id: shop.managerId, lead_id: lead.id, new_status });
    await call(database.sql, 'create_order_safe', { actor_id: shop.managerId, lead_id: lead.id, lines: [{ title: 'Bike' }] });
    const chain =
      await database.sql`select old_status, new_status from public.entity_status_events where entity_id = ${lead.id} order by seq`;
    expect(chain.at(-1)).toEqual({ old_status: steps.at(-1) ?? 'new', new_status: 'converted' });
  }
});

it("a customer withdraws no other customer's lead, and an agent works on no colleague's", async () => {
  const { lead } = await captureLead(database.sql, shop);
  const step = { actor_id: shop.systemId, lead_id: lead.id, new_status: 'rejected', reason: 'customer_withdrew' };
  await expectRefusal(call(database.sql, 'advance_lead_status_safe', { ...step, acting_customer_id: thing.customerId }), 'NOT_FOUND');
  await call(database.sql, 'assign_lead_safe', { actor_id: shop.managerId, lead_id: lead.id, staff_id: shop.managerId });
  await expectRefusal(call(database.sql, 'advance_lead_status_safe', { ...step, actor_id: shop.agentId }), 'NOT_FOUND');
});
