import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';

/** 256 bits at random: whoever holds it is the visitor. The desk keeps only its digest. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The visitor of a request by the token it bears; null without a token of ours. */
export function visitorOf(c: Context): string | null {
  const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(c.req.header('authorization') ?? '')?.[1];
  return token === undefined ? null : createHash('sha256').update(token).digest('hex');
}
