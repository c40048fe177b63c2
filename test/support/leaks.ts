import { afterAll, beforeAll, expect } from 'vitest';

/** Child processes, listening ports and connections that this test file holds open. */
const KINDS = ['ProcessWrap', 'TCPServerWrap', 'TCPSocketWrap'];

function held(): Record<string, number> {
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  for (const kind of process.getActiveResourcesInfo()) {
    if (kind in counts) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

let before: Record<string, number>;

beforeAll(() => {
  before = held();
});

// Registered first, so it runs last: what the file's own hooks close is closed by now, or a moment later.
afterAll(async () => {
  const until = performance.now() + 6_000;
  while (performance.now() < until && JSON.stringify(held()) !== JSON.stringify(before)) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(held(), 'this file left a process, a port or a connection open').toEqual(before);
});
