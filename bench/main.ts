// Measures on a throw-away database of its own, and prints ratios: absolute numbers of one machine say little.
// `npm run bench`, or `npm run bench -- lists` for one part.
import { benchLists } from './lists.ts';
import { benchSafeRpcs } from './safe-rpcs.ts';
import { benchTurns } from './turns.ts';
import { benchWorkers } from './workers.ts';

const parts = { rpcs: benchSafeRpcs, lists: benchLists, turns: benchTurns, workers: benchWorkers };
const wanted = process.argv.slice(2);

for (const [name, run] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
