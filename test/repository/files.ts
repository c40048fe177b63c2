import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** What git ignores, and git itself. */
const IGNORED = new Set([
  '.git',
  ...read('.gitignore')
    .split('\n')
    .map((line) => line.replace(/\/$/, '')),
]);

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every file under a folder of the repository, or of all of it. */
export function filesUnder(folder = '.'): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !IGNORED.has(entry.name) && !entry.name.endsWith('.log'))
    .flatMap((entry) => {
      const path = relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

/** Comments, regular expressions and texts. */
const TOKENS =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|(?<=[=(,:[!&|?{};>]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** TypeScript without its comments, patterns and texts; the code inside `${}` stays. */
export function codeOf(source: string): string {
  return source.replaceAll(TOKENS, (token) => (token.startsWith('`') ? [...token.matchAll(/\$\{[^}]*\}/g)].join(' ') : ' '));
}

/** What a TypeScript file imports, in whatever way. */
export function importsOf(source: string): string[] {
  const plain = source.replaceAll(TOKENS, (token) => (token.startsWith('/') ? ' ' : token));
  return [...plain.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(['"`])([^'"`\n]+)\1/g)].map((match) => match[2] ?? '');
}
