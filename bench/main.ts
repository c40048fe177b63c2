// Measures on a throw-away database of its own, and prints ratios: absolute numbers of one machine say little.
// `npm run bench`, or `npm run bench -- lists` for one part; `npm run bench -- telegram short` for one of its loads.
import { benchLists } from './lists.ts';
import { benchSafeRpcs } from './safe-rpcs.ts';
import { benchTelegram } from './telegram.ts';
import { benchTurns } from './turns.ts';
import { benchWorkers } from './workers.ts';

const wanted = process.argv.slice(2).filter((word) => word !== 'short');
const parts = {
  rpcs: benchSafeRpcs,
  lists: benchLists,
  turns: benchTurns,
  workers: benchWorkers,
  telegram: () => benchTelegram(process.argv.includes('short')),
};

for (const [name, run] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
