import { checkHealth } from '../../src/health/check.ts';
import { httpRpc } from '../../src/rpc/http.ts';
import { door } from '../door.ts';

const PATIENCE_MS = 3_000;

/** Is the desk there, seen from an edge function: one RPC over the API, with its latency. 503 when a part is down. */
export default door('public', async (_request, { url, secretKey }) => {
  const report = await checkHealth({
    direct: undefined,
    http: httpRpc({ url, secretKey }),
    // Whoever reads this answer has asked them.
    askFunctions: async () => undefined,
    expectedMigration: undefined,
    now: () => performance.now(),
    date: () => new Date(),
    patience: () => AbortSignal.timeout(PATIENCE_MS),
  });
  return Response.json(report, { status: report.ready ? 200 : 503 });
});
