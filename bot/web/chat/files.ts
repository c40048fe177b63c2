import type { Context, Hono } from 'hono';
import { webLimits } from '../../../src/channels/web/limits.ts';
import { findFile } from '../../../src/channels/web/phone-book.ts';
import { externalIdOf, fileToInbox } from '../../../src/channels/web/to-inbox.ts';
import type { FileStore } from '../../../src/documents/files.ts';
import { cleanName, isShown, kindOf } from '../../../src/documents/kinds.ts';
import { keepFile } from '../../../src/documents/phone-book.ts';
import type { RpcPort } from '../../../src/rpc/port.ts';
import { languageOf } from '../language.ts';
import { guarded, refuse, refuseSaying } from './answers.ts';
import type { Desks } from './desks.ts';
import { chatLimits, type MountedWith } from './options.ts';
import { createThrottle } from './throttle.ts';
import { createUploads, type NotReceived, type Received } from './uploads.ts';
import { visitorOf } from './visitors.ts';
import type { Bell } from './wake.ts';

/** What files need: the database that knows whose they are, and the storage that has them. */
export type ChatFiles = { port: RpcPort; store: FileStore };

type Around = { desks: Desks; arrivals: Bell };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SECONDS_UNTIL_ROOM = 5;

/** The door by which files come in, and the one by which those of a chat are shown to its visitor alone. */
export function mountFiles(web: Hono, options: MountedWith, files: ChatFiles, { desks, arrivals }: Around): void {
  const limits = { ...chatLimits, ...options.limits };
  const throttle = createThrottle({ events: limits.filesPerMinute, withinMs: 60_000, visitors: 20_000 });
  const uploads = createUploads();

  web.put(
    '/chat/:account/files/:id',
    guarded(options, async (c) => {
      const [account, id] = [c.req.param('account') ?? '', c.req.param('id') ?? ''];
      const visitor = visitorOf(c);
      if (visitor === null) return unread(refuse(c, options, 401));
      const seconds = throttle.secondsToWait(visitor);
      if (seconds > 0) return unread(refuse(c, options, 429, seconds));
      if (!UUID.test(id)) return unread(refuse(c, options, 400));
      if ((await desks.find(account)) === null) return unread(refuse(c, options, 404));
      // Whoever says beforehand that it is too much is believed.
      if (Number(c.req.header('content-length') ?? 0) > webLimits.file) return unread(refuseSaying(c, options, 413, 'chat-file-large'));
      const allowed = { bytes: webLimits.file, stallMs: limits.uploadStallMs, totalMs: limits.uploadMs };
      const upload = await uploads.receive(visitor, c.req.raw.body, allowed, (received) =>
        keep(c, { account, visitor, id, received }, options, files),
      );
      if (upload.outcome !== 'kept') return unread(refuseUpload(c, options, upload.outcome));
      const accepted = upload.answer;
      if (accepted instanceof Response) return accepted;
      arrivals.ring(visitor);
      return c.json(accepted, 202);
    }),
  );

  web.get(
    '/chat/:account/files/:line',
    guarded(options, async (c) => {
      const visitor = visitorOf(c);
      if (visitor === null) return refuse(c, options, 401);
      const found = await findFile(files.port, { account: c.req.param('account') ?? '', sender: visitor, line: c.req.param('line') ?? '' });
      if (!found.ok) return refuseSaying(c, options, 404, 'chat-file-unknown');
      const { path, png, name } = found.data;
      const bytes = png !== null ? Buffer.from(png, 'base64') : await files.store.read(path ?? '');
      return bytes === null ? refuseSaying(c, options, 404, 'chat-file-unknown') : shown(c, bytes, name);
    }),
  );
}

type Keeping = { account: string; visitor: string; id: string; received: Received };

/** Written down, stored, then brought by its message: a crash in between leaves a file that is swept, never a message without one. */
async function keep(c: Context, { account, visitor, id, received }: Keeping, options: MountedWith, { port, store }: ChatFiles) {
  const { bytes, digest, kind } = received;
  const kept = await keepFile(port, {
    ...{ provider: 'web', account, sender: visitor, external_id: externalIdOf(visitor, id) },
    ...{ kind: kind.kind, content_type: kind.contentType, size: bytes.length, digest },
    ...withName(cleanName(c.req.query('name') ?? '', kind)),
  });
  if (!kept.ok) {
    if (kept.refusal.code === 'TOO_MANY_FILES') return refuseSaying(c, options, 413, 'chat-file-many');
    return refuse(c, options, kept.refusal.code === 'NOT_FOUND' ? 404 : 409);
  }
  await store.put(kept.data.path, bytes, kind.contentType);
  const accepted = await options.door.accept(
    fileToInbox({ account, visitor, id, language: languageOf(c), inReplyTo: c.req.query('answers'), file: kept.data }),
  );
  if (!accepted.ok) return refuse(c, options, accepted.refusal.code === 'NOT_FOUND' ? 404 : 400);
  return accepted.data;
}

function withName(name: string | null): { name?: string } {
  return name === null ? {} : { name };
}

function refuseUpload(c: Context, options: MountedWith, why: NotReceived['outcome']): Response {
  switch (why) {
    case 'too-large':
      return refuseSaying(c, options, 413, 'chat-file-large');
    case 'unknown-kind':
      return refuseSaying(c, options, 415, 'chat-file-kind');
    case 'empty':
      return refuseSaying(c, options, 400, 'chat-file-empty');
    case 'too-slow':
      return refuseSaying(c, options, 408, 'chat-file-slow');
    case 'no-room':
      return refuse(c, options, 503, SECONDS_UNTIL_ROOM);
  }
}

/** What was not read of a body stands in the way of the next request. */
function unread(response: Response): Response {
  response.headers.set('connection', 'close');
  return response;
}

/** A file of anybody's, shown so that it can do nothing here: inline only what is a picture by its bytes. */
function shown(c: Context, bytes: Uint8Array, name: string | null): Response {
  const kind = kindOf(bytes);
  const isPicture = kind !== null && isShown(kind);
  const disposition = `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name ?? 'file').replaceAll(/['()*]/g, '_')}`;
  return c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': isPicture || kind?.contentType === 'application/pdf' ? kind.contentType : 'application/octet-stream',
    'content-disposition': disposition,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
  });
}
