import { expect, it } from 'vitest';
import { Teardown } from '../../../src/lifecycle/teardown.ts';

it('takes down one after the other, the last one first', async () => {
  const teardown = new Teardown();
  const seen: string[] = [];
  for (const name of ['database', 'api', 'web']) {
    teardown.add(name, async () => {
      seen.push(`${name} stops`);
      await Promise.resolve();
      seen.push(`${name} has stopped`);
    });
  }
  expect(await teardown.run()).toEqual([]);
  expect(seen).toEqual(['web stops', 'web has stopped', 'api stops', 'api has stopped', 'database stops', 'database has stopped']);
});

it('goes on after a step that fails, and says which one and why', async () => {
  const teardown = new Teardown();
  const seen: string[] = [];
  const stuck = new Error('stuck');
  teardown.add('database', async () => seen.push('database'));
  teardown.add('api', () => Promise.reject(stuck));
  teardown.add('web', () => {
    throw stuck;
  });
  expect(await teardown.run()).toEqual([
    { name: 'web', error: stuck },
    { name: 'api', error: stuck },
  ]);
  expect(seen).toEqual(['database']);
});

it('does nothing the second time, also when both run at once', async () => {
  const teardown = new Teardown();
  let stops = 0;
  teardown.add('database', async () => {
    stops += 1;
  });
  await Promise.all([teardown.run(), teardown.run()]);
  await teardown.run();
  expect(stops).toBe(1);
});

it('takes down what was added while it ran', async () => {
  const teardown = new Teardown();
  const seen: string[] = [];
  teardown.add('web', async () => {
    teardown.add('late', async () => seen.push('late'));
  });
  await teardown.run();
  expect(seen).toEqual(['late']);
});
