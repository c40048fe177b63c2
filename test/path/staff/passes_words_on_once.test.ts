import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { type Death, hire, messagesTo } from '../../support/killed.ts';
import { call, openShop } from '../../support/shop.ts';

const database = useDatabase();

type Crew = Awaited<ReturnType<typeof hire>>;

/** A manager and a customer who are talking with each other, and workers who can be killed. */
async function talk() {
  const shop = await openShop(database.sql);
  const crew = await hire(database.url);
  const [mia, ada] = [randomUUID(), randomUUID()];
  const say = async (chat: string, event: object, id: string = randomUUID()) => {
    const ids = { provider: 'web', account: shop.slug, chat, sender: chat, external_id: id };
    await call(database.sql, 'accept_inbox_message', { ...ids, body: JSON.stringify(event), event: JSON.stringify(event) });
  };
  const { code } = await call(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: 'Mia', role: 'manager' });
  await say(mia, { type: 'text', text: code });
  await say(ada, { type: 'start', payload: null });
  await crew.untilQuiet(database.sql);
  const [row] = await database.sql`select id from public.chats where external_id = ${ada}`;
  await say(mia, { type: 'press', action: `s1:talk:${row?.id}` });
  await crew.untilQuiet(database.sql);
  const heard = async (chat: string, words: string) =>
    (await messagesTo(database.sql, shop.slug, chat)).flatMap(({ paragraphs }) => paragraphs).filter((text) => text.includes(words)).length;
  return { crew, mia, ada, say, heard };
}

const withCrew = async (work: (parts: Awaited<ReturnType<typeof talk>>) => Promise<void>) => {
  const parts = await talk();
  try {
    await work(parts);
  } finally {
    await parts.crew.dismiss();
  }
};

type Way = { stage: NonNullable<Death>['stage']; of?: string };
const dies = (crew: Crew, { stage, of }: Way) => crew.willDieAt(stage, of);

it.each<Way>([
  { stage: 'claim' },
  { stage: 'do', of: 'say-in-chat' },
  { stage: 'commit', of: 'say-in-chat' },
  { stage: 'before-send' },
  { stage: 'send' },
])('brings a manager’s words to the customer once when killed at $stage $of', (way) =>
  withCrew(async ({ crew, mia, ada, say, heard }) => {
    await dies(crew, way);
    const id = randomUUID();
    await say(mia, { type: 'text', text: 'Red it is' }, id);
    await say(mia, { type: 'text', text: 'Red it is' }, id);
    await crew.untilQuiet(database.sql);
    expect(crew.kills()).toBe(1);
    expect(await heard(ada, 'Red it is')).toBe(1);
    expect(await heard(mia, 'Sent to')).toBe(1);
  }),
);

it.each<Way>([{ stage: 'claim' }, { stage: 'step' }, { stage: 'commit' }, { stage: 'before-send' }, { stage: 'send' }])(
  'brings a customer’s words to the manager once when killed at $stage',
  (way) =>
    withCrew(async ({ crew, mia, ada, say, heard }) => {
      await dies(crew, way);
      const id = randomUUID();
      await say(ada, { type: 'text', text: 'Is it red?' }, id);
      await say(ada, { type: 'text', text: 'Is it red?' }, id);
      await crew.untilQuiet(database.sql);
      expect(crew.kills()).toBe(1);
      expect(await heard(mia, 'Is it red?')).toBe(1);
      expect(await heard(ada, 'Is it red?')).toBe(0);
    }),
);
