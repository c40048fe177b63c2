import type { ChatEvent } from '../../src/channels/events.ts';
import { load } from '../../src/conversation/state.ts';
import type { Command, CommandResult, Facts, StepOutcome, Stored } from '../../src/conversation/step.ts';
import { type Move, moves } from '../../src/orders/moves.ts';
import { refusalCodes } from '../../src/rpc/refusals.ts';
import { hostileTexts } from './hostile-text.ts';
import { answerOf, createShelf, helmet } from './shelf.ts';
import { otherStoryAnswer, storyEvents, storyShape } from './stories.ts';
import { step } from './talk.ts';

/** One step as it was taken, in a walk over everything that can happen. */
export type Edge = { from: Stored | null; event: ChatEvent | CommandResult; facts: Facts; outcome: StepOutcome };

const text = (words: string): ChatEvent => ({ type: 'text', text: words });
const file = (kind: 'image' | 'voice', path: string | null, caption: string | null): ChatEvent => ({
  type: 'file',
  kind,
  name: null,
  size: path === null ? 0 : 1000,
  path,
  caption,
});

/** What is meant for some question, or for none: said in every state. */
const meantEvents: ChatEvent[] = [
  ...[
    'menu',
    'help',
    'назад',
    'iptal',
    'язык',
    'türkçe',
    'operator',
    'my orders',
    'catalogue',
    'continue',
    'hello',
    'thanks',
    'yes',
    'no',
  ].map(text),
  ...[
    '2',
    '0',
    '1000',
    '1001',
    '#7777',
    'GT500',
    '2026-001',
    '2026-999',
    'large',
    'road bike',
    'unobtainable',
    'pickup',
    'as last time',
  ].map(text),
  ...[
    '12 Green Street, London',
    'Ann',
    '+44 20 7946 0958',
    'rather not',
    'Cash',
    'comment',
    'bot',
    '/start',
    '/start 2026-002',
    '/nonsense',
  ].map(text),
  ...storyEvents,
];

/** What means the same wherever it comes, if anything, and what is meant to do harm: said once in every place. */
const oddEvents: ChatEvent[] = [
  ...[
    '',
    ' \n ',
    'x'.repeat(1_000_000),
    '👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
    'مرحبا بالعالم',
    'a\u0000b',
    '\u0000',
    '\ud800',
    'x\udc00y',
    '\u202Eevil\u202C',
    '%s{0}{ $x }',
  ].map(text),
  ...hostileTexts.map(([, words]) => text(words)),
  { type: 'text', text: 'x'.repeat(5000), cut: true },
  ...[null, '2026-001', 'listing-2026-002', '1001', 'order-1001', 'x'.repeat(5000), '\u0000'].map(
    (payload): ChatEvent => ({ type: 'start', payload }),
  ),
  ...[
    '',
    '1',
    '1:',
    '0:menu',
    '2:menu',
    '1:quantity:zz:2',
    '1:confirm:zz:0:cash',
    '1:listing:2026-002',
    '1:order:1001',
    '1:category:1:bikes',
  ].map(press),
  ...[
    '1:search:2:road',
    '1:more:2',
    '1:language:ru',
    '1:person',
    '1:resume',
    '1:continue',
    '1:cancel',
    '1:back',
    'x'.repeat(10_000),
    '1:order:\u0000',
    '\ud800',
  ].map(press),
  { type: 'contact', phone: '+90 532 123 45 67', own: true },
  { type: 'contact', phone: 'not a phone', own: false },
  { type: 'location', latitude: 41.01, longitude: 28.97 },
  { type: 'location', latitude: Number.NaN, longitude: 1e9 },
  file('image', 'files/1', null),
  file('image', 'files/2', 'road bike'),
  file('image', null, null),
  file('voice', 'files/3', ''),
  { type: 'other', what: 'sticker' },
  { type: 'timeout', name: 'unfinished' },
  { type: 'timeout', name: 'finished' },
  { type: 'timeout', name: 'nonsense' },
  ...moves.map((move) => press(`1:move:${move}:1001`)),
];

/** Of every kind of event. */
export const sampleEvents: ChatEvent[] = [...meantEvents, ...oddEvents];

function press(action: string): ChatEvent {
  return { type: 'press', action };
}

