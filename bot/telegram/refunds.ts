import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { BotAnswer, BotApi } from '../../src/channels/telegram/types.ts';
import { claimChargeRefunds, settleChargeRefund } from '../../src/payments/phone-book.ts';
import { asked } from '../../src/rpc/call.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Wake } from '../../src/rpc/wake.ts';
import type { Log } from '../log.ts';
import { type Pump, startPump } from '../work/pump.ts';

const LOOK_EVERY_MS = 5_000;
const AT_A_TIME = 4;
/** Longer than a call to Telegram may take. */
const LEASE_SECONDS = 150;

type RefundDeps = { port: RpcPort; log: Log; wake?: Wake | undefined };
type Bots = { accounts: () => string[]; botOf: (account: string) => BotApi | undefined };
type Outcome = { outcome: 'done' | 'failed' | 'retry'; problem?: string; retry_after_seconds?: number };

/** Gives Stars back as the ledger says: each until Telegram has done it, or says that it never will. */
export function startRefunds({ port, log, wake }: RefundDeps, { accounts, botOf }: Bots): Pump {
  const worker = `${hostname()}:${process.pid}:refunds:${randomUUID().slice(0, 8)}`;
  const pump = startPump('refunds', LOOK_EVERY_MS, log, async () => {
    const here = accounts();
    if (here.length === 0) return false;
    const claimed = { worker, provider: 'telegram', accounts: here, batch: AT_A_TIME, lease_seconds: LEASE_SECONDS };
    const refunds = asked(await claimChargeRefunds(port, claimed));
    for (const { id, account, payer, charge_id } of refunds) {
      const outcome = await giveBack(botOf(account), payer, charge_id);
      if (outcome.outcome !== 'done') log.warn({ refund: id, ...outcome }, 'Stars could not be given back');
      asked(await settleChargeRefund(port, { worker, refund_id: id, ...outcome }));
    }
    return refunds.length === AT_A_TIME;
  });
  wake?.on('desk_work', (queue) => {
    if (queue === undefined || queue === 'refunds') pump.wake();
  });
  return pump;
}

async function giveBack(bot: BotApi | undefined, payer: string | null, charge: string): Promise<Outcome> {
  if (payer === null) return { outcome: 'failed', problem: 'nobody knows any more who paid' };
  if (bot === undefined) return { outcome: 'retry', problem: 'the bot of this account is not running here' };
  try {
    return outcomeOf(await bot.call('refundStarPayment', { user_id: Number(payer), telegram_payment_charge_id: charge }));
  } catch (error) {
    // Perhaps it was done: asked again, Telegram says so.
    return { outcome: 'retry', problem: problemOf(String(error)) };
  }
}

function outcomeOf(answer: BotAnswer): Outcome {
  if (answer.ok || /CHARGE_ALREADY_REFUNDED/i.test(answer.description)) return { outcome: 'done' };
  const { code, description, retryAfter } = answer;
  const problem = problemOf(`${code}: ${description}`);
  if (code === 400 || code === 403) return { outcome: 'failed', problem };
  return { outcome: 'retry', problem, ...(retryAfter !== null && { retry_after_seconds: Math.min(Math.max(retryAfter, 1), 86_400) }) };
}

const problemOf = (text: string) => text.slice(0, 500).replaceAll('\0', '').toWellFormed();
