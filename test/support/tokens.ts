import { sign } from 'hono/jwt';
import { testKeys } from './api.ts';

type Claims = { sub?: string; role?: string; exp?: number };

const inTenMinutes = () => Math.floor(Date.now() / 1000) + 600;

/** An access token as the desk's own auth would sign it, or as somebody else would. */
export function tokenOf(claims: Claims, secret: string = testKeys.jwtSecret): Promise<string> {
  return sign({ role: 'authenticated', aud: 'authenticated', exp: inTenMinutes(), ...claims }, secret, 'HS256');
}

/** A token that says of itself that nobody signed it. */
export function unsignedToken(claims: Claims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ exp: inTenMinutes(), ...claims })}.`;
}

/** Headers of a person who has signed in: the publishable key and their own token. */
export function signedIn(token: string): Record<string, string> {
  return { apikey: testKeys.publishableKey, authorization: `Bearer ${token}` };
}
