import { beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/phrases/phrases.ts';
import { join, type Member, read } from '../../support/at-desk.ts';
import { person, phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { assigns } from '../../support/offers.ts';
import { captureLead, openShop, quickOrder, type Shop } from '../../support/shop.ts';
import { until } from '../../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let crew: TestWorkers;
let shop: Shop;

const at = async (role: 'agent' | 'manager' | 'admin', language: Language = 'en', name = `The ${role}`): Promise<Member> => {
  const member = await join(database, crew, shop, role, language, name);
  await assigns(database.sql, shop, 'offer');
  return member;
};
const lead = async (comment = 'A red bike'): Promise<string> => (await captureLead(database.sql, shop, { comment })).lead.id;
const says = (member: Member) => read(member.all().slice(-1));
/** Waits until the last message of this person reads so. */
const reads = async (member: Member, words: string) => {
  await until(async () => says(member).includes(words));
  await quiet(database);
};

beforeEach(async () => {
  crew = await workers.start({ sweepEveryMs: 50 });
  shop = await openShop(database.sql);
});

describe.each(['en', 'ru', 'tr'] as const)('in %s', (language) => {
  const phrase = (key: string, params = {}) => phrases(language, key, params).replaceAll(/[\u00a0\u202f]/g, ' ');

  it('offers a lead to everybody at work, and shows all of them who has taken it', async () => {
    const [mia, kim, admin] = [await at('manager', language, 'Mia'), await at('agent', language, 'Kim'), await at('admin', language)];
    const before = admin.all().length;
    const id = await lead();
    const offered = phrase('staff-offer-lead', { title: 'A red bike', customer: 'Ada' });
    for (const member of [mia, kim]) await reads(member, offered);
    const [hadMia, hadKim] = [mia.all().length, kim.all().length];
    expect(says(mia)).toContain(`[${phrase('do-take')}]`);

    await kim.taps(phrase('do-take'));
    const [row] = await database.sql`select status, assigned_to from public.leads where id = ${id}`;
    expect(row).toEqual({ status: 'in_progress', assigned_to: kim.id });
    await reads(mia, phrase('staff-offer-taken', { name: 'Kim' }));
    expect(says(mia)).toContain(offered);
    expect(says(mia)).not.toContain('[');
    // Changed in place: nobody hears of it twice.
    expect(mia.all()).toHaveLength(hadMia);
    expect(read(kim.all().slice(hadKim - 1))).toContain(phrase('staff-offer-yours'));
    expect(admin.all()).toHaveLength(before);
  });

  it('offers an order, which its code takes too', async () => {
    const mia = await at('manager', language, 'Mia');
    const { order } = await quickOrder(database.sql, shop);
    await reads(mia, phrase('staff-offer-show'));
    expect(says(mia)).toContain(order.order_code);
    const card = await mia.asks(`/take ${order.order_code}`);
    expect(card).toContain(`${phrase('field-assignee')}: Mia`);
    expect(card).not.toContain(`[${phrase('do-take')}]`);
    const assignee = async () => (await database.sql`select assigned_to from public.orders where id = ${order.id}`)[0]?.assigned_to;
    expect(await assignee()).toBe(mia.id);
    expect(await mia.asks('/undo')).toContain(phrase('undone-take-order'));
    expect(await assignee()).toBeNull();
  });

  it('makes one message of fifty leads', async () => {
    const mia = await at('manager', language, 'Mia');
    const before = mia.all().length;
    await assigns(database.sql, shop, 'by_hand');
    await assigns(database.sql, shop, 'offer');
    await database.sql.begin(async (transaction) => {
      await transaction`select set_config('desk.actor_id', ${shop.systemId}, true), set_config('desk.actor_type', 'system', true)`;
      await transaction`set local role desk_rpc`;
      await transaction`insert into public.leads (desk_id, source, contact_phone, created_by)
        select ${shop.deskId}, 'web', '+4915112345' || n, ${shop.systemId} from generate_series(100, 149) as n`;
    });
    const said = phrase('notice-staff-much-work', { leads: 50, orders: 0 });
    await reads(mia, said);
    expect(mia.all()).toHaveLength(before + 1);
    expect(await mia.taps(phrase('do-leads'))).toContain(phrase('staff-page', { count: 8 }));
  });
});

it('gives a lead to one of two who press at the same moment, and tells the other who was first', async () => {
  const [mia, kim] = [await at('manager', 'en', 'Mia'), await at('manager', 'en', 'Kim')];
  const id = await lead();
  for (const member of [mia, kim]) await reads(member, 'A red bike');
  await Promise.all([mia, kim].map((member) => member.send({ type: 'press', action: `s1:take:${id}` })));
  await quiet(database);
  const [row] = await database.sql`select assigned_to from public.leads where id = ${id}`;
  const [first, second] = row?.assigned_to === mia.id ? [mia, kim] : [kim, mia];
  expect(read(second.all())).toContain(`${first === mia ? 'Mia' : 'Kim'} has it already.`);
  expect(read(first.all())).toContain('Status: Being worked on');
});

it('says an offer once with four crews of workers', async () => {
  const mia = await at('manager', 'en', 'Mia');
  const more = [
    await workers.start({ sweepEveryMs: 50 }),
    await workers.start({ sweepEveryMs: 50 }),
    await workers.start({ sweepEveryMs: 50 }),
  ];
  await Promise.all(Array.from({ length: 3 }, (_, n) => lead(`Wish number ${n}`)));
  const heard = () =>
    [crew, ...more].flatMap(({ channel }) => channel.sent.filter(({ chat }) => chat === mia.chat)).map(({ message }) => read([message]));
  await until(async () => heard().filter((text) => text.includes('Wish number')).length >= 3);
  await quiet(database);
  expect(heard().filter((text) => text.includes('Wish number'))).toHaveLength(3);
});

it('tells a customer nothing of offers', async () => {
  const mia = await at('manager', 'en', 'Mia');
  const somebody = person(database, crew, shop.slug);
  await somebody.opens();
  const before = somebody.all().length;
  await lead();
  await reads(mia, 'A red bike');
  expect(somebody.all()).toHaveLength(before);
});
