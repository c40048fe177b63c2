import { timingSafeEqual } from 'node:crypto';
import { type FunctionEnvironment, readEnvironment } from './environment.ts';

/**
 * Who may call a function, declared by each and held by a test:
 * `public` anybody who shows the publishable key, `secret` our own services with the secret key.
 */
export type AuthMode = 'public' | 'secret';

export type Door = { auth: AuthMode; fetch: (request: Request) => Promise<Response> };

export type Handler = (request: Request, environment: FunctionEnvironment) => Promise<Response>;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, apikey, content-type, x-client-info, x-correlation-id',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
};

/** The one way into a function: checks the caller, catches what the handler throws, answers in JSON with a correlation id. */
export function door(auth: AuthMode, handle: Handler): Door {
  return {
    auth,
    async fetch(request) {
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });
      const correlationId = correlationOf(request);
      const answered = await answer(auth, handle, request, correlationId);
      // A redirect, or what fetch brought, has headers that cannot be changed.
      const response = new Response(answered.body, answered);
      for (const [name, value] of Object.entries(cors)) response.headers.set(name, value);
      response.headers.set('x-correlation-id', correlationId);
      return response;
    },
  };
}

async function answer(auth: AuthMode, handle: Handler, request: Request, correlationId: string): Promise<Response> {
  try {
    const environment = readEnvironment();
    const accepted = auth === 'public' ? [...environment.publishableKeys, ...environment.secretKeys] : environment.secretKeys;
    if (!isOneOf(request.headers.get('apikey') ?? '', accepted)) {
      return Response.json({ code: 'KEY_REQUIRED', message: 'This address needs a valid key in the header "apikey".' }, { status: 401 });
    }
    return await handle(request, environment);
  } catch (error) {
    console.error(JSON.stringify({ event: 'threw', correlationId, reason: error instanceof Error ? error.message : String(error) }));
    return Response.json({ code: 'FAILED', message: 'The request failed and was noted.', correlationId }, { status: 500 });
  }
}

function correlationOf(request: Request): string {
  const given = request.headers.get('x-correlation-id') ?? '';
  return /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : crypto.randomUUID();
}

function isOneOf(key: string, accepted: string[]): boolean {
  const bytes = new TextEncoder().encode(key);
  return accepted.some((candidate) => {
    const expected = new TextEncoder().encode(candidate);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}
