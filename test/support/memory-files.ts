import type { FileStore } from '../../src/documents/files.ts';

/** A private storage in memory: the far side of a channel's files. */
export function memoryFiles(): FileStore & { stored: Map<string, Uint8Array> } {
  const stored = new Map<string, Uint8Array>();
  return {
    stored,
    put: async (path, bytes) => {
      stored.set(path, bytes);
    },
    read: async (path) => stored.get(path) ?? null,
    link: async (path) => (stored.has(path) ? `memory:${path}` : null),
    remove: async (paths) => {
      for (const path of paths) stored.delete(path);
    },
  };
}
