import type { Hono } from 'hono';
import { serveAssets } from './assets.ts';
import { rememberDesks } from './desks.ts';
import { mountEvents } from './events.ts';
import { mountFiles } from './files.ts';
import type { MountedWith } from './options.ts';
import { mountPages } from './pages.ts';
import { mountRehearsal } from './rehearsal.ts';
import { mountStream } from './stream.ts';
import { createBell } from './wake.ts';

/** Puts the web chat on the desk's web server: its page, its door, its stream, and in embedded mode the rehearsal console. */
export function mountChat(web: Hono, options: MountedWith): void {
  const desks = rememberDesks(options.door);
  const arrivals = createBell();
  serveAssets(web);
  mountPages(web, options, desks);
  mountEvents(web, options, desks, arrivals);
  mountStream(web, options, desks, arrivals);
  if (options.files) mountFiles(web, options, options.files, { desks, arrivals });
  if (options.rehearsal && options.account !== undefined) mountRehearsal(web, options, options.rehearsal, options.account);
}
