// Sees that the installed packages are those of package-lock.json, and installs them when they are not.
// Runs on whatever Node the machine has (20 or later), with nothing installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.desk-install');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');
const found = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';

if (found !== wanted) {
  console.log(
    found === ''
      ? 'Installing the packages (first run, about a minute) …'
      : 'package-lock.json has changed: installing the packages again …',
  );
  // Not with the Node inside node_modules: npm is about to replace it.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(`node_modules${sep}.bin`));
  const { status, error } = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: path.join(delimiter) },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      `The packages could not be installed${error ? ` (${error.message})` : ''}. Read what npm says above; then run the same command again.`,
    );
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}
