import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECLINE } from '../../src/conversation/person/replies.ts';
import { verbs as privacyVerbs } from '../../src/conversation/privacy/replies.ts';
import { moves } from '../../src/orders/moves.ts';
import type { Names } from './victims.ts';

const FOLDER = join(import.meta.dirname, '../../src/conversation');
const sourceOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const files = () => readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Every verb that a press is read by, as the sources have them. */
export function verbsRead(): Set<string> {
  const readers = ['presses.ts', 'care/read.ts', ...files().filter((file) => file.endsWith('/story.ts'))];
  const cases = readers.flatMap((file) => [...sourceOf(file).matchAll(/\bcase '([a-z-]+)':|\bverb === '([a-z-]+)'/g)]);
  const [, plain = ''] = /const PLAIN = \[([^\]]+)\]/.exec(sourceOf('presses.ts')) ?? [];
  return new Set([
    ...cases.map(([, verb = '', compared = '']) => verb || compared),
    ...[...plain.matchAll(/'([a-z-]+)'/g)].map(([, verb = '']) => verb),
    ...Object.values(privacyVerbs),
    DECLINE,
  ]);
}

/** Every verb that a button is made with. */
export function verbsShown(): Set<string> {
  const made = files().flatMap((file) => [...sourceOf(file).matchAll(/\b(?:action|ofDraft|ofWish)\((?:[a-z]+, )?'([a-z-]+)'/g)]);
  return new Set(made.map(([, verb = '']) => verb));
}

type Presses = (names: Names) => string[];
const plain: Presses = () => [''];
const ofDraft =
  (...rests: string[]): Presses =>
  ({ draft }) =>
    rests.map((rest) => (rest === '' ? draft : `${draft}:${rest}`));
const ofOrders =
  (...rests: string[]): Presses =>
  ({ order, shipped }) =>
    [order, shipped].flatMap((code) => rests.map((rest) => (rest === '' ? code : `${code}:${rest}`)));

/** What only a button of the very step that is being taken does: pressed from elsewhere, it is over. */
export const STEPS: Record<string, Presses> = {
  quantity: ofDraft('3'),
  option: ofDraft('0:0'),
  address: ofDraft('last', 'pickup'),
  name: ofDraft(''),
  phone: ofDraft(''),
  consent: ofDraft('yes:0', 'no:0'),
  change: ofDraft('quantity', 'address', 'comment'),
  comment: ofDraft(''),
  confirm: ofDraft('0', '0:cash', '1', '2'),
  cancel: ofDraft(''),
  another: ofDraft(''),
  items: ofDraft(''),
  reselect: ofDraft(''),
  details: ofDraft(''),
  rename: ofDraft(''),
  renumber: ofDraft(''),
  'no-phone': ofDraft(''),
  pick: ofDraft('0:0'),
  remove: ofDraft('0:0'),
  'wish-meant': ofDraft(''),
  'wish-back': ofDraft('0', '1'),
  'wish-cancel': ofDraft(''),
  'wish-skip': ofDraft('budget', 'comment'),
  'wish-change': ofDraft('budget', 'comment'),
  'wish-send': ofDraft('0', '1'),
  'wish-name': ofDraft(''),
  'wish-phone': ofDraft(''),
  'wish-consent': ofDraft('yes:0'),
  keep: ofOrders(''),
  'cancel-for': ofOrders('slow'),
  'cancel-sure': ofOrders(''),
  deliver: ofOrders('last', 'pickup'),
  'no-words': ofOrders(''),
  noproof: ofOrders(''),
  payback: ofOrders(''),
  proofof: ofOrders(''),
  edit: ofOrders('0'),
  'edit-to': ofOrders('0:1'),
  'edit-send': ofOrders(''),
  'edit-leave': ofOrders(''),
};

/** What names a record and is looked up whenever it is pressed. */
export const RECORDS: Record<string, Presses> = {
  order: ofOrders(''),
  move: ({ order, shipped }) => moves.flatMap((move) => [order, shipped].map((code) => `${move}:${code}`)),
  why: ofOrders(''),
  stars: ofOrders('1'),
  got: ({ shipment }) => [shipment],
  payby: ofOrders('', 'cash', 'bank_transfer'),
  paidby: ofOrders('', 'cash', 'bank_transfer'),
  ways: ofOrders(''),
  offer: ({ order }) => ['accept', 'decline', 'withdraw'].map((answer) => `${answer}:1:${order}`),
  'offer-wish': ({ order }) => [`1:${order}`],
  cart: ({ cart }) => [`take:${cart}`, `empty:${cart}`],
  'wish-withdraw': ({ lead }) => [lead],
  'wish-withdraw-yes': ({ lead }) => [lead],
};

/** What names no record: whoever presses it gets their own, or what everybody gets. */
export const PLAIN: Record<string, Presses> = {
  ...Object.fromEntries(
    ['menu', 'catalogue', 'orders', 'help', 'continue', 'languages', 'wish', 'wish-go', 'wishes', 'wish-keep', 'notproof'].map((verb) => [
      verb,
      plain,
    ]),
  ),
  ...Object.fromEntries(Object.values(privacyVerbs).map((verb) => [verb, plain])),
  [DECLINE]: plain,
  back: () => ['0', '1'],
  language: () => ['en'],
  listing: () => ['2026-999'],
  category: () => ['1:bikes'],
  search: () => ['1:sentinel'],
  more: () => ['2'],
  about: () => [...moves],
  channel: () => ['web', 'telegram'],
  quiet: () => ['off', 'desk', '2200:0700'],
  agree: () => ['marketing:no'],
  person: plain,
  resume: plain,
};

/** The presses of a kind, as buttons carry them. */
export const pressesOf = (kind: Record<string, Presses>, names: Names): string[] =>
  Object.entries(kind).flatMap(([verb, presses]) =>
    presses(names).map((rest) => ['1', verb, rest].filter((part) => part !== '').join(':')),
  );

/** The same names, typed. */
export const textsOf = ({ order, shipped, tracking, cart, lead, shipment }: Names): string[] => [
  ...[order, shipped].flatMap((code) => [
    ...[code, `#${code}`, `№${code}`, `order ${code}`, `заказ ${code}`, `/why ${code}`, `why ${code}`],
    ...[`cancel ${code}`, `track ${code}`, `received ${code}`, `rate ${code}`, `change address ${code}`, `pay ${code}`],
    ...[`отменить ${code}`, `${code} nerede`],
  ]),
  ...[tracking, tracking.toLowerCase(), `${tracking.slice(0, 8)} ${tracking.slice(8)}`, `track ${tracking}`],
  ...[lead, cart, shipment],
];
