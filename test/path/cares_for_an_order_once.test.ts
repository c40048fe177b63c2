import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/channels/events.ts';
import type { Rendered } from '../../src/channels/rendered.ts';
import { type Cared, type CareWrite, careWrites, offerOneWay, orderFor, traceOf } from '../support/care-writes.ts';
import { type Person, person, quiet, type TestWorkers, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { hire } from '../support/killed.ts';
import { accept } from '../support/queues.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await offerOneWay(database.sql, shop);
});

/** What was said, whichever order it was said of. */
const said = (messages: readonly Rendered[], { code }: Cared) =>
  messages.flatMap(({ paragraphs, card }) => [...paragraphs, ...(card ? [card.title] : [])]).map((words) => words.replaceAll(code, 'N'));

describe.each(careWrites)('$command', (write) => {
  const doing = async (staff: TestWorkers, how: (ada: Person, mine: Cared) => Promise<unknown>) => {
    const ada = person(database, staff, shop.slug);
    await ada.opens();
    const mine = await orderFor(database.sql, shop, ada.chat, write);
    for (const event of write.leads(mine.code)) {
      await ada.send(event);
      await quiet(database, ada.chat);
    }
    await quiet(database, ada.chat);
    ada.hears();
    await how(ada, mine);
    await quiet(database, ada.chat);
    return { trace: await traceOf(database.sql, mine), answers: said(ada.hears(), mine) };
  };

  it('is one effect and one answer when its message is delivered four times, three of them at once', async () => {
    const staff = await workers.start();
    const once = await doing(staff, (ada, { code }) => ada.send(write.does(code)));
    const often = await doing(staff, async (ada, { code, chat }) => {
      await Promise.all(Array.from({ length: 3 }, () => ada.send(write.does(code), `${chat}/again`)));
      await quiet(database, chat);
      await ada.send(write.does(code), `${chat}/again`);
    });
    expect(often).toEqual(once);
  });

  it('is one effect when it is done twice within a moment', async () => {
    const staff = await workers.start();
    const once = await doing(staff, (ada, { code }) => ada.send(write.does(code)));
    const twice = await doing(staff, (ada, { code }) => Promise.all([ada.send(write.does(code)), ada.send(write.does(code))]));
    expect(twice.trace).toEqual(once.trace);
  });
});

describe('a worker that is killed', () => {
  /** All of it, one after the other, by workers that die at this stage of every one. */
  async function all(stage?: 'do' | 'commit') {
    const crew = await hire(database.url);
    try {
      const told = [];
      for (const write of careWrites) told.push(await oneOf(crew, write, stage));
      return { told, kills: crew.kills() };
    } finally {
      await crew.dismiss();
    }
  }

  async function oneOf(crew: Awaited<ReturnType<typeof hire>>, write: CareWrite, stage?: 'do' | 'commit') {
    const chat = randomUUID();
    const send = async (event: ChatEvent, id: string) => {
      await accept(database.sql, shop, chat, { external_id: `${chat}/${id}`, event: JSON.stringify(event) });
      await crew.untilQuiet(database.sql);
    };
    await send({ type: 'start', payload: null }, 'start');
    const mine = await orderFor(database.sql, shop, chat, write);
    for (const [n, event] of write.leads(mine.code).entries()) await send(event, `${n}`);
    if (stage !== undefined) await crew.willDieAt(stage, stage === 'do' ? write.command : '');
    await send(write.does(mine.code), 'does');
    return await traceOf(database.sql, mine);
  }

  it('after every write, and after every turn with one, leaves one effect of each', async () => {
    const undisturbed = await all();
    for (const stage of ['do', 'commit'] as const) expect(await all(stage)).toEqual({ ...undisturbed, kills: careWrites.length });
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  }, 180_000);
});