/** Everything a command may come to: what the desk answers, what it may answer to somebody else, and a refusal. */
function resultsOf(command: Command, facts: Facts): CommandResult[] {
  const answer = answerOf(command, createShelf(), facts);
  const refusals = (command.do === 'place-order' ? refusalCodes : (['BAD_INPUT', 'NOT_FOUND'] as const)).map(
    (code): CommandResult => ({
      did: 'refused',
      command: command.do,
      refusal: { code, status: 400, sentence: code, wayOut: undefined, params: {} },
    }),
  );
  const nothing: CommandResult[] =
    command.do === 'my-orders'
      ? [{ did: 'my-orders', orders: [answered({ ...orderCommand })] }]
      : command.do === 'my-order'
        ? [{ did: 'my-order', order: answered(orderCommand) }]
        : command.do === 'weigh-move'
          ? weighed(command.move)
          : [];
  const other = otherStoryAnswer(command, createShelf(), facts);
  return [answer, ...(other === undefined ? [] : [other]), ...nothing, ...refusals];
}

/** Both a yes and a no. */
function weighed(move: Move): CommandResult[] {
  const order = answered(orderCommand);
  return [[], [{ code: 'TOO_LATE', status: order.status }]].map((reasons) => ({ did: 'weigh-move', weighed: { move, reasons, order } }));
}

const orderCommand = {
  do: 'place-order',
  draft: 'abc.1',
  lines: [{ listingId: helmet.id, quantity: 1, options: {} }],
  address: null,
  comment: null,
  method: null,
  campaign: null,
} as const;

function answered(command: typeof orderCommand) {
  const result = answerOf({ ...command, lines: [...command.lines] }, createShelf(), {
    desk: { currency: 'EUR' },
    now: '2026-11-20T10:00:00Z',
  } as Facts);
  if (result.did !== 'place-order') throw new Error('not placed');
  return result.order;
}

/** What tells one state from another, as far as the dialogue cares. */
function shapeOf(stored: Stored): string {
  const state = load(stored);
  if (!state) throw new Error(`not a state: ${JSON.stringify(stored).slice(0, 500)}`);
  const { draft, placed } = state.memory;
  return JSON.stringify([state.place, draft?.listing.code ?? null, state.place === 'home' && placed !== null, storyShape(state)]);
}

/** Buttons that differ in a number or a name of a record do the same. */
const kindOf = (action: string) => action.replaceAll(/\b(?=[\w-]*\d)[\w.-]+/g, '#');

/** Takes every sample event and every kind of button shown, in every state that can be reached so, and every result of every command. */
export function walk(facts: Facts): Edge[] {
  const edges: Edge[] = [];
  const taken = new Map<string, Set<string>>();
  const seen = new Set<string | undefined>();
  const open: Array<{ stored: Stored | null; events: ChatEvent[] }> = [{ stored: null, events: sampleEvents }];
  const take = (from: Stored | null, event: ChatEvent | CommandResult, now: Facts, depth: number): void => {
    const outcome = step(from, event, now);
    edges.push({ from, event, facts: now, outcome });
    const next: Stored = JSON.parse(JSON.stringify(outcome.next));
    if (outcome.command !== null && depth < 3) {
      for (const result of resultsOf(outcome.command, now)) take(next, result, now, depth + 1);
      return;
    }
    const shape = shapeOf(next);
    const pressed = taken.get(shape) ?? new Set();
    const buttons = outcome.replies
      .flatMap((reply) => (reply.choices ?? []).map(({ action }) => action))
      .filter((action) => !pressed.has(kindOf(action)));
    for (const action of buttons) pressed.add(kindOf(action));
    if (!taken.has(shape)) {
      const place = load(next)?.place;
      open.push({ stored: next, events: [...meantEvents, ...(seen.has(place) ? [] : oddEvents), ...buttons.map(press)] });
      seen.add(place);
    }
    // The same place in the same shape, with other buttons.
    else if (buttons.length > 0) open.push({ stored: next, events: buttons.map(press) });
    taken.set(shape, pressed);
  };
  for (let here = open.pop(); here; here = open.pop()) {
    for (const event of here.events) take(here.stored, event, facts, 0);
  }
  return edges;
}
