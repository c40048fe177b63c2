import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useDesks } from '../support/desk-process.ts';

const desks = useDesks();

it('arrays of its own types, which its migrations have just made', async () => {
  const { apiUrl, keysFile } = await desks.run().ready();
  const { secretKey } = JSON.parse(readFileSync(keysFile, 'utf8'));
  const answer = await fetch(`${apiUrl}/rest/v1/status_transitions?select=roles&limit=1`, { headers: { apikey: secretKey } });
  expect(await answer.json()).toEqual([{ roles: expect.arrayContaining(['manager']) }]);
});
