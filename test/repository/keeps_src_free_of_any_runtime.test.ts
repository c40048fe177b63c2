import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { codeOf, filesUnder, importsOf, read } from './files.ts';

const sources = filesUnder('src').filter((file) => file.endsWith('.ts'));
const RUNTIME = /(?<![.\w$])(?:process|Deno|Bun|Buffer|require|setTimeout|setInterval|setImmediate)(?![\w$]|\s*:)/g;
const OF_OTHER_LAYERS = /^(?:node:|bun:|grammy\b|@grammyjs\/|whatsapp-web\.js|hono\b|@hono\/|pino\b|deno\b)/;

/** Every import of src as [file, what]. */
const imports = sources.flatMap((file) => importsOf(read(file)).map((name) => [file, name] as const));

it('sees what it looks for', () => {
  expect(codeOf(`// process\nconst a = 'process'; /* Deno */ b(\`Deno \${process.pid}\`);`).match(RUNTIME)).toEqual(['process']);
  expect(codeOf("const a = [/['`/]/g, 1 / 2]; Deno.exit(); `text`").match(RUNTIME)).toEqual(['Deno']);
  expect(codeOf("setTimeout(run, 1); x.process; 'it\\'s'; Deno.exit()").match(RUNTIME)).toEqual(['setTimeout', 'Deno']);
  expect(
    importsOf("import a from 'a';\nexport * from \"b\"; await import('c'); import 'd'; // from 'e'\nimport type { F } from './f.ts';"),
  ).toEqual(['a', 'b', 'c', 'd', './f.ts']);
  expect(imports.length).toBeGreaterThan(10);
});

it('touches nothing that only one runtime has, and no timer', () => {
  const found = sources.flatMap((file) => [...codeOf(read(file)).matchAll(RUNTIME)].map(([name]) => `${file}: ${name}`));
  expect(found).toEqual([]);
});

it('imports no module of Node, no bot library and no web server', () => {
  expect(imports.filter(([, name]) => OF_OTHER_LAYERS.test(name) || builtinModules.includes(name.split('/')[0] ?? ''))).toEqual([]);
});

it('reaches the database from src/rpc alone', () => {
  const clients = imports.filter(([, name]) => name.startsWith('@supabase/') || name === 'postgres');
  expect(clients.filter(([file]) => !file.startsWith('src/rpc/'))).toEqual([]);
  expect(clients.length).toBeGreaterThan(0);
});

it('imports nothing from outside src, and every file by its whole name', () => {
  const local = imports.filter(([, name]) => name.startsWith('.'));
  const odd = local.filter(([file, name]) => !name.endsWith('.ts') || !posix.join(posix.dirname(file), name).startsWith('src/'));
  expect(odd).toEqual([]);
});
