import { setup } from 'xstate';
import { text } from './buttons.ts';
import { type Phrase, type Reply, say } from './reply.ts';
import type { Signal } from './signals.ts';
import type { Memory } from './state.ts';
import type { Command } from './step.ts';

/**
 * What transitions may ask for. Nothing here is ever executed: the engine reads the names and parameters off a
 * transition and turns them into replies and a command.
 */
export const deskSetup = setup({
  types: { context: {} as Memory, events: {} as Signal },
  actions: {
    say: (_args, _params: { replies: Reply[] }) => undefined,
    do: (_args, _params: Command) => undefined,
    /** What was said asks something itself, or nothing is to be said: the question is not asked again. */
    rest: () => undefined,
    /** The question comes with a way to a person. */
    offerPerson: () => undefined,
  },
});

/** What the engine reads off a transition. */
export type Asking = Saying | { type: 'do'; params: Command } | { type: 'rest' } | { type: 'offerPerson' };

type Saying = { type: 'say'; params: { replies: Reply[] } };

/** Says one sentence. */
export const saying = (key: string, params?: Phrase['params']): Saying => ({
  type: 'say',
  params: { replies: [text([say(key, params)])] },
});
