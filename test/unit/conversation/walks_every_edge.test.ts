import { inspect, isDeepStrictEqual } from 'node:util';
import { FluentParser, type Message, Visitor } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { readPhraseFiles } from '../../../bot/phrases.ts';
import { choiceSchema, type Phrase, type Reply, replySchema } from '../../../src/conversation/reply.ts';
import { load, places } from '../../../src/conversation/state.ts';
import type { Facts } from '../../../src/conversation/step.ts';
import { languages } from '../../../src/phrases/phrases.ts';
import { newcomer, regular } from '../../support/shelf.ts';
import { inWords, step } from '../../support/talk.ts';
import { type Edge, sampleEvents, walk } from '../../support/walk.ts';

const numbered: Facts = { ...newcomer, channel: { ...newcomer.channel, numbered: true, senderName: 'Ann' } };
const walks: Array<[name: string, edges: Edge[]]> = [
  ['somebody new', walk(newcomer)],
  ['somebody known', walk(regular)],
  ['somebody new who answers with numbers', walk(numbered)],
];

const placeOf = (stored: Edge['from']) => (stored === null ? null : load(stored)?.place);
const shown = ({ from, event }: Edge) => `${placeOf(from)} ← ${inspect(event, { breakLength: Infinity }).slice(0, 200)}`;
const offenders = (edges: Edge[], fits: (edge: Edge) => boolean) => edges.filter((edge) => !fits(edge)).map(shown);
const keysOf = (phrases: Phrase[]) => [
  ...new Set(phrases.map((phrase) => JSON.stringify([phrase.key, Object.keys(phrase.params ?? {}).sort()]))),
];

function phrasesOf(reply: Reply): Phrase[] {
  const labels = (reply.choices ?? []).map(({ label }) => label);
  if (reply.kind === 'text') return [...reply.text, ...labels];
  if (reply.kind === 'card')
    return [reply.title, ...reply.rows.flatMap(({ label, value }) => [label, value]), ...(reply.text ?? []), ...labels];
  return labels;
}

class Variables extends Visitor {
  readonly names = new Set<string>();

  override visitVariableReference(node: { id: { name: string } }): void {
    this.names.add(node.id.name);
  }
}

const variables = new Map(
  new FluentParser()
    .parse(readPhraseFiles().en)
    .body.filter((entry): entry is Message => entry.type === 'Message')
    .map((message) => {
      const found = new Variables();
      found.visit(message);
      return [message.id.name, [...found.names].sort()];
    }),
);

/** Asked of nobody the desk knows; their photos are taken for proofs first. */
const OF_STRANGERS = ['name', 'phone', 'consent', 'wish-name', 'wish-phone', 'wish-consent', 'wish-photo'];

