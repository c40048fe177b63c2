import type { z } from 'zod';
import { asked } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import { type claimedLinkSchema, settleLinkLookup } from './phone-book.ts';
import { type PageTags, type Snapshot, snapshotOf } from './snapshot.ts';

/** Why a link shows no offer; staff see it on the look-up. */
export type Problem =
  /** An address no worker may go to: inside a network, a number, an odd port, another protocol. */
  | 'refused-address'
  | 'too-many-hops'
  | 'no-answer'
  /** The site answered with an error of its own. */
  | 'site-error'
  | 'not-a-page'
  | 'nothing-found';

export type FetchedPage = { html: string; url: string };
export type FetchPage = (url: string) => Promise<FetchedPage | { problem: Problem; again: boolean }>;
export type ReadPage = (page: FetchedPage) => Promise<PageTags>;

export type LookUpDeps = { fetchPage: FetchPage; readPage: ReadPage; now: () => string };
export type ClaimedLink = z.output<typeof claimedLinkSchema>;
export type Found = { outcome: 'found'; snapshot: Snapshot } | { outcome: 'failed' | 'retry'; problem: Problem };

/** Looks at one link. Whatever a page does, this ends with an answer. */
export async function lookAt(url: string, { fetchPage, readPage, now }: LookUpDeps): Promise<Found> {
  const page = await fetchPage(url);
  if ('problem' in page) return { outcome: page.again ? 'retry' : 'failed', problem: page.problem };
  const tags = await readPage(page).catch((): PageTags => ({}));
  const snapshot = snapshotOf(tags, page.url, now());
  return snapshot ? { outcome: 'found', snapshot } : { outcome: 'failed', problem: 'nothing-found' };
}

/** Looks at a claimed link and hands in what was found. */
export async function lookUp(port: RpcPort, worker: string, { id, url }: ClaimedLink, deps: LookUpDeps): Promise<Found> {
  const found = await lookAt(url, deps);
  const { outcome } = found;
  const about = found.outcome === 'found' ? { snapshot: found.snapshot } : { problem: found.problem };
  asked(await settleLinkLookup(port, { worker, lookup_id: id, outcome, ...about }));
  return found;
}
