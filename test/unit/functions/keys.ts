import { afterEach, beforeEach, vi } from 'vitest';

export const PUBLISHABLE = 'sb_publishable_of_a_test';
export const SECRET = 'sb_secret_of_a_test_desk';

/** The environment that a function finds, and what it prints as an error. */
export function useFunctionEnvironment(): { printed: () => string } {
  const print = { lines: [] as string[] };
  beforeEach(() => {
    print.lines = [];
    vi.stubEnv('SUPABASE_URL', 'http://127.0.0.1:1');
    vi.stubEnv('SUPABASE_PUBLISHABLE_KEYS', JSON.stringify({ default: PUBLISHABLE }));
    vi.stubEnv('SUPABASE_SECRET_KEYS', JSON.stringify({ default: SECRET, worker: 'sb_secret_of_the_worker' }));
    vi.spyOn(console, 'error').mockImplementation((line: string) => print.lines.push(line));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  return { printed: () => print.lines.join('\n') };
}

export function callWith(apikey: string | undefined, headers: Record<string, string> = {}, method = 'POST'): Request {
  return new Request('http://127.0.0.1/health', { method, headers: { ...headers, ...(apikey !== undefined && { apikey }) } });
}
