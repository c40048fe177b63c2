import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../src/channels/events.ts';
import { type AtDesk, atDesk, type Member, read } from '../../support/at-desk.ts';
import { doorOf, lastFileOf, quiet, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { keepFile } from '../../support/sent-files.ts';
import { call, captureLead, createOrder, openShop, type Shop } from '../../support/shop.ts';

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

type Made = { id: string; order_code: string };
const orderIn = async (where: Shop) => (await createOrder(database.sql, where)) as Made;
const papersOf = (orderId: string) =>
  database.sql`select id, type, storage_path, uploaded_by from public.documents where order_id = ${orderId} order by created_at`;

/** Somebody sends a file with words to it; gives where it lies. */
async function sends(member: Member, caption: string | null): Promise<string> {
  const id = crypto.randomUUID();
  const { path, kind, name, size } = await keepFile(database.sql, shop, member.chat, {
    ...{ ...doorOf(shop.slug), external_id: id, name: 'invoice.jpg' },
  });
  const event: ChatEvent = { type: 'file', kind: kind as 'image', name: String(name), size: Number(size), path: String(path), caption };
  await member.send(event, id);
  // A channel that is not sure brings it again.
  await member.send(event, id);
  await quiet(database, member.chat);
  return await lastFileOf(database, member.chat);
}
const heard = (member: Member) => read(member.hears());
const attach = (orderId: string, path: string, where = shop) =>
  call(database.sql, 'attach_document_safe', { actor_id: where.managerId, type: 'invoice', storage_path: path, order_id: orderId });

provesCommand('doc', {
  happy: async () => {
    const { id, order_code: code } = await orderIn(shop);
    const path = await sends(mia, `/doc ${code} invoice`);
    expect(heard(mia)).toContain('Kept.');
    expect(await papersOf(id)).toMatchObject([{ type: 'invoice', storage_path: path, uploaded_by: mia.id }]);
    expect(await mia.asks('/undo')).toContain('A document stays where it is');
  },
  missing: async () => {
    const { id, order_code: code } = await orderIn(shop);
    const path = await sends(mia, null);
    expect(heard(mia)).toContain('About what?');
    expect(await mia.asks(code)).toContain('[Photo from the warehouse]');
    await mia.taps('Waybill');
    expect(await papersOf(id)).toMatchObject([{ type: 'waybill', storage_path: path }]);
    expect(await mia.asks(`/doc ${code} invoice`)).toContain('Send the file, please.');
    await sends(mia, `${code} invoice`);
    expect(await papersOf(id)).toHaveLength(2);
  },
  wrong: async () => {
    const { id, order_code: code } = await orderIn(shop);
    await sends(mia, `/doc ${code} love letter`);
    expect(heard(mia)).toContain('The desk keeps no kind of document called “love letter”.');
    expect(await papersOf(id)).toEqual([]);
  },
  role: async () => {
    const { id, order_code: code } = await orderIn(shop);
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    const agent = await desk.the('agent');
    await sends(agent, `/doc ${code} invoice`);
    expect(heard(agent)).toContain('There is no such thing at this desk');
    expect(await papersOf(id)).toEqual([]);
  },
  state: { none: 'a document can be added at every time' },
  elsewhere: async () => {
    const { id, order_code: code } = await orderIn(other);
    await sends(mia, `/doc ${code} invoice`);
    expect(heard(mia)).toContain('There is no such thing at this desk');
    expect(await papersOf(id)).toEqual([]);
  },
  stale: async () => {
    const { order_code: code } = await orderIn(shop);
    await sends(mia, null);
    await mia.asks(code);
    await mia.asks('cancel');
    expect(await mia.taps('Invoice')).toContain('This button is from before');
  },
  twice: async () => {
    const { id, order_code: code } = await orderIn(shop);
    await sends(mia, `/doc ${code} invoice`);
    expect(await papersOf(id)).toHaveLength(1);
  },
});

provesCommand('docs', {
  happy: async () => {
    const { id, order_code: code } = await orderIn(shop);
    await attach(id, 'papers/one.pdf');
    expect(await mia.asks(`/docs ${code}`)).toContain('One document:');
    const [sent] = await mia.presses(/Invoice/);
    expect(sent?.media).toMatchObject({ kind: 'document', path: 'papers/one.pdf' });
  },
  missing: async () => {
    const { order_code: code } = await orderIn(shop);
    expect(await mia.asks('/docs')).toContain('About what?');
    expect(await mia.asks(code)).toContain('There are no documents here.');
  },
  wrong: async () => expect(await mia.asks('/docs nonsense')).toContain('I do not know what “nonsense” is.'),
  role: async () => {
    const { id, order_code: code } = await orderIn(shop);
    await attach(id, 'papers/two.pdf');
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    expect(await (await desk.the('agent')).asks(`/docs ${code}`)).toContain('There is no such thing at this desk');
  },
  state: { none: 'they can be looked at in every state' },
  elsewhere: async () => {
    const { id, order_code: code } = await orderIn(other);
    await attach(id, 'papers/theirs.pdf', other);
    expect(await mia.asks(`/docs ${code}`)).toContain('There is no such thing at this desk');
  },
  stale: { none: 'they are read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('show-paper', {
  happy: async () => {
    const { lead } = await captureLead(database.sql, shop);
    const { document } = await call(database.sql, 'attach_document_safe', {
      ...{ actor_id: shop.managerId, type: 'photo', storage_path: 'papers/lead.jpg', lead_id: lead.id },
    });
    await mia.send({ type: 'press', action: `s1:show-paper:${document.id}` });
    await quiet(database, mia.chat);
    expect(mia.hears().at(-1)?.media).toMatchObject({ path: 'papers/lead.jpg' });
  },
  missing: async () => expect(await mia.asks('/show_paper')).toContain('Which document? Choose it in the list.'),
  wrong: async () => expect(await mia.asks('/show_paper everything')).toContain('Which document? Choose it in the list.'),
  role: async () => {
    const { id } = await orderIn(shop);
    const { document } = await attach(id, 'papers/secret.pdf');
    await call(database.sql, 'assign_order_safe', { actor_id: shop.managerId, order_id: id, staff_id: mia.id });
    expect(await (await desk.the('agent')).asks(`/show_paper ${document.id}`)).toContain('There is no such thing at this desk');
  },
  state: { none: 'a document that was erased is of another place' },
  elsewhere: async () => {
    const { id } = await orderIn(other);
    const { document } = await attach(id, 'papers/of-theirs.pdf', other);
    expect(await mia.asks(`/show_paper ${document.id}`)).toContain('There is no such thing at this desk');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

describe.each([
  ['ru', 'документ', 'документы', 'Сохранено.'],
  ['tr', 'belge', 'belgeler', 'Saklandı.'],
] as const)('in %s', (language, doc, docs, kept) => {
  it('a file is kept and shown', async () => {
    const member = await desk.the('manager', language);
    const { id, order_code: code } = await orderIn(shop);
    await sends(member, `/${doc} ${code} invoice`);
    expect(heard(member)).toContain(kept);
    expect(await member.asks(`${docs} ${code}`)).toContain('Invoice');
    expect(await papersOf(id)).toHaveLength(1);
  });
});
