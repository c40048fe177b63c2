import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Sql } from 'postgres';
import type { ChatEvent } from '../../src/channels/events.ts';
import type { WebMessage } from '../../src/channels/web/types.ts';
import type { Command } from '../../src/conversation/step.ts';
import { call } from './shop.ts';
import { until } from './waiting.ts';

/** Where the worker can be killed: after a stage of a turn, and around the sending. */
export const deaths = ['claim', 'step', 'do', 'commit', 'before-send', 'send'] as const;
export type Death = { stage: (typeof deaths)[number]; nth: number } | undefined;
/** The same by what is being done: with the write made and nothing of it said, or right after the turn that made it. */
export type DeathOf = { stage: 'do' | 'commit'; of: Command['do'] };

/** What somebody does next: an event, or the newest button that carries this. */
export type Move = ChatEvent | RegExp;
/** What happens around them meanwhile. */
export type Happening = (chat: string) => Promise<void>;

/** A quick order as its customer goes about it, by what the buttons carry. */
const quickOrder = (listing: string): Move[] => [
  { type: 'start', payload: listing },
  /:quantity:\w+:2$/,
  /:address:\w+:pickup$/,
  { type: 'text', text: 'Ada' },
  /:phone:\w+$/,
  /:consent:\w+:yes/,
  /:confirm:/,
  { type: 'text', text: '/help' },
];

export type Told = { transcript: string[][]; orders: number; kills: number };

/** Has somebody place a quick order while the worker is killed once. */
export async function orderUnderFire(sql: Sql, databaseUrl: string, desk: { slug: string; listing: string }, death: Death): Promise<Told> {
  const { chat, transcript, kills } = await storyUnderFire(sql, databaseUrl, desk.slug, quickOrder(desk.listing), death ? [death] : []);
  const [row] = await sql`
    select count(*)::int as orders from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${chat}`;
  return { transcript, orders: row?.orders, kills };
}

/** Has somebody make these moves while one worker after the other is killed; the next one goes on from what is there. */
export async function storyUnderFire(
  sql: Sql,
  databaseUrl: string,
  slug: string,
  moves: ReadonlyArray<Move | Happening>,
  ends: Array<Death | DeathOf>,
) {
  const chat = randomUUID();
  const crew = await hire(databaseUrl, ends);
  try {
    for (const [n, move] of moves.entries()) {
      if (typeof move === 'function') {
        await move(chat);
        continue;
      }
      const event = JSON.stringify(eventOf(move, await messagesTo(sql, slug, chat)));
      const ids = { provider: 'web', account: slug, chat, sender: chat, external_id: `${chat}/${n}` };
      await call(sql, 'accept_inbox_message', { ...ids, body: event, event });
      await crew.untilQuiet(sql);
    }
    const transcript = (await messagesTo(sql, slug, chat)).map(wordsOf);
    return { chat, transcript, kills: crew.kills() };
  } finally {
    await crew.dismiss();
  }
}

function eventOf(move: Move, shown: WebMessage[]): ChatEvent {
  if (!(move instanceof RegExp)) return move;
  const choice = shown.flatMap(({ choices }) => choices).findLast(({ action }) => move.test(action));
  if (!choice) throw new Error(`nobody was offered ${move.source}`);
  return { type: 'press', action: choice.action };
}

/**
 * Has somebody send these while every worker dies at its first passing of a stage, and the next goes on from what is
 * there. Gives what was said, and how many have died.
 */
export async function tellUnderFire(
  sql: Sql,
  databaseUrl: string,
  at: { slug: string; chat: string },
  moves: Move[],
  stage: NonNullable<Death>['stage'] | undefined,
): Promise<{ transcript: string[][]; kills: number }> {
  // What was done before the first died is done again by the second: that passing is not a new one.
  const again = stage === undefined ? undefined : { stage, nth: stage === 'do' ? 2 : 1 };
  const ends = stage === undefined ? [] : [{ stage, nth: 1 }, ...moves.flatMap(() => [again, again])];
  const crew = await hire(databaseUrl, ends);
  try {
    for (const [n, move] of moves.entries()) {
      const event = JSON.stringify(eventOf(move, await messagesTo(sql, at.slug, at.chat)));
      const ids = { provider: 'web', account: at.slug, chat: at.chat, sender: at.chat, external_id: `${at.chat}/fire/${n}` };
      await call(sql, 'accept_inbox_message', { ...ids, body: event, event });
      await crew.untilQuiet(sql);
    }
    return { transcript: (await messagesTo(sql, at.slug, at.chat)).map(wordsOf), kills: crew.kills() };
  } finally {
    await crew.dismiss();
  }
}

/** What was said to somebody who was forgotten since is no more. */
const wordsOf = ({ paragraphs = [], card = null, choices = [] }: Partial<WebMessage>): string[] => [
  ...(card ? [card.title] : []),
  ...paragraphs,
  ...choices.map(({ label }) => `[${label}]`),
];

export async function messagesTo(sql: Sql, slug: string, chat: string): Promise<WebMessage[]> {
  const page = await call(sql, 'read_web_chat', { account: slug, sender: chat });
  const lines = page.messages as Array<{ from: string; content: WebMessage }>;
  return lines.filter(({ from }) => from === 'desk').map(({ content }) => content);
}

/** One worker at a time, a new one as soon as the last has died. */
export async function hire(databaseUrl: string, ends: Array<Death | DeathOf> = []) {
  let kills = 0;
  let worker = await start(databaseUrl, ends[0]);
  const replace = async () => {
    if (worker.signalCode === null && worker.exitCode === null) return;
    if (worker.signalCode !== 'SIGKILL') throw new Error(`the worker ended by itself (${worker.exitCode})`);
    kills += 1;
    worker = await start(databaseUrl, ends[kills]);
  };
  return {
    kills: () => kills,
    /** The worker is to die when it passes this stage next, after this command if one is named. */
    willDieAt: async (stage: NonNullable<Death>['stage'], command = '') => {
      const told = worker.stdout === null ? Promise.resolve() : once(worker.stdout, 'data');
      worker.stdin?.write(`${stage} ${command}\n`);
      await told;
    },
    untilQuiet: (sql: Sql) =>
      until(async () => {
        await replace();
        const [row] = await sql`
          select (select count(*) from public.inbox_messages where status in ('new', 'claimed'))
            + (select count(*) from public.outbox_messages where status in ('waiting', 'claimed')) as open`;
        return Number(row?.open) === 0;
      }),
    dismiss: async () => {
      if (worker.exitCode !== null || worker.signalCode !== null) return;
      const gone = once(worker, 'exit');
      worker.kill('SIGKILL');
      await gone;
    },
  };
}

async function start(databaseUrl: string, death: Death | DeathOf): Promise<ChildProcess> {
  const file = new URL('./crashing-worker.ts', import.meta.url).pathname;
  const at = death === undefined ? [] : 'of' in death ? [death.stage, '1', death.of] : [death.stage, String(death.nth)];
  const child = spawn(process.execPath, [file, databaseUrl, ...at], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
