import type { ChatEvent } from '../channels/events.ts';
import type { WordMeaning } from '../phrases/words.ts';
import type { Phrase, Reply } from './reply.ts';
import type { Meaning } from './signals.ts';
import type { Memory, Place } from './state.ts';
import type { CommandResult, Facts } from './step.ts';
import type { Listening } from './understand.ts';

/** Reads free words; undefined when they are no answer here. */
export type Reader = (text: string, listening: Listening) => Meaning | undefined;

export type FileEvent = Extract<ChatEvent, { type: 'file' }>;

/** What the result of a command means, by the command it answers. */
export type Meanings<R extends CommandResult> = { [D in R['did']]: (result: Extract<R, { did: D }>) => Meaning };

/**
 * A room of the dialogue. Beside this it has its memory (memory.ts), its states and events for the machine (states.ts,
 * signals.ts), and what it asks of the desk (commands.ts, perform.ts). The root files of this folder put the rooms
 * together and know nothing of what happens in them.
 */
export type Story<P extends Place, R extends CommandResult> = {
  /** The question of each of its places. It comes again after everything that is said beside it. */
  asks: Record<P, (memory: Memory, facts: Facts) => Reply>;
  /** What is said there to words that are no answer: what would be understood, by an example. */
  hints: Record<P, (memory: Memory) => Phrase>;
  /** Free words as the answer to its question. */
  readers: Record<P, Reader>;
  /** A file as the answer; undefined, or no reader: thanked for, as anywhere else. */
  files?: { [place in P]?: (file: FileEvent, listening: Listening) => Meaning | undefined };
  /** What a button of this story means now; undefined when it is none of its buttons, or one of a step that is over. */
  press: (verb: string, rest: string[], memory: Memory, facts: Facts) => Meaning | undefined;
  /** Words that wish for it wherever they are typed. */
  wishes: { [word in WordMeaning]?: Meaning };
  /** Texts that mean this before anything else is looked for in them, even while a person answers: STOP, say. */
  shouts?: Reader;
  /** Texts that wish for it wherever they are typed, without being a fixed way to say so: a pasted link, say. */
  overhear?: Reader;
  /** A file sent where no question of a story asks for one. */
  overhearFile?: (file: FileEvent, listening: Listening) => Meaning | undefined;
  /** Its meanings that make sense even when the conversation they were meant for cannot be read any more. */
  survives: ReadonlyArray<Meaning['type']>;
  meanings: Meanings<R>;
};
