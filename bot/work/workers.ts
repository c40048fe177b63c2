import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Inbound, Provider } from '../../src/channels/port.ts';
import type { Dialogue } from '../../src/conversation/step.ts';
import { sweepChatWork } from '../../src/inbox/phone-book.ts';
import { expireProposals } from '../../src/orders/phone-book.ts';
import type { Channels } from '../../src/outbox/deliver.ts';
import { drawCode } from '../../src/outbox/draw-code.ts';
import { placesOf } from '../../src/outbox/topics.ts';
import { accept, type Path } from '../../src/path.ts';
import type { Phrases } from '../../src/phrases/phrases.ts';
import { asked, type Outcome } from '../../src/rpc/call.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Wake } from '../../src/rpc/wake.ts';
import { sweepStaffWork } from '../../src/staff/phone-book.ts';
import { remindOfTasks } from '../../src/staff/tasks.ts';
import { drawChart } from '../draw-chart.ts';
import type { Log } from '../log.ts';
import { startPace } from './pace.ts';
import { startPump } from './pump.ts';
import { startSender } from './sender.ts';
import type { Observer } from './traced.ts';
import { AT_A_TIME, startTurns } from './turns.ts';

/** An answer that is there sooner needs no sign that it is coming. */
const PATIENCE_MS = 500;
const SWEEP_EVERY_MS = 5_000;
/** After the last of an album its turn may be taken. */
const ALBUM_MS = 900;
/** A woken worker hardly ever needs to look by itself; one that cannot be woken looks all the time. */
const POLL_MS = { woken: 2_000, polling: 300 };

export type WorkersOptions = {
  port: RpcPort;
  /** Undefined where the database cannot call: over http. Then the workers poll. */
  wake: Wake | undefined;
  channels: Channels;
  phrases: Phrases;
  step: Dialogue;
  log: Log;
  observe?: Observer | undefined;
  passed?: Path['passed'];
  patience?: Path['patience'] | undefined;
  leaseSeconds?: number;
  sweepEveryMs?: number;
  atATime?: number;
};

export type Accepted = { messageId: number; duplicate: boolean };

export type Workers = {
  /** The door of every channel: stores a message and answers; what follows is not waited for. */
  accept: (provider: Provider, inbound: Inbound) => Promise<Outcome<Accepted>>;
  /** Takes no new work, finishes what is under way, settles it. */
  stop: () => Promise<void>;
};

/** The inbox worker, the outbox dispatcher and the sweeper of one process. Any number may share a database. */
export function startWorkers(options: WorkersOptions): Workers {
  const { port, wake, log, channels, phrases } = options;
  const worker = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const pollMs = wake ? POLL_MS.woken : POLL_MS.polling;
  const leaseSeconds = options.leaseSeconds ?? 30;
  const { step, passed = () => undefined, patience = halfASecond } = options;
  const path: Path = { port, worker, channels, leaseSeconds, step, passed, patience };
  const sender = startSender({
    ...{
      port,
      worker,
      channels,
      phrases,
      log,
      pollMs,
      draw: { code: drawCode, chart: drawChart },
      places: placesOf(port),
      pace: startPace(),
    },
    hears: wake !== undefined,
    leaseSeconds: 2 * leaseSeconds,
    ...(options.observe && { sent: options.observe.sent }),
  });
  const turns = startTurns(path, sender, {
    pollMs,
    hears: wake !== undefined,
    log,
    atATime: options.atATime ?? AT_A_TIME,
    observe: options.observe,
  });
  const sweeper = startPump('sweeper', options.sweepEveryMs ?? SWEEP_EVERY_MS, log, async () => {
    const { inbox, outbox, timeouts, alarms } = asked(await sweepChatWork(port, {}));
    const { expired } = asked(await expireProposals(port, {}));
    const { told } = asked(await sweepStaffWork(port, {}));
    const { reminded } = asked(await remindOfTasks(port, {}));
    if (inbox + timeouts > 0) turns.wake();
    if (outbox + alarms + expired + told + reminded > 0) sender.wake();
    return false;
  });
  wake?.on('desk_work', (queue) => {
    if (queue === 'links') return;
    if (queue !== 'outbox') turns.wake();
    if (queue !== 'inbox') sender.wake();
  });
  let open = true;
  /** Messages at the door, each of which may come in with a turn to take. */
  let accepting = 0;

  return {
    accept: async (provider, inbound) => {
      accepting += 1;
      const accepted = await accept(path, provider, inbound, open && turns.handsFree(accepting)).finally(() => {
        accepting -= 1;
      });
      if (!accepted.ok) return accepted;
      const { message_id, duplicate, claim } = accepted.data;
      if (claim) turns.take(claim);
      else if (inbound.event.type === 'file' && inbound.event.album !== undefined) setTimeout(turns.wake, ALBUM_MS).unref();
      return { ok: true, data: { messageId: message_id, duplicate } };
    },
    stop: async () => {
      open = false;
      await sweeper.stop();
      await turns.stop();
      await sender.stop();
    },
  };
}

function halfASecond(sign: () => void): () => void {
  const timer = setTimeout(sign, PATIENCE_MS);
  return () => clearTimeout(timer);
}
