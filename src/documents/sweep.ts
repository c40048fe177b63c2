import { asked } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import type { FileStore } from './files.ts';
import { sweepFiles } from './phone-book.ts';

/**
 * Removes from the storage what nobody wants: files whose message never came, and those of people who were forgotten. Crashed
 * in between, it removes them again. Gives how many were removed.
 */
export async function removeUnwanted(port: RpcPort, files: FileStore): Promise<number> {
  const paths = asked(await sweepFiles(port, {}));
  if (paths.length === 0) return 0;
  await files.remove(paths);
  asked(await sweepFiles(port, { removed: paths }));
  return paths.length;
}
