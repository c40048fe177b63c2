import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { exampleFile } from '../../../src/config/example.ts';
import { parseConfig, variables } from '../../../src/config/schema.ts';

const EXAMPLE = new URL('../../../.env.example', import.meta.url);

it('keeps .env.example equal to the variables', () => {
  expect(existsSync(EXAMPLE) && readFileSync(EXAMPLE, 'utf8')).toBe(exampleFile());
});

it('changes nothing for a person who copies it as it is', () => {
  expect(parseEnv(exampleFile())).toEqual({});
});

/** The file as a person leaves it who takes away the comment signs before the variables of one mode. */
function uncommented(mode: 'embedded' | 'hosted') {
  const all = parseEnv(exampleFile().replaceAll(/^# ([A-Z_]+=)/gm, '$1'));
  const wanted = variables.filter((variable) => variable.mode === 'any' || variable.mode === mode);
  return Object.fromEntries(wanted.map(({ name }) => [name, all[name]]));
}

it.each(['embedded', 'hosted'] as const)('describes exactly the variables of the %s schema, with examples it accepts', (mode) => {
  const environment = uncommented(mode);
  const result = parseConfig(environment);
  expect(result).toMatchObject({ ok: true, config: { mode } });
  const read = result.ok ? Object.keys(result.config).filter((name) => name !== 'mode') : [];
  expect(read.toSorted()).toEqual(Object.keys(environment).toSorted());
});
