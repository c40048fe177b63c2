import { expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/schema.ts';

const PORTS = ['DESK_WEB_PORT', 'DESK_API_PORT', 'DESK_DATABASE_PORT'];

it.each(PORTS)('knows that a person chose %s', (name) => {
  expect(parseConfig({ [name]: '9000' })).toMatchObject({ ok: true, config: { [name]: { port: 9000, chosen: true } } });
});

it.each(PORTS)('knows that the default written out in %s is a choice', (name) => {
  const fallback = parseConfig({});
  const port = fallback.ok ? (fallback.config as Record<string, unknown>)[name] : undefined;
  const written = String((port as { port: number }).port);
  expect(parseConfig({ [name]: written })).toMatchObject({ config: { [name]: { chosen: true } } });
});

it('takes 0 for "any port", which nobody chose', () => {
  expect(parseConfig({ DESK_WEB_PORT: '0' })).toMatchObject({ ok: true, config: { DESK_WEB_PORT: { port: 0, chosen: false } } });
});

it('takes the highest port', () => {
  expect(parseConfig({ DESK_WEB_PORT: '65535' })).toMatchObject({ config: { DESK_WEB_PORT: { port: 65_535, chosen: true } } });
});

it.each(['65536', '99999', '100000', '-1', '80.5', '1e3', '0x50', 'web', '8080a'])('refuses %s', (value) => {
  expect(parseConfig({ DESK_WEB_PORT: value })).toEqual({
    ok: false,
    problems: ['DESK_WEB_PORT must be a port number between 0 and 65535.'],
  });
});
