import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { createTestFunctions } from '../support/test-functions.ts';
import { untilWaiting } from '../support/waiting.ts';

const database = useDatabase();
let child: ChildProcess | undefined;

beforeAll(() => createTestFunctions(database.sql));
afterEach(() => {
  child?.kill('SIGKILL');
});

it('the embedded API answers on when the database ends the session of a request', async () => {
  const holder = await database.sql.reserve();
  await holder`select pg_advisory_lock(7)`;
  const script = fileURLToPath(new URL('../support/api-child.ts', import.meta.url));
  const running = spawn(process.execPath, [script, database.url], { stdio: ['ignore', 'pipe', 'pipe'] });
  child = running;
  const ended = new Promise((resolve) => running.once('exit', resolve));
  const said = Promise.all([text(running.stdout), text(running.stderr)]);
  const [pid] = await untilWaiting(database.sql);
  await database.sql`select pg_terminate_backend(${pid ?? 0})`;
  const code = await ended;
  const [answers, complaints] = await said;
  holder.release();

  expect({ code, answers, complaints }).toEqual({
    code: 0,
    answers: expect.stringMatching(/^test_hold 5\d\d\ndesk_health 200\n$/),
    complaints: '',
  });
});