describe.each(walks)('%s', (_name, edges) => {
  it('gets to every place', () => {
    const reached = edges.map(({ outcome }) => load(outcome.next)?.place);
    // Whoever is known and has agreed is not asked who they are.
    const asked = edges[0]?.facts.customer ? places.filter((place) => !OF_STRANGERS.includes(place)) : places;
    expect(new Set(reached)).toEqual(new Set(asked));
  });

  it('is always answered, but for a person who is talking to a person and for the clock', () => {
    // The same press again at once is a finger that trembled.
    const again = ({ event, from }: Edge) =>
      'type' in event && event.type === 'press' && from !== null && load(from)?.memory.pressed?.action === event.action;
    const silent = (edge: Edge) => 'type' in edge.event && (edge.event.type === 'timeout' || placeOf(edge.from) === 'human' || again(edge));
    expect(offenders(edges, (edge) => edge.outcome.replies.length > 0 || edge.outcome.command !== null || silent(edge))).toEqual([]);
  });

  it('never needs more than three commands, and writes once', () => {
    const reads = [
      ...['search-listings', 'show-listing', 'my-orders', 'my-order', 'weigh-move'],
      ...['find-unpaid', 'payment-ways', 'weigh-moves', 'find-order', 'find-parcel', 'look-again'],
    ];
    const afterResult = edges.filter(({ event, outcome }) => 'did' in event && outcome.command !== null);
    // What was read may lead to a write, a write to nothing; one that was refused, to a look at why.
    const refused = ({ event }: Edge) => 'did' in event && event.did === 'refused';
    expect(offenders(afterResult, (edge) => refused(edge) || ('did' in edge.event && reads.includes(edge.event.did)))).toEqual([]);
    expect(offenders(afterResult.filter(refused), ({ outcome }) => reads.includes(outcome.command?.do ?? ''))).toEqual([]);
  });

  it('leaves a state that survives being stored', () => {
    const survives = ({ outcome: { next } }: Edge) => {
      const text = JSON.stringify(next);
      return text.isWellFormed() && !text.includes('\\u0000') && isDeepStrictEqual(load(JSON.parse(text)), next.state);
    };
    expect(offenders(edges, survives)).toEqual([]);
  });

  it('asks for nothing that a database cannot hold', () => {
    const holds = ({ outcome }: Edge) => {
      const text = JSON.stringify([outcome.command, outcome.replies, outcome.slots]);
      return !/\\u0000|\\ud[89a-f]/i.test(text) && text.length < 20_000;
    };
    expect(offenders(edges, holds)).toEqual([]);
  });

  it('gets replies of the right shape, with buttons that fit every channel', () => {
    const fits = ({ outcome }: Edge) =>
      outcome.replies.every((reply) => replySchema.safeParse(reply).success) &&
      outcome.replies
        .flatMap((reply) => reply.choices ?? [])
        .every((choice) => {
          return choiceSchema.safeParse(choice).success && new TextEncoder().encode(choice.action).length <= 64;
        });
    expect(offenders(edges, fits)).toEqual([]);
  });

  it('is never left without a way on', () => {
    const waysOn = ({ outcome }: Edge) =>
      outcome.replies.length === 0 || outcome.command !== null || (outcome.replies.at(-1)?.choices ?? []).length > 0;
    expect(offenders(edges, waysOn)).toEqual([]);
  });

  it('hears nothing but phrases that exist, with exactly their variables', () => {
    const phrases = edges.flatMap(({ outcome }) => outcome.replies.flatMap(phrasesOf));
    const wrong = keysOf(phrases).filter((used) => {
      const [key, given] = JSON.parse(used) as [string, string[]];
      return JSON.stringify(variables.get(key)) !== JSON.stringify(given);
    });
    expect(wrong).toEqual([]);
    const one = new Map(phrases.map((phrase) => [phrase.key, phrase]));
    for (const phrase of one.values()) for (const language of languages) expect(inWords(phrase, language)).not.toBe('');
  });

  it('never sees a code of a refusal', () => {
    const said = edges
      .filter(({ event }) => 'did' in event && event.did === 'refused')
      .flatMap(({ outcome }) => outcome.replies.flatMap(phrasesOf));
    expect(said.map((phrase) => inWords(phrase, 'en')).filter((sentence) => /[A-Z]{3,}_[A-Z]+/.test(sentence))).toEqual([]);
  });

  it('gets the same outcome for the same arguments, which stay as they are', () => {
    for (const { from, event, facts, outcome } of edges.filter((_, index) => index % 7 === 0)) {
      const before = structuredClone({ from, facts });
      expect(step(from, event, facts)).toEqual(outcome);
      expect({ from, facts }).toEqual(before);
    }
  });

  it('fills in from 0 to 100', () => {
    expect(
      offenders(edges, ({ outcome: { completeness } }) => Number.isInteger(completeness) && completeness >= 0 && completeness <= 100),
    ).toEqual([]);
    expect(new Set(edges.map(({ outcome }) => outcome.completeness)).size).toBeGreaterThan(4);
  });
});

it('tries every kind of event', () => {
  expect(new Set(sampleEvents.map(({ type }) => type)).size).toBe(8);
});
