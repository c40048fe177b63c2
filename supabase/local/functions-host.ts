// Runs under Deno: serves every edge function of supabase/config.toml from one process, as hosted Supabase would.
// A throw in one function answers 500 and harms no other; the end of standard input (the desk is gone) ends it.

type Entry = { name: string; entrypoint: string };
type Handler = (request: Request) => Response | Promise<Response>;

const entries: Entry[] = JSON.parse(Deno.env.get('DESK_FUNCTIONS') ?? '[]');
const handlers = new Map<string, Handler>();

const answer = (status: number, code: string, message: string) => Response.json({ code, message }, { status });

const say = (event: string, fields: Record<string, unknown> = {}) => console.log(JSON.stringify({ event, ...fields }));

for (const { name, entrypoint } of entries) {
  try {
    const module: { default?: { fetch?: Handler } } = await import(entrypoint);
    if (typeof module.default?.fetch !== 'function') throw new Error('it exports no default object with fetch');
    handlers.set(name, module.default.fetch);
  } catch (error) {
    say('broken', { function: name, reason: error instanceof Error ? error.message : String(error) });
    handlers.set(name, () => answer(500, 'FUNCTION_BROKEN', `The function "${name}" does not load.`));
  }
}

addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  say('unhandled', { reason: event.reason instanceof Error ? event.reason.message : String(event.reason) });
});
addEventListener('error', (event) => {
  event.preventDefault();
  say('unhandled', { reason: event.message });
});

async function serve(request: Request): Promise<Response> {
  // Hosted Supabase hands a function its own name as the first part of the path.
  const url = new URL(request.url);
  const name = url.pathname.split('/')[1] ?? '';
  const handler = handlers.get(name);
  if (!handler) return answer(404, 'NOT_FOUND', `There is no function "${name}".`);
  try {
    return await handler(request);
  } catch (error) {
    say('threw', { function: name, reason: error instanceof Error ? error.message : String(error) });
    return answer(500, 'FUNCTION_FAILED', `The function "${name}" failed.`);
  }
}

const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => say('listening', { port }) }, serve);

for await (const _ of Deno.stdin.readable);
// Requests under way get a moment to finish.
setTimeout(() => Deno.exit(0), 1_000);
await server.shutdown();
Deno.exit(0);
