import { fold, type Words } from '../phrases/words.ts';
import { readAnswer } from './answers.ts';
import { text } from './buttons.ts';
import { readPhone } from './phone.ts';
import { readQuantity } from './quantity.ts';
import { afterWords, valuesIn } from './readers.ts';
import { type Reply, say } from './reply.ts';
import type { Meaning } from './signals.ts';
import type { Draft, Place } from './state.ts';
import type { Facts } from './step.ts';
import { type Taken, take } from './take.ts';
import { hasWords, plainDigits } from './text.ts';
import type { Listening } from './understand.ts';

/** Questions that may be answered together. What somebody agrees to, and what they order, is asked by itself. */
const TOGETHER: readonly Place[] = ['quantity', 'option', 'address', 'name', 'phone'];
/** A longer text is a story, not answers. */
const LONGEST = 300;
/** A comma between digits is part of a number. */
const MARKS = /\s*(?:;|,(?!\d))\s*|\s+/g;

/** The answer to the present question, and what is said ahead of the next ones, piece by piece. */
export type Ahead = { meaning: Meaning; rest: string[] };

const isTogether = (place: Place) => TOGETHER.includes(place);

/** "2, large", "2 to 12 Green Street", "Ann, +44 20 7946 0958", or each answer in a line of its own; undefined when it is none of these. */
export function readAhead(words: string, listening: Listening): Ahead | undefined {
  if (!isTogether(listening.state.place) || words.length > LONGEST) return undefined;
  const [first = '', ...lines] = words.split(/\n+/).filter(hasWords);
  if (lines.length === 0) return split(first, listening);
  const meaning = answerOf(first, listening);
  return meaning && { meaning, rest: lines };
}

/** The answer with nothing left over. */
function answerOf(words: string, listening: Listening): Meaning | undefined {
  const meaning = readAnswer(words, listening);
  return meaning?.type === 'confused' ? undefined : meaning;
}

/** Where a line can be parted so that both sides make sense: at a mark anywhere, at a blank only before what is plainly something else. */
function split(line: string, listening: Listening): Ahead | undefined {
  const { place } = listening.state;
  if (place === 'address' || place === 'phone') return undefined;
  for (const mark of [...line.matchAll(MARKS)].toReversed()) {
    const [head, tail] = [line.slice(0, mark.index), line.slice(mark.index + mark[0].length)];
    const isFirm = mark[0].trim() !== '';
    if (head === '' || !hasWords(tail) || !makesSense(tail, isFirm, listening)) continue;
    const meaning = answerOf(head, listening);
    if (meaning !== undefined) return { meaning, rest: [withoutTo(tail, listening.words)] };
  }
  return undefined;
}

function makesSense(tail: string, isFirm: boolean, { state: { place, memory }, words, language }: Listening): boolean {
  if (place === 'name') return readPhone(tail, language) !== undefined;
  if (place === 'option') {
    const { values = [] } = memory.draft?.listing.options[memory.trail.at(-1)?.option ?? 0] ?? {};
    // A second value of the same option is a doubt, and no answer to the next question.
    if (valuesIn(tail, values, words).length > 0) return false;
  }
  return isFirm || afterWords(tail, 'to', words) !== undefined || optionsIn(tail, memory.draft, words).length > 0;
}

const withoutTo = (words: string, known: Words) => afterWords(words, 'to', known) ?? words;

/** The values of the listing's options that stand among these words, where they leave no doubt. */
function optionsIn(said: string, draft: Draft | null, words: Words): Array<Extract<Meaning, { type: 'option' }>> {
  const listing = draft?.listing;
  return (listing?.options ?? []).flatMap(({ values }, option) => {
    const [only, ...others] = valuesIn(said, values, words);
    return only === undefined || others.length > 0 ? [] : [{ type: 'option' as const, option, value: only.key }];
  });
}

/** Takes what was said ahead, as far as it answers; what is left over is said back, so that nobody takes it for done. */
export function takeAhead(taken: Taken, rest: readonly string[], facts: Facts, words: Words): Taken {
  let now = taken;
  const left = [...rest];
  const isLines = rest.length > 1;
  while (left.length > 0 && now.command === null && isTogether(now.state.place)) {
    const listening = { state: now.state, language: now.language, facts, words };
    const [piece = ''] = left;
    const read = readPiece(piece, isLines, listening);
    if (read === undefined) break;
    left.splice(0, 1, ...read.rest);
    const after = take(now, { meaning: read.meaning, remarks: [] }, facts);
    now = { ...after, said: [...now.said, ...after.said] };
  }
  return left.length === 0 ? now : { ...now, said: [...now.said, text([say('ahead-left', { rest: left.join(', ') })])] };
}

function readPiece(piece: string, isLine: boolean, listening: Listening): Ahead | undefined {
  const { place } = listening.state;
  // Words behind an address may be anything: only a line of its own is a name.
  if (place === 'name' && !isLine && !/\d/.test(plainDigits(piece))) return undefined;
  if (place === 'address') return readAddress(piece, listening);
  const whole = answerOf(piece, listening);
  return whole === undefined ? readAhead(piece, listening) : { meaning: whole, rest: [] };
}

/** An address ends where a way to pay is named. */
function readAddress(piece: string, listening: Listening): Ahead | undefined {
  const ways = listening.facts.desk.paymentMethods.flatMap(({ name }) => Object.values(name).map(fold));
  const parts = piece.split(/\s*[,;]\s*/);
  const last = parts.at(-1) ?? '';
  const names = fold(last) !== '' && ways.some((way) => way.startsWith(fold(last)) || fold(last).includes(way));
  const [address, rest] = names && parts.length > 1 ? [parts.slice(0, -1).join(', '), [last]] : [piece, []];
  const meaning = answerOf(address, listening);
  return meaning && { meaning, rest };
}

/** What the words of a search have said of the thing that was chosen then: how many, and which of its options. */
export function takeSearched(taken: Taken, query: string, facts: Facts, words: Words): Taken {
  const { draft } = taken.state.memory;
  if (draft === null || taken.state.place !== 'quantity' || taken.command !== null) return taken;
  const titles = fold(Object.values(draft.listing.title).join(' '));
  const [first = '', ...more] = query.trim().split(/\s+/);
  const read = readQuantity(first, words);
  // A search for something else says nothing of this.
  const isAboutIt = more.some((word) => word.length >= 3 && titles.includes(fold(word).slice(0, Math.max(3, word.length - 1))));
  if (read.kind !== 'fits' || !isAboutIt || titles.includes(fold(first))) return taken;
  const wanted: Meaning[] = [{ type: 'quantity', quantity: read.quantity }, ...optionsIn(more.join(' '), draft, words)];
  let now: Taken = {
    ...taken,
    said: [...taken.said.map(withoutQuestion), text([say('ahead-taken', { quantity: read.quantity })])],
    asks: true,
  };
  for (const meaning of wanted) {
    if (meaning.type === 'option' && now.state.memory.trail.at(-1)?.option !== meaning.option) break;
    const after = take(now, { meaning, remarks: [] }, facts);
    now = { ...after, said: [...now.said, ...after.said] };
  }
  return now;
}

/** The card of what was chosen; its question has been answered. */
function withoutQuestion(reply: Reply): Reply {
  if (reply.kind !== 'card') return reply;
  const { choices: _choices, text: said = [], ...card } = reply;
  return { ...card, text: said.slice(0, -1) };
}
