import { expect, it } from 'vitest';
import { checkHealth } from '../../../src/health/check.ts';
import { answer, answering, failing, LATEST, parts } from './fake_parts.ts';

const at = (latest: string | null) => answering(answer({ migrations: { applied: 1, latest } }));

it.each([
  ['behind', '20261120090000'],
  ['ahead', '20991231000000'],
])('is not ready when the database is %s', async (_how, latest) => {
  const report = await checkHealth(parts({ direct: at(latest), http: at(latest) }));
  expect(report.ready).toBe(false);
  expect(report.parts.migrations).toMatchObject({ state: 'down', note: `the database has ${latest}, this code needs ${LATEST}` });
  expect(report.parts.database.state).toBe('ready');
});

it('is not ready on a database without any migration', async () => {
  const report = await checkHealth(parts({ direct: at(null), http: at(null) }));
  expect(report.parts.migrations).toMatchObject({ state: 'down', note: `the database has none, this code needs ${LATEST}` });
});

it('only tells the version where this code does not know what it needs', async () => {
  const report = await checkHealth(parts({ direct: at('1'), http: at('1'), expectedMigration: undefined }));
  expect(report.parts.migrations).toMatchObject({ state: 'ready', note: '1' });
});

it('knows the version from whoever answers', async () => {
  const report = await checkHealth(parts({ direct: failing('away') }));
  expect(report.parts.migrations).toMatchObject({ state: 'ready', note: LATEST, ms: report.parts.api.ms });
});
