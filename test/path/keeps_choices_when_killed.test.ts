import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/channels/events.ts';
import { useDatabase } from '../support/database.ts';
import { type Move, tellUnderFire } from '../support/killed.ts';
import { offerCode } from '../support/private-things.ts';
import { meet, turn } from '../support/queues.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const text = (words: string): ChatEvent => ({ type: 'text', text: words });

/** Somebody the desk knows, in a chat of their own. */
async function known() {
  const chat = randomUUID();
  const { chatId } = await turn(database.sql, shop, chat, []);
  const { id } = await meet(database.sql, shop, chat);
  return { chat, chatId, id: id as string };
}

type Stage = 'do' | 'commit' | undefined;

/** Everything somebody may decide about themselves. Gives what was said, and what has come of it. */
async function decides(stage: Stage) {
  const [ada, other] = [await known(), await known()];
  const { code } = await offerCode(database.sql, shop, other.id, other.chatId);
  const moves: Move[] = [
    ...[text('STOP'), text('START'), text('quiet hours'), text('23-7'), text('consents'), /:agree:training:yes$/],
    ...[text('link'), text('export my data'), text('no more reminders'), text('person'), text('bot')],
    ...[text(code), /:link-yes$/],
  ];
  const { transcript, kills } = await tellUnderFire(database.sql, database.url, { slug: shop.slug, chat: ada.chat }, moves, stage);
  const [effects] = await database.sql`
    select to_char(c.quiet_from, 'HH24:MI') as quiet, c.stopped_at,
      (select count(*)::int from public.consents as n where n.customer_id = ${ada.id} and n.kind = 'training') as training,
      (select count(*)::int from public.consents as n where n.customer_id = ${ada.id} and n.kind = 'marketing') as marketing,
      (select count(*)::int from public.customer_exports as e where e.customer_id = c.id) as exports,
      (select count(*)::int from public.handovers as h where h.chat_id = ${ada.chatId}) as handovers,
      (select count(*)::int from public.handovers as h where h.chat_id = ${ada.chatId} and h.ended_at is null) as open_handovers,
      (select count(*)::int from public.tasks as t where t.chat_id = ${ada.chatId}) as tasks,
      (select count(*)::int from public.link_codes as l where l.customer_id = c.id and l.ended_at is null) as open_codes,
      (select count(*)::int from public.link_codes as l where l.used_in = ${ada.chatId}) as used_codes,
      (select count(*)::int from public.customers as g where g.merged_into = c.id) as merged
    from public.customers as c where c.id = ${other.id}`;
  return {
    transcript: transcript.map((lines) => lines.map((line) => line.replace(/\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/, 'CODE'))),
    effects,
    kills,
  };
}

describe('what somebody decides about themselves', () => {
  let undisturbed: Awaited<ReturnType<typeof decides>>;
  beforeAll(async () => {
    undisturbed = await decides(undefined);
  });

  it('has one effect each', () => {
    expect(undisturbed.kills).toBe(0);
    expect(undisturbed.effects).toEqual({
      ...{ quiet: '23:00', stopped_at: null, training: 1, marketing: 1, exports: 1, handovers: 1, open_handovers: 0, tasks: 1 },
      ...{ open_codes: 0, used_codes: 1, merged: 1 },
    });
  });

  it.each([
    ['after the desk has done it and before it is told', 'do', 9],
    ['after the turn is kept and before it is answered', 'commit', 13],
  ] as const)('has the same one, and is answered the same, when the worker is killed each time %s', async (_when, stage, atLeast) => {
    const { kills, ...told } = await decides(stage);
    expect(told).toEqual({ transcript: undisturbed.transcript, effects: undisturbed.effects });
    expect(kills).toBeGreaterThanOrEqual(atLeast);
    expect(await call(database.sql, 'check_books', {})).toEqual([]);
  });
});

it.each(['do', 'commit'] as const)(
  'somebody is forgotten once, and hears it once, when the worker is killed each time after %s',
  async (stage) => {
    const ada = await known();
    const moves: Move[] = [text('delete my data'), /:erase-yes$/, /:erase-surely$/];
    const { transcript, kills } = await tellUnderFire(database.sql, database.url, { slug: shop.slug, chat: ada.chat }, moves, stage);
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(transcript.flat().filter((line) => line.includes('has been deleted'))).toHaveLength(1);
    const [row] = await database.sql`
    select c.erased_at is not null as erased, (select count(*)::int from public.audit_log as a where a.entity_id = c.id and a.changed_fields @> '{erased_at}') as times
    from public.customers as c where c.id = ${ada.id}`;
    expect(row).toEqual({ erased: true, times: 1 });
  },
);
