import type { Phrases } from '../../../src/phrases/phrases.ts';
import type { Log } from '../../log.ts';
import type { ChatDoor } from './door.ts';
import type { ChatFiles } from './files.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Bell, WebWake } from './wake.ts';

/** What the web chat is put together from. */
export type ChatOptions = {
  door: ChatDoor;
  /** Rings with the id of a chat in which something has changed. */
  wake: WebWake;
  /** Rings with a visitor's digest while an answer is prepared; the channel's `typing` does. */
  typing: Bell;
  /** Aborted when the desk begins to stop: the streams end, and browsers look for the desk that comes next. */
  stopping: AbortSignal;
  /** Who may embed the page; empty for everybody. */
  origins: readonly string[];
  /** The account that the desk's first page and the rehearsal console lead to; none on a desk that has not been told. */
  account: string | undefined;
  /** Embedded mode only. */
  rehearsal: Rehearsal | undefined;
  limits?: Partial<ChatLimits>;
  /** Where files of the chat are kept; undefined where it takes none. */
  files?: ChatFiles | undefined;
};

export type ChatLimits = {
  streamsPerVisitor: number;
  streams: number;
  heartbeatMs: number;
  eventsPerTenSeconds: number;
  filesPerMinute: number;
  /** How long an upload may say nothing, and how long it may take in all. */
  uploadStallMs: number;
  uploadMs: number;
};

export const chatLimits: ChatLimits = {
  streamsPerVisitor: 5,
  streams: 2_000,
  heartbeatMs: 15_000,
  eventsPerTenSeconds: 20,
  filesPerMinute: 12,
  uploadStallMs: 20_000,
  uploadMs: 180_000,
};

/** With what every page of the desk has. */
export type MountedWith = ChatOptions & { phrases: Phrases; log: Log };
