import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { ChatOptions } from '../../bot/web/chat/options.ts';
import type { FileStore } from '../../src/documents/files.ts';
import { drawCode } from '../../src/outbox/draw-code.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import { supabaseFiles } from '../../src/rpc/storage.ts';
import { testKeys, useApi } from './api.ts';
import type { TestDatabase } from './database.ts';
import type { Visitor } from './visitor.ts';

/** A small real picture. */
export const aPng = () => Buffer.from(drawCode(randomUUID()), 'base64');

/** Bytes that begin as a file of this kind does. */
export const beginning = {
  jpeg: [0xff, 0xd8, 0xff, 0xe0],
  gif: [...Buffer.from('GIF89a')],
  webp: [...Buffer.from('RIFF\0\0\0\0WEBP')],
  heic: [...Buffer.from('\0\0\0\x18ftypheic')],
  pdf: [...Buffer.from('%PDF-1.7\n')],
};
export const aFile = (kind: keyof typeof beginning, size = 2_000) => Buffer.concat([Buffer.from(beginning[kind]), randomBytes(size)]);

export const upload = (visitor: Visitor, body: BodyInit, { id = `${randomUUID()}`, name = 'receipt.png', language = 'en' } = {}) =>
  fetch(`${visitor.page}/files/${id}?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { ...visitor.headers, 'accept-language': language },
    body,
    duplex: 'half',
  } as RequestInit);

export const fetchFile = (visitor: Visitor, line: string) => fetch(`${visitor.page}/files/${line}`, { headers: visitor.headers });

/** The real embedded storage behind a web chat: its door is told of it at once, and it is there when the tests begin. */
export function useStorage() {
  const parts = {} as { port: RpcPort; store: FileStore };
  const files: NonNullable<ChatOptions['files']> = {
    get port() {
      return parts.port;
    },
    get store() {
      return parts.store;
    },
  };
  return {
    files,
    /** To be called after the database is made. */
    behind(database: TestDatabase): void {
      const api = useApi(() => database.url);
      beforeAll(() => {
        parts.port = directRpc({ databaseUrl: database.url, connections: 2 });
        parts.store = supabaseFiles({ url: api.url, secretKey: testKeys.secretKey });
      });
      afterAll(() => parts.port.close?.());
    },
  };
}
