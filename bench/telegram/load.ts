import type { BareDoor, RunningBot } from './bots.ts';
import { type Crowd, type Person, THINKS_MS } from './people.ts';

/** What a bot did under one load. */
export type Measured = {
  seconds: number;
  updates: number;
  orders: number;
  acks: number[];
  replies: number[];
  /** Updates nobody answered as they should be, messages nobody had asked for, and answers of a webhook that were no 200. */
  lost: number;
  doubled: number;
  refused: number;
  codes: string[];
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** So many people order at once, each as fast as a hand and an eye are, until all have ordered what there is to order. */
export function together(bot: RunningBot, chats: number, orders: number): Promise<Measured> {
  return measured(bot, async (crowd) => {
    let left = orders;
    await Promise.all(
      Array.from({ length: chats }, async () => {
        while (left-- > 0) await finish(crowd.newcomer());
      }),
    );
  });
}

/** Updates at a pace of their own, whatever the bot does: of people who are in the middle of an order, else of new ones. */
export function paced(bot: RunningBot, updates: number, perSecond: number): Promise<Measured> {
  return measured(bot, async (crowd) => {
    const ready: Person[] = [];
    const under: Array<Promise<void>> = [];
    const from = performance.now();
    for (let n = 0; n < updates; n++) {
      const early = from + (n * 1_000) / perSecond - performance.now();
      if (early > 0) await pause(early);
      const person = ready.shift() ?? crowd.newcomer();
      const said = person.goOn().then((isAnswered) => {
        if (isAnswered && !person.isDone()) ready.push(person);
      });
      under.push(said);
    }
    await Promise.all(under);
  });
}

/** Words of ever new people at such a pace: how long each acknowledgement took. */
export async function acksAt({ carrier }: BareDoor, updates: number, perSecond: number): Promise<number[]> {
  const from = performance.now();
  const under: Array<Promise<void>> = [];
  for (let n = 0; n < updates; n++) {
    const early = from + (n * 1_000) / perSecond - performance.now();
    if (early > 0) await pause(early);
    const person = { id: n + 1, is_bot: false, first_name: 'Ada' };
    const chat = { id: n + 1, type: 'private' as const, first_name: 'Ada' };
    under.push(carrier.carry({ message: { message_id: n, date: 0, chat, from: person, text: 'Example street 1' } }));
  }
  await Promise.all(under);
  return carrier.acks.ms;
}

/** Orders to the end. */
async function finish(person: Person): Promise<void> {
  while (await person.goOn()) if (!person.isDone()) await pause(THINKS_MS);
}

async function measured(bot: RunningBot, work: (crowd: Crowd) => Promise<void>): Promise<Measured> {
  const crowd = bot.crowd();
  const { acks } = bot.carrier;
  acks.ms.length = 0;
  acks.refused = 0;
  const from = performance.now();
  await work(crowd);
  const seconds = (performance.now() - from) / 1_000;
  return {
    ...{ seconds, updates: crowd.updates(), orders: crowd.codes.length, codes: crowd.codes, replies: crowd.replies },
    ...{ acks: acks.ms.slice(), lost: crowd.lost(), doubled: crowd.doubled(), refused: acks.refused },
  };
}

/** Two turns of the same load as one. */
export function sumOf(one: Measured, other: Measured): Measured {
  return {
    seconds: one.seconds + other.seconds,
    updates: one.updates + other.updates,
    orders: one.orders + other.orders,
    acks: [...one.acks, ...other.acks],
    replies: [...one.replies, ...other.replies],
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    refused: one.refused + other.refused,
    codes: [...one.codes, ...other.codes],
  };
}

export const at = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
