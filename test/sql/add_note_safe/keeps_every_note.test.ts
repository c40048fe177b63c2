import { beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { auditOf, call, captureLead, openShop, order, rowCounts, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let other: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

const note = (orderId: string, words: string | null, changes = {}) =>
  call(database.sql, 'add_note_safe', { actor_id: shop.managerId, order_id: orderId, words, ...changes });
const takeBack = (orderId: string, words: string, actor_id = shop.managerId) =>
  call(database.sql, 'take_note_back_safe', { actor_id, order_id: orderId, words });
const notesOf = async (orderId: string): Promise<string[]> =>
  ((await database.sql`select notes from public.orders where id = ${orderId}`)[0]?.notes ?? '').split('\n').filter(Boolean);

it('keeps every note when four are written at once, and one of the same key', async () => {
  const { id } = await order(database.sql, shop);
  await Promise.all([1, 2, 3, 4].map((no) => note(id, `note ${no}`)));
  await Promise.all([1, 2, 3, 4].map(() => note(id, 'once', { idempotency_key: 'k' })));
  const lines = await notesOf(id);
  expect(new Set(lines.map((line) => line.split(': ')[1]))).toEqual(new Set(['note 1', 'note 2', 'note 3', 'note 4', 'once']));
  expect(lines).toHaveLength(5);
  await expectRefusal(note(id, 'other words', { idempotency_key: 'k' }), 'IDEMPOTENCY_CONFLICT');
});

it('is one line whatever was typed, and the audit names the field and not the words', async () => {
  const { id } = await order(database.sql, shop);
  await note(id, '  two\nlines  ');
  expect(await notesOf(id)).toEqual([expect.stringMatching(/: two \/ lines$/)]);
  const last = (await auditOf(database.sql, id)).at(-1);
  expect(last).toMatchObject({ actor_id: shop.managerId, changed_fields: expect.arrayContaining(['notes']) });
  expect(JSON.stringify(last)).not.toContain('two');
});

it('takes back the last of one’s own that says so, and nobody else’s', async () => {
  const { id } = await order(database.sql, shop);
  await note(id, 'mine');
  await note(id, 'mine,\nsecond');
  await note(id, 'of the admin', { actor_id: shop.adminId });
  await takeBack(id, ' mine,\nsecond');
  const left = async () => (await notesOf(id)).map((line) => line.slice(line.indexOf(': ') + 2));
  expect(await left()).toEqual(['mine', 'of the admin']);
  await takeBack(id, 'of the admin');
  await takeBack(id, 'never said');
  await takeBack(id, 'mine', shop.ownerId);
  expect(await left()).toEqual(['mine', 'of the admin']);
});

it('takes back one’s own and not that of a colleague of the same name', async () => {
  const { id } = await order(database.sql, shop);
  await note(id, 'mine');
  await note(id, 'theirs', { actor_id: shop.secondManagerId });
  const [mine, theirs] = await notesOf(id);
  expect(mine?.replace('mine', '')).toBe(theirs?.replace('theirs', ''));
  await takeBack(id, 'mine');
  expect(await notesOf(id)).toEqual([theirs]);
});

it('is refused without words, without or with two things it is about, and for what one does not see', async () => {
  const { id } = await order(database.sql, shop);
  const { lead } = await captureLead(database.sql, shop);
  const foreign = await order(database.sql, other);
  const before = await rowCounts(database.sql);
  for (const words of [null, '  ', 'x'.repeat(2001)]) await expectRefusal(note(id, words), 'BAD_INPUT');
  await expectRefusal(call(database.sql, 'add_note_safe', { actor_id: shop.managerId, words: 'x' }), 'BAD_INPUT');
  await expectRefusal(note(id, 'x', { lead_id: lead.id }), 'BAD_INPUT');
  await expectRefusal(note(foreign.id, 'x'), 'NOT_FOUND');
  await expectRefusal(takeBack(foreign.id, 'x'), 'NOT_FOUND');
  await expectRefusal(takeBack(id, ' '), 'BAD_INPUT');
  await expectRefusal(note(id, 'x', { actor_id: shop.systemId }), 'FORBIDDEN_ROLE');
  await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: shop.managerId });
  await expectRefusal(note(id, 'x', { actor_id: shop.agentId }), 'NOT_FOUND');
  expect(await notesOf(id)).toEqual([]);
  expect({ ...(await rowCounts(database.sql)), audit_log: 0, outbox_messages: 0 }).toEqual({ ...before, audit_log: 0, outbox_messages: 0 });
});
