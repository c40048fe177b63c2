import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Language } from '../../../src/phrases/phrases.ts';
import { type AtDesk, atDesk, join, type Member } from '../../support/at-desk.ts';
import { phrases, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { type Customer, comes, customerNamed } from '../../support/relayed.ts';
import { call, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let crew: TestWorkers;
let desk: AtDesk;
let mia: Member;

beforeAll(async () => {
  other = await openShop(database.sql);
});

beforeEach(async () => {
  crew = await workers.start();
  shop = await openShop(database.sql);
  desk = await atDesk(database, crew, shop);
  mia = await desk.the('manager');
});

const assigneeOf = async (id: string) => (await database.sql`select assigned_to from public.orders where id = ${id}`)[0]?.assigned_to;
const promisesOf = async (member: Member) =>
  await database.sql`select title, due_at, chat_id, customer_id, status from public.tasks where assigned_to = ${member.id} and kind = 'manual' order by created_at`;
/** An order of this member's. */
const ordered = async (member: Member, where = shop) => {
  const { id, order_code: code } = await order(database.sql, where);
  await call(database.sql, 'take_work_safe', { actor_id: member.id, order_code: code });
  return { id: id as string, code: code as string };
};
const kim = (language: Language = 'en') => join(database, crew, shop, 'agent', language, 'Kim');
const talking = async (member: Member, language: Language = 'en'): Promise<Customer> => {
  const ada = await customerNamed(database, crew, shop, 'Ada', language);
  await member.asks(`/talk ${ada.chatId}`);
  return ada;
};
const pressed = async (member: Member, action: string) => {
  await member.send({ type: 'press', action });
  return comes(database, member);
};
/** Tomorrow at nine, as the desk says it. */
const DAYS = { en: 'I will ship it tomorrow', ru: 'Отправлю завтра', tr: 'Yarın göndereceğim' } as const;

provesCommand('shift', {
  happy: async () => {
    const colleague = await kim();
    for (const [language, command] of [
      ['en', 'wrapup'],
      ['ru', 'хвосты'],
      ['tr', 'kalanlar'],
    ] as const) {
      const member = await desk.the('manager', language);
      const { code } = await ordered(member);
      const shown = await member.asks(`/${command}`);
      expect(shown).toContain(phrases(language, 'staff-shift-unpaid', { count: 1 }));
      expect(shown).toContain(`[${code} · Ada → `);
    }
    const nothing = await colleague.asks('/wrapup');
    expect(nothing).toContain('You leave nothing open.');
    expect(nothing).toContain('[Tasks]');
  },
  missing: { none: 'it needs nothing' },
  wrong: async () => expect(await mia.asks('/wrapup nonsense')).toContain('You leave nothing open.'),
  role: { none: 'everybody has a shift' },
  state: async () => {
    // With nobody to give it to there is no button.
    const { code } = await ordered(mia);
    const shown = await mia.asks('/wrapup');
    expect(shown).toContain('Unpaid orders of yours: 1');
    expect(shown).not.toContain(`[${code}`);
  },
  elsewhere: async () => {
    const ann = await join(database, crew, other);
    await ordered(ann, other);
    expect(await mia.asks('/wrapup')).toContain('You leave nothing open.');
  },
  stale: { none: 'it is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('pass', {
  happy: async () => {
    const colleague = await kim();
    for (const [language, command] of [
      ['en', 'pass'],
      ['ru', 'сдать'],
      ['tr', 'bırak'],
    ] as const) {
      const member = await desk.the('manager', language);
      const { id, code } = await ordered(member);
      const said = await member.asks(`/${command} ${code} ${colleague.id.slice(0, 8)}`);
      expect(said).toContain(phrases(language, 'shift-passed', { name: 'Kim' }));
      expect(await assigneeOf(id)).toBe(colleague.id);
      expect(await comes(database, colleague)).toContain(`Order ${code} is yours now.`);
      expect(await member.asks('/undo')).toContain(phrases(language, 'undo-never-passed', {}));
    }
  },
  missing: async () => {
    const colleague = await kim();
    const { id, code } = await ordered(mia);
    expect(await mia.asks('/pass')).toContain(`[${code} · Ada → Kim]`);
    await mia.taps(`${code} · Ada → Kim`);
    expect(await assigneeOf(id)).toBe(colleague.id);
  },
  wrong: async () => expect(await mia.asks('/pass the heavy one')).toContain('I do not know which order, task or chat “the heavy one” is.'),
  role: async () => {
    const { id, code } = await ordered(mia);
    expect(await (await kim()).asks(`/pass ${code} ${mia.id.slice(0, 8)}`)).toContain('That is not yours any more');
    expect(await assigneeOf(id)).toBe(mia.id);
  },
  state: async () => {
    const { id, code } = await ordered(mia);
    expect(await mia.asks(`/pass ${code}`)).toContain('there is no such colleague');
    expect(await assigneeOf(id)).toBe(mia.id);
  },
  elsewhere: async () => {
    const ann = await join(database, crew, other);
    const { id, code } = await ordered(ann, other);
    await kim();
    await mia.asks(`/pass ${code}`);
    expect(await assigneeOf(id)).toBe(ann.id);
  },
  stale: async () => {
    const colleague = await kim();
    const { id, code } = await ordered(mia);
    await mia.asks('/wrapup');
    await call(database.sql, 'assign_order_safe', { actor_id: shop.adminId, order_id: id, staff_id: shop.adminId });
    expect(await mia.taps(`${code} · Ada → Kim`)).toContain('That is not yours any more');
    expect(await assigneeOf(id)).toBe(shop.adminId);
    expect(await comes(database, colleague)).toBe('');
  },
  twice: async () => {
    const colleague = await kim();
    const { id, code } = await ordered(mia);
    const action = `s1:pass:${code}:${colleague.id.slice(0, 8)}`;
    await mia.send({ type: 'press', action });
    await pressed(mia, action);
    expect(await assigneeOf(id)).toBe(colleague.id);
    expect((await comes(database, colleague)).match(/is yours now/g)).toHaveLength(1);
  },
});

provesCommand('promise', {
  happy: async () => {
    for (const language of ['en', 'ru', 'tr'] as const) {
      const member = await desk.the('manager', language);
      const ada = await talking(member, language);
      const asked = await member.asks(DAYS[language]);
      expect(asked).toContain(phrases(language, 'promise-remind', {}));
      const kept = await member.taps(new RegExp(`^${phrases(language, 'promise-yes', { at: '' }).trim().slice(0, 3)}`));
      expect(kept).not.toContain(phrases(language, 'promise-dropped', {}));
      const [task] = await promisesOf(member);
      expect(task).toMatchObject({ title: DAYS[language], chat_id: ada.chatId, customer_id: ada.id, status: 'open' });
      expect(task?.due_at.getTime()).toBeGreaterThan(Date.now());
      expect(task?.due_at.getTime()).toBeLessThan(Date.now() + 49 * 3_600_000);
      expect(await member.asks(`/${{ en: 'wrapup', ru: 'хвосты', tr: 'kalanlar' }[language]}`)).toContain(
        phrases(language, 'staff-shift-promises', { count: 1 }),
      );
    }
  },
  missing: async () => expect(await mia.asks('/promise')).toContain('Nothing was noted.'),
  wrong: async () => {
    const ada = await talking(mia);
    await mia.asks(DAYS.en);
    for (const minutes of ['1', 'zzzzzzzz', 'mañana']) {
      expect(await pressed(mia, `s1:promise:${ada.chatId}:${minutes}`)).toContain('Nothing was noted.');
    }
    expect(await promisesOf(mia)).toEqual([]);
  },
  role: { none: 'everybody may be reminded of what they have promised themselves' },
  state: async () => {
    await talking(mia);
    await mia.asks(DAYS.en);
    expect(await mia.taps('No')).toContain('Nothing was noted.');
    expect(await promisesOf(mia)).toEqual([]);
  },
  elsewhere: async () => {
    const ann = await join(database, crew, other);
    await talking(mia);
    await mia.asks(DAYS.en);
    const stolen = mia
      .all()
      .flatMap(({ choices }) => choices)
      .find(({ action }) => action.startsWith('s1:promise:'));
    expect(await pressed(ann, stolen?.action ?? '')).toContain('I do not know any more what was promised.');
    expect(await promisesOf(ann)).toEqual([]);
  },
  stale: async () => {
    await talking(mia);
    await mia.asks(DAYS.en);
    await mia.asks(`/take ${(await order(database.sql, shop)).order_code}`);
    expect(await mia.taps(/^Yes/)).toContain('I do not know any more what was promised.');
    expect(await promisesOf(mia)).toEqual([]);
  },
  twice: async () => {
    await talking(mia);
    await mia.asks(DAYS.en);
    const yes =
      mia
        .all()
        .flatMap(({ choices }) => choices)
        .findLast(({ label }) => label.startsWith('Yes'))?.action ?? '';
    await mia.send({ type: 'press', action: yes });
    await pressed(mia, yes);
    await mia.asks('/help help');
    await pressed(mia, yes);
    expect(await promisesOf(mia)).toHaveLength(1);
  },
});

it('asks nothing where nothing was promised, and tells the customer nothing of it', async () => {
  const ada = await talking(mia);
  expect(await mia.asks('It is a fine bike')).not.toContain('Shall I remind you?');
  expect(await mia.asks('Shall we ship tomorrow?')).not.toContain('Shall I remind you?');
  await mia.asks(DAYS.en);
  expect(await comes(database, ada)).not.toContain('remind');
});
