import { createHash } from 'node:crypto';
import { type FileKind, HEAD_BYTES, kindOf } from '../../../src/documents/kinds.ts';

export type Received = { outcome: 'received'; bytes: Uint8Array; digest: string; kind: FileKind };
export type NotReceived = { outcome: 'empty' | 'too-large' | 'unknown-kind' | 'too-slow' | 'no-room' };

export type UploadLimits = { bytes: number; stallMs: number; totalMs: number };

/** How much of uploads this process holds at once, until they are stored: whoever comes beyond that comes back in a moment. */
const MOST_HELD_BYTES = 64 * 1024 * 1024;
const MOST_PER_VISITOR = 2;

/** Counts what is held of uploads, of each visitor and of all. */
export function createUploads(mostHeldBytes = MOST_HELD_BYTES) {
  const ofVisitor = new Map<string, number>();
  let held = 0;

  async function read(
    body: ReadableStream<Uint8Array> | null,
    limits: UploadLimits,
    hold: (bytes: number) => void,
  ): Promise<Received | NotReceived> {
    const reader = (body ?? new Blob([]).stream()).getReader();
    const until = performance.now() + limits.totalMs;
    const digest = createHash('sha256');
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for (;;) {
        const next = await within(reader.read(), Math.min(limits.stallMs, until - performance.now()));
        if (next === 'too late') return { outcome: 'too-slow' };
        if (next.done) break;
        length += next.value.length;
        hold(next.value.length);
        if (length > limits.bytes) return { outcome: 'too-large' };
        if (held > mostHeldBytes) return { outcome: 'no-room' };
        chunks.push(next.value);
        digest.update(next.value);
        // What it is shows in its first bytes: the rest of another kind is not waited for.
        if (length >= HEAD_BYTES && length - next.value.length < HEAD_BYTES && kindOf(Buffer.concat(chunks)) === null) {
          return { outcome: 'unknown-kind' };
        }
      }
      if (length === 0) return { outcome: 'empty' };
      const bytes = Buffer.concat(chunks);
      const kind = kindOf(bytes);
      return kind === null ? { outcome: 'unknown-kind' } : { outcome: 'received', bytes, digest: digest.digest('hex'), kind };
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  return {
    /** Reads a file as it comes, stops reading as soon as it will not be taken, and holds what it has read until it is kept. */
    async receive<T>(
      visitor: string,
      body: ReadableStream<Uint8Array> | null,
      limits: UploadLimits,
      keep: (received: Received) => Promise<T>,
    ): Promise<{ outcome: 'kept'; answer: T } | NotReceived> {
      const own = ofVisitor.get(visitor) ?? 0;
      if (own >= MOST_PER_VISITOR) return { outcome: 'no-room' };
      ofVisitor.set(visitor, own + 1);
      let length = 0;
      const hold = (bytes: number) => {
        length += bytes;
        held += bytes;
      };
      try {
        const upload = await read(body, limits, hold);
        return upload.outcome === 'received' ? { outcome: 'kept', answer: await keep(upload) } : upload;
      } finally {
        held -= length;
        const left = (ofVisitor.get(visitor) ?? 1) - 1;
        if (left > 0) ofVisitor.set(visitor, left);
        else ofVisitor.delete(visitor);
      }
    },
  };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | 'too late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'too late'>((resolve) => {
    timer = setTimeout(() => resolve('too late'), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
