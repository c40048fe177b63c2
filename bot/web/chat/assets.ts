import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Context, Hono } from 'hono';

const FOLDER = new URL('../assets/chat/', import.meta.url);
const TYPES: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

export function readAsset(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

/** The browser's part of the chat. A browser that has a file asks only whether it is still the same. */
export function serveAssets(web: Hono): void {
  for (const file of readdirSync(FOLDER)) {
    const content = readAsset(file);
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    web.get(`/assets/chat/${file}`, (c: Context) => {
      const headers = { etag, 'cache-control': 'no-cache', 'content-type': type };
      return c.req.header('if-none-match') === etag ? c.body(null, 304, headers) : c.body(content, 200, headers);
    });
  }
}
