import type { Address, Channel, Inbound, Provider } from './channels/port.ts';
import { factsOf } from './conversation/facts.ts';
import { perform } from './conversation/perform.ts';
import type { Reply } from './conversation/reply.ts';
import type { Command, Dialogue, StepOutcome, Stored } from './conversation/step.ts';
import type { Claim } from './inbox/claim.ts';
import { acceptMessage, commitTurn, failMessage } from './inbox/phone-book.ts';
import type { Claimed } from './outbox/claimed.ts';
import { chooseLanguage } from './phrases/phrases.ts';
import { asked } from './rpc/call.ts';
import type { Json } from './rpc/database.types.ts';
import { onThread, type RpcPort } from './rpc/port.ts';
import { RpcFailure } from './rpc/refusals.ts';
import { performCall, type StaffCommand } from './staff/dialogue/calls.ts';

/**
 * The path of one message, in order: accept, claim, step, do, commit, send. Each stage leaves the database whole:
 * whatever happens between two of them, another worker goes on from the row that is there.
 */
export type Path = {
  port: RpcPort;
  step: Dialogue;
  channels: Partial<Record<Provider, Channel>>;
  /** The name under which this worker holds its leases. */
  worker: string;
  leaseSeconds: number;
  /** Calls back when somebody has waited so long that a sign of the answer helps, unless it is called off before. */
  patience: (sign: () => void) => () => void;
  /** Told after each stage; what it throws ends the turn there. */
  passed: (stage: Stage, turn: { claim: Claim; about?: string }) => void;
};

export type Stage = 'claim' | 'step' | 'do' | 'commit' | 'fail';

/** Commands of one turn: reads, and at most one write. More is a dialogue that goes round in circles. */
const MOST_COMMANDS = 4;

/** Stage 1: stores what came in, once, before anything is done with it. A worker with hands free claims it at once. */
export async function accept({ port, worker, leaseSeconds }: Path, provider: Provider, inbound: Inbound, handsFree: boolean) {
  const { account, externalId, chat, sender, senderName, language, body, event } = inbound;
  return await acceptMessage(port, {
    ...{ provider, account, chat, sender, body, external_id: externalId },
    ...(senderName !== null && { sender_name: senderName }),
    ...(language !== null && { language }),
    event: JSON.stringify(event),
    ...(handsFree && { claim_as: worker }),
    lease_seconds: leaseSeconds,
  });
}

/**
 * Stages 3 to 5 of a claimed message. Gives the replies that are ours to send at once. A message that breaks the
 * dialogue is put back for another try, and in the end set aside with an apology: it never blocks its chat for good.
 */
export async function takeTurn(path: Path, claim: Claim): Promise<Claimed[]> {
  const channel = path.channels[claim.chat.provider as Provider];
  const sign = () => void channel?.typing(addressOf(claim)).catch(() => undefined);
  // Whoever waits for us sees that an answer is coming; that sign is worth no failure.
  const callOff = channel?.capabilities.typing && isAwaited(claim) ? path.patience(sign) : () => undefined;
  try {
    return await walk(path, claim);
  } finally {
    callOff();
  }
}

/** Not in a group, where a person answers, or where nobody has said anything. */
const isAwaited = ({ topic, conversation, event }: Claim) => topic === null && conversation?.owner !== 'human' && event.type !== 'timeout';

async function walk(path: Path, claim: Claim): Promise<Claimed[]> {
  path.passed('claim', { claim });
  let turn: Talk;
  try {
    turn = await talk(path, claim);
  } catch (error) {
    // The database is away: the lease runs out, and the message is taken again, here or elsewhere.
    if (error instanceof RpcFailure) throw error;
    return await putBack(path, claim, error);
  }
  const committed = await commit(path, claim, turn);
  if (!committed.ok) return await putBack(path, claim, new Error(`${committed.refusal.code}: ${committed.refusal.sentence}`));
  path.passed('commit', { claim });
  return committed.data.outbox;
}

/** Ends the turn. An answer that got lost is asked for once more: a commit that was made is then a duplicate. */
async function commit(path: Path, claim: Claim, turn: Talk) {
  const once = () =>
    commitTurn(path.port, {
      message_id: claim.message_id,
      worker: path.worker,
      conversation: conversationOf(claim, turn) as Json,
      replies: turn.replies,
      tells_of: turn.last.tellsOf,
      claim_as: path.worker,
    });
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    return await once();
  }
}

/** Gives a message back for another try, and says why. */
async function putBack(path: Path, claim: Claim, error: unknown): Promise<never> {
  const about = String(error).slice(0, 500).toWellFormed();
  asked(await failMessage(path.port, { message_id: claim.message_id, worker: path.worker, error: about }));
  path.passed('fail', { claim, about });
  throw error;
}

type Talk = { replies: Reply[]; last: StepOutcome<Command | StaffCommand> };

/** The dialogue and what it asks for, until it asks for nothing more. */
async function talk(path: Path, claim: Claim): Promise<Talk> {
  const channel = path.channels[claim.chat.provider as Provider];
  if (!channel) throw new Error(`no ${claim.chat.provider} channel is running`);
  const port = onThread(path.port, `inbox:${claim.message_id}`);
  let facts = factsOf(claim, channel.capabilities);
  let outcome = path.step(storedOf(claim), claim.event, facts);
  path.passed('step', { claim });
  const replies = [...outcome.replies];
  for (let asked = 1; outcome.command !== null; asked++) {
    const command: Command | StaffCommand = outcome.command;
    if (asked > MOST_COMMANDS) throw new Error(`the dialogue asks for more and more (${command.do})`);
    const turn = { port, claim, language: outcome.next.language };
    const result = command.do === 'call' ? await performCall(port, claim, command) : await perform(turn, command);
    path.passed('do', { claim, about: command.do === 'call' ? command.call : command.do });
    if (result.did === 'meet-customer' || result.did === 'change-details') facts = { ...facts, customer: result.customer };
    outcome = path.step(outcome.next, result, facts);
    path.passed('step', { claim, about: result.did });
    replies.push(...outcome.replies);
  }
  return { replies, last: outcome };
}

function addressOf({ chat: { provider, account, external_id } }: Claim): Address {
  return { provider: provider as Provider, account, chat: external_id };
}

function storedOf({ conversation }: Claim): Stored | null {
  return conversation && { ...conversation, language: chooseLanguage([conversation.language]) };
}

function conversationOf({ event }: Claim, { replies, last: { next, status, owner, slots, completeness, timeout } }: Talk) {
  return {
    ...next,
    ...{ status, owner, slots, completeness },
    timeout: timeout && { name: timeout.name, after_minutes: timeout.afterMinutes },
    // A person answers: the message waits for them, not for us.
    park: owner === 'human' && replies.length === 0 && event.type !== 'timeout' ? 'with-a-person' : null,
  };
}
