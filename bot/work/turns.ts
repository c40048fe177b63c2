import type { Claim } from '../../src/inbox/claim.ts';
import { claimMessage } from '../../src/inbox/phone-book.ts';
import { type Path, takeTurn } from '../../src/path.ts';
import { asked } from '../../src/rpc/call.ts';
import type { Log } from '../log.ts';
import { startPump } from './pump.ts';
import type { Sender } from './sender.ts';
import type { Observer } from './traced.ts';

/**
 * Turns of different chats that one worker takes at a time. Not settled by measuring: on two cores a backlog went faster
 * with 6 than with 16 (one run each), 200 chats at once slower (two runs each, in turns).
 */
export const AT_A_TIME = 6;

export type Turns = {
  /** Takes a turn that the door has claimed already. */
  take: (claim: Claim) => void;
  /** Whether this worker would take so many more turns now. */
  handsFree: (more: number) => boolean;
  wake: () => void;
  /** Takes no new message, and waits for the turns under way. */
  stop: () => Promise<void>;
};

export type TurnsOptions = {
  pollMs: number;
  /** Whether the database can call this worker. */
  hears: boolean;
  log: Log;
  atATime: number;
  observe: Observer | undefined;
};

/** Stages 2 to 5: claims messages of idle chats and takes their turns, several chats at a time. */
export function startTurns(path: Path, sender: Sender, { pollMs, hears, log, atATime, observe }: TurnsOptions): Turns {
  const under = new Set<Promise<void>>();
  const handsFree = (more = 1) => under.size + more <= atATime;
  /** Called while all hands were full: there may be a message that nobody has looked for. */
  let missed = false;

  const pump = startPump('inbox', pollMs, log, async () => {
    missed = !handsFree();
    if (missed) return false;
    const claim = asked(await claimMessage(path.port, { worker: path.worker, lease_seconds: path.leaseSeconds }));
    if (claim) take(claim);
    return claim !== null;
  });

  function take(claim: Claim): void {
    const turn = takeTurn(observe ? observe.walk(path, claim) : path, claim).then(
      (replies) => sender.send(replies),
      (error: unknown) => log.error({ err: error, inbox: claim.message_id }, 'a turn was broken off; its message is taken again'),
    );
    const tracked = turn.finally(() => {
      under.delete(tracked);
      // Another message of the same chat is called out by the database, to those who hear it.
      if (missed || !hears) pump.wake();
    });
    under.add(tracked);
  }

  return {
    take,
    handsFree,
    wake: pump.wake,
    stop: async () => {
      await pump.stop();
      await Promise.all(under);
    },
  };
}
