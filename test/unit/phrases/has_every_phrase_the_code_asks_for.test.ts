import { globSync, readFileSync } from 'node:fs';
import { FluentParser } from '@fluent/syntax';
import { expect, it } from 'vitest';
import { readPhraseFiles } from '../../../bot/phrases.ts';
import { Constants } from '../../../src/rpc/database.types.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const keys = new FluentParser().parse(readPhraseFiles().en).body.flatMap((entry) => (entry.type === 'Message' ? [entry.id.name] : []));
const code = globSync('{src,bot,functions}/**/*.ts', { cwd: ROOT }).map(read).join('\n');

const sql = globSync('supabase/migrations/*.sql', { cwd: ROOT }).map(read).join('\n');

/** Turns a key, or a template of keys, into a pattern for whole keys: each gap, or `*`, is a name like that of a status. */
const patternOf = (template: string) => new RegExp(`^${template.replaceAll(/\$\{[^}]*\}|\*/g, '[a-z]+(?:[-_][a-z]+)*')}$`);

/** What stands where a key is asked for: `say('key'` or `phrases(language, 'key'`. */
const asked = [...code.matchAll(/\b(?:say|saying|phrases)\((?:[^()'"`]*(?:\([^()]*\))?[^()'"`]*,\s*)?(['"`])([^'"`]+)\1/g)].map(
  (match) => match[2] ?? '',
);

/** The notices and kinds of tasks that the database writes, where `'notice-order-' || status` is a key for every status. */
const noticed = [...sql.matchAll(/'((?:notice|task)-[a-z-]+)'(\s*\|\|)?/g)].map(([, key, goesOn]) => (goesOn ? `${key}*` : `${key}`));

/** Asked for by the renderer of orders and by the outbox, which put into words what others have asked for. */
const OF_THE_OUTBOX = [
  'apology',
  'channel-joined',
  'export-ready',
  'order-card-*',
  'order-status-*',
  'payment-status-*',
  'shipment-status-*',
  'share-*',
  'person-*',
  'relay-*',
  'topic-*',
  'staff-*',
];

it('finds the places where phrases are asked for', () => {
  expect(asked).toEqual(
    expect.arrayContaining(['status-title', expect.stringMatching(/^status-part-\$\{name\}-about$/), 'page-not-found']),
  );
});

it('has a phrase for each of them', () => {
  expect(asked.filter((template) => !keys.some((key) => patternOf(template).test(key)))).toEqual([]);
});

it('has a phrase for every notice, whatever the status', () => {
  const { order_status, shipment_status } = Constants.public.Enums;
  const statuses = { 'notice-order-': order_status, 'notice-staff-order-': order_status, 'notice-shipment-': shipment_status };
  const expected = noticed.flatMap((template) => {
    const [, stem = template, gap] = /^(.*?)(\*)?$/.exec(template) ?? [];
    return gap ? (statuses[stem as keyof typeof statuses] ?? []).map((status) => stem + status.replaceAll('_', '-')) : [stem];
  });
  expect(expected.filter((key) => !keys.includes(key))).toEqual([]);
  expect(expected).toEqual(expect.arrayContaining(['notice-order-in-delivery', 'notice-shipment-created', 'notice-staff-lead-assigned']));
});

it('has no phrase that nobody says', () => {
  const templates = [...code.matchAll(/(['"`])([a-z][a-z0-9-]*(?:\$\{[^}]*\}[a-z0-9-]*)*)\1/g)].map((match) => match[2] ?? '');
  const patterns = [...templates.filter((template) => template.includes('-')), ...asked, ...noticed, ...OF_THE_OUTBOX].map(patternOf);
  expect(keys.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});
