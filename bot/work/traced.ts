import type { Reply } from '../../src/conversation/reply.ts';
import type { Claim } from '../../src/inbox/claim.ts';
import type { Claimed } from '../../src/outbox/claimed.ts';
import type { Path } from '../../src/path.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Trace, TraceBuffer } from '../web/chat/traces.ts';

/** A path that writes down one turn of one chat as it is walked. */
export type Observer = {
  walk: (path: Path, claim: Claim) => Path;
  sent: (row: Claimed, ms: number) => void;
};

/** Writes down what each turn does, for the rehearsal console: stages, calls by the names of their arguments, states. */
export function observeInto(traces: TraceBuffer): Observer {
  return { walk: (path, claim) => walkInto(traces, path, claim), sent: (row, ms) => noteSending(traces, row, ms) };
}

/** The sending of a reply is the last stage of the turn that said it. */
function noteSending(traces: TraceBuffer, { chat, correlation, phrase_key }: Claimed, ms: number): void {
  const trace = traces.of(chat.external_id).find(({ messageId }) => correlation === `inbox:${messageId}`);
  trace?.stages.push({ name: 'send', ms, about: phrase_key });
}

function walkInto(traces: TraceBuffer, path: Path, claim: Claim): Path {
  const trace: Trace = {
    messageId: claim.message_id,
    at: claim.received_at,
    event: claim.event,
    stages: [],
    calls: [],
    before: stateName(claim.conversation?.state),
    after: null,
    replies: [],
    attempts: claim.attempts,
  };
  let last = performance.now();
  const port: RpcPort = {
    ...path.port,
    async call(name, args, options) {
      const from = performance.now();
      const result = await path.port.call(name, args, options);
      trace.calls.push({
        rpc: name,
        args: Object.keys(args),
        ms: performance.now() - from,
        outcome: result.ok ? 'ok' : result.refusal.code,
      });
      if (name === 'commit_turn') {
        const { conversation, replies } = args as { conversation: { state: unknown }; replies: Reply[] };
        trace.after = stateName(conversation.state);
        trace.replies = replies;
      }
      return result;
    },
  };
  const passed: Path['passed'] = (stage, turn) => {
    const now = performance.now();
    trace.stages.push({ name: stage === 'fail' ? 'commit' : stage, ms: now - last, about: turn.about ?? null });
    last = now;
    if (stage === 'commit' || stage === 'fail') traces.add(claim.chat.external_id, trace);
    path.passed(stage, turn);
  };
  return { ...path, port, passed };
}

/** Where a dialogue stands, by the name its machine gives the place. */
function stateName(state: unknown): string | null {
  const { place } = (state ?? {}) as { place?: unknown };
  return typeof place === 'string' ? place : null;
}
