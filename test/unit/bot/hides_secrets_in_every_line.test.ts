import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog, type Log } from '../../../bot/log.ts';

/** Everything that a log writes for people while `work` uses it. */
async function written(work: (log: Log) => void): Promise<string> {
  const output = new PassThrough();
  work(createLog({ DESK_LOG_LEVEL: 'trace', DESK_LOG_FORMAT: 'pretty' }, output as unknown as NodeJS.WriteStream));
  output.end();
  return Buffer.concat(await output.toArray()).toString();
}

const SECRET = 'sb_secret_abc';

it.each<[string, (log: Log) => void]>([
  ['a sentence', (log) => log.info(`took ${SECRET}`)],
  ['a field', (log) => log.info({ note: SECRET, token: 'abc' }, 'took')],
  ['an error beside a sentence', (log) => log.error({ err: new Error(SECRET) }, 'failed')],
  ['an error as the only thing', (log) => log.error(new Error(SECRET))],
  ['an error as the only field', (log) => log.error({ err: new Error(SECRET) })],
  ['a value put into a sentence', (log) => log.info('took %s', SECRET)],
  ['an object put into a sentence', (log) => log.info('took %j', { token: SECRET })],
  ['a field of a child', (log) => log.child({ token: SECRET }).info('took')],
])('hides a secret in %s', async (_where, work) => {
  const text = await written(work);
  expect(text).not.toContain(SECRET);
  expect(text).toContain('[hidden]');
});

it('keeps what the line is about', async () => {
  const text = await written((log) => log.error({ err: new Error('no route'), correlationId: 'c-12345678' }, 'the desk failed'));
  expect(text).toMatch(/ERROR.*the desk failed/);
  expect(text).toContain('no route');
  expect(text).toContain('c-12345678');
});
