import type { ChatEvent } from '../channels/events.ts';
import type { Language } from '../phrases/phrases.ts';
import type { WordMeaning, Words } from '../phrases/words.ts';
import { readAhead } from './ahead.ts';
import { readAnswer } from './answers.ts';
import { CATALOGUE_PAYLOAD, LISTING_CODE, readOrderCode, readPayload } from './codes.ts';
import { hintFor } from './hints.ts';
import { besideAPerson } from './person/held.ts';
import { readPhone } from './phone.ts';
import { readPress } from './presses.ts';
import { readQuantity } from './quantity.ts';
import { type Phrase, say } from './reply.ts';
import type { Meaning } from './signals.ts';
import type { State } from './state.ts';
import type { Facts } from './step.ts';
import { stories, storyFiles } from './stories.ts';
import type { FileEvent } from './story.ts';
import { clean, hasWords, plainDigits } from './text.ts';

/** What is needed to understand somebody: where the conversation stands, and the words people use. */
export type Listening = { state: State; language: Language; facts: Facts; words: Words };

/**
 * What an event means here. `remarks` are said first: about a file that came with words, for instance. `rest` is what was
 * said ahead of the questions to come.
 */
export type Understood = { meaning: Meaning; remarks: Phrase[]; rest?: string[] };

const plainly = (meaning: Meaning): Understood => ({ meaning, remarks: [] });

/** Total: whatever comes means something, if only that it was not understood. */
export function understand(event: ChatEvent, listening: Listening): Understood {
  const understood = understandAsSaid(event, listening);
  const isOwn = (event.type !== 'text' && event.type !== 'file') || event.forwarded !== true;
  if (isOwn || !OWN_WORDS.has(understood.meaning.type)) return understood;
  return plainly({ type: 'confused', hint: hintFor(listening.state, listening.facts) });
}

/** What one says oneself, or it is not said: a message passed on agrees to nothing and confirms nothing. */
const OWN_WORDS: ReadonlySet<Meaning['type']> = new Set<Meaning['type']>([
  ...(['consent', 'agree', 'link-agreed', 'erase-yes', 'erase-surely'] as const),
  ...(['confirm', 'wish-send', 'edit-send', 'answer-offer', 'cancel-sure'] as const),
]);

function understandAsSaid(event: ChatEvent, listening: Listening): Understood {
  const { state, facts, language } = listening;
  const human = state.place === 'human';
  switch (event.type) {
    case 'text':
      return human ? plainly(readForHuman(event.text, listening)) : readSeveral(event.text, event.cut ?? false, listening);
    case 'press':
      return plainly(human ? besideAPerson(readPress(event.action, state.memory, facts)) : readPress(event.action, state.memory, facts));
    case 'start':
      return plainly(readStart(event.payload));
    case 'timeout':
      return plainly(readTimeout(event.name, state));
    case 'contact':
      if (human) return plainly({ type: 'silent' });
      return plainly(readContact(event, state, language));
    case 'location':
      if (human) return plainly({ type: 'silent' });
      return plainly(readLocation(event, state));
    case 'file':
      return human ? plainly({ type: 'silent' }) : readFile(event, listening);
    case 'other':
      return plainly(human ? { type: 'silent' } : { type: 'remark', remark: say('remark-other') });
  }
}

/** Words that are no answer as a whole may be several. */
function readSeveral(text: string, cut: boolean, listening: Listening): Understood {
  const meaning = readText(text, cut, listening);
  const ahead = meaning.type === 'confused' && !cut ? readAhead(clean(text), listening) : undefined;
  return ahead === undefined ? plainly(meaning) : { ...plainly(ahead.meaning), rest: ahead.rest };
}

/** Words that wish for something wherever they are typed. */
const WISHES = ['help', 'back', 'cancel', 'menu', 'catalogue', 'orders', 'person', 'resume', 'continue', 'hello', 'thanks'] as const;
const LANGUAGES = { english: 'en', russian: 'ru', turkish: 'tr' } as const;

function readText(raw: string, cut: boolean, listening: Listening): Meaning {
  const text = clean(raw);
  const { state, words, facts } = listening;
  const confused: Meaning = { type: 'confused', hint: hintFor(state, facts) };
  if (cut) return { type: 'confused', hint: say('text-too-long') };
  if (text === '') return confused;
  const wish = readShout(text, listening) ?? readNamedCommand(text, listening) ?? readCommand(text, words) ?? readWish(text, listening);
  const about = facts.about?.order ?? null;
  if (wish !== undefined) return wish.type === 'about' && about !== null ? { type: 'move', move: wish.move, code: about } : wish;
  if (text.startsWith('/')) return confused;
  // Words that answer the card of an order are a question about it.
  if (about !== null) return { type: 'asked-about', code: about, question: text.slice(0, 2_000) };
  return readChoice(text, listening) ?? overhear(text, listening) ?? readCode(text, listening) ?? readAnswer(text, listening) ?? confused;
}

function readShout(text: string, listening: Listening): Meaning | undefined {
  for (const story of stories) {
    const meaning = story.shouts?.(text, listening);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

function overhear(text: string, listening: Listening): Meaning | undefined {
  for (const story of stories) {
    const meaning = story.overhear?.(text, listening);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** `/why 1042`: a command with what it is about. */
function readNamedCommand(text: string, listening: Listening): Meaning | undefined {
  const [, name = '', rest = ''] = /^\/([a-z_]+)(?:@\w+)?(?:\s+(\S+))?$/i.exec(text) ?? [];
  return name === '' || name.toLowerCase() === 'start' ? undefined : overhear(`/${name} ${rest}`.trim(), listening);
}

/** While a person answers, only what is plainly meant for the bot is heard. */
function readForHuman(raw: string, listening: Listening): Meaning {
  const { words } = listening;
  const text = clean(raw);
  const wish = readShout(text, listening) ?? (text.startsWith('/') ? readCommand(text, words) : undefined);
  if (wish?.type === 'back' || words.says(text, 'resume')) return { type: 'resume' };
  return wish ?? { type: 'silent' };
}

/** `/start payload`, `/help`, `/help@name_of_the_bot`. */
function readCommand(text: string, words: Words): Meaning | undefined {
  const [, name = '', rest = ''] = /^(\/[a-z_]+)(?:@\w+)?(?:\s+(\S+))?$/i.exec(text) ?? [];
  if (name.toLowerCase() === '/start') return readStart(rest === '' ? null : rest);
  return name === '' ? undefined : readWords(name, words);
}

function readWish(text: string, { words, state, facts }: Listening): Meaning | undefined {
  const wish = readWords(text, words);
  if (wish?.type === 'language' && !facts.desk.languages.includes(wish.language)) return { type: 'languages' };
  if (wish !== undefined) return wish;
  const { search } = state.memory;
  if (state.place !== 'results' || search === null || !words.says(text, 'more')) return undefined;
  return { type: 'search', search: { ...search, page: search.page + 1 } };
}

function readWords(text: string, words: Words): Meaning | undefined {
  const meant = words.meaningsOf(text);
  const type = WISHES.find((wish) => meant.has(wish));
  if (type !== undefined) return { type };
  if (meant.has('language')) return { type: 'languages' };
  const wish = stories.map(({ wishes }) => Object.entries(wishes).find(([word]) => meant.has(word as WordMeaning))?.[1]).find(Boolean);
  if (wish !== undefined) return wish;
  const named = (Object.keys(LANGUAGES) as Array<keyof typeof LANGUAGES>).find((name) => meant.has(name));
  return named && { type: 'language', language: LANGUAGES[named] };
}

/** A number, where choices were shown as numbers. Where a quantity is asked for, it is the quantity. */
function readChoice(text: string, { state, facts, words }: Listening): Meaning | undefined {
  if (!facts.channel.numbered) return undefined;
  const number = /^(\d{1,2})[.)]?$/.exec(plainDigits(text))?.[1];
  const action = number === undefined ? undefined : state.memory.shown[Number(number) - 1];
  if (action === undefined) return undefined;
  const means = readPress(action, state.memory, facts);
  const isQuantity = state.memory.shown.some((shown) => readPress(shown, state.memory, facts).type === 'quantity');
  return isQuantity && readQuantity(text, words).kind === 'fits' ? undefined : means;
}

/** A code typed alone. Where letters are expected, only what can be nothing but a code is one. */
function readCode(text: string, { state, words, language }: Listening): Meaning | undefined {
  const typed = plainDigits(text);
  if (LISTING_CODE.test(typed)) return { type: 'listing', code: typed };
  if ((state.place === 'quantity' || state.place === 'edit-line') && readQuantity(text, words).kind === 'fits') return undefined;
  if ((state.place === 'phone' || state.place === 'renumber') && (typed.length > 6 || readPhone(text, language) !== undefined))
    return undefined;
  const [, mark = '', marked] = /^(\p{L}+)\s+([#№]?\s?\S+)$/u.exec(typed) ?? [];
  const order = readOrderCode(marked !== undefined && words.says(mark, 'order-mark') ? marked : typed);
  if (order === undefined) return undefined;
  if (order.sure) return { type: 'order', code: order.code, otherwise: null };
  return state.place === 'home' || state.place === 'results' ? { type: 'order', code: order.code, otherwise: typed } : undefined;
}

function readStart(payload: string | null): Meaning {
  if (payload === null) return { type: 'start' };
  if (payload === CATALOGUE_PAYLOAD) return { type: 'catalogue' };
  const named = readPayload(payload);
  if ('listing' in named) return { type: 'listing', code: named.listing };
  const { order, campaign } = named;
  return order === undefined ? { type: 'start', campaign } : { type: 'order', code: order, otherwise: null, link: { campaign } };
}

/** A wake-up that comes when there is nothing to wake for any more is nothing. */
function readTimeout(name: string, { place, memory: { draft, placed, lead } }: State): Meaning {
  if (name === 'unfinished' && draft !== null && !draft.reminded && place !== 'human') return { type: 'remind' };
  const isDone = draft === null && lead.wish === null && (placed !== null || lead.sent !== null);
  if (name === 'finished' && isDone) return { type: 'finish' };
  return { type: 'silent' };
}

function readContact({ phone, own }: Extract<ChatEvent, { type: 'contact' }>, { place }: State, language: Language): Meaning {
  if (place !== 'phone' && place !== 'wish-phone' && place !== 'renumber') return { type: 'remark', remark: say('remark-contact') };
  const number = readPhone(phone, language);
  return number === undefined ? { type: 'confused', hint: say('phone-invalid') } : { type: 'phone', number, verified: own };
}

function readLocation({ latitude, longitude }: Extract<ChatEvent, { type: 'location' }>, { place }: State): Meaning {
  const known = Number.isFinite(latitude) && Number.isFinite(longitude) && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!known || (place !== 'address' && place !== 'newAddress')) return { type: 'remark', remark: say('remark-location') };
  // Whoever brings it opens the map; the numbers are for whoever has another one.
  const text = `${latitude}, ${longitude} https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`;
  return place === 'address' ? { type: 'address', text } : { type: 'new-address', text };
}

function readFile(event: FileEvent, listening: Listening): Understood {
  const file = withStored(event);
  const { kind, path, caption } = file;
  const about = listening.facts.about?.order ?? null;
  if (about !== null && path !== null && caption !== null && hasWords(caption)) return plainly(readText(caption, false, listening));
  const meant = path === null ? undefined : readFileHere(file, listening);
  if (meant !== undefined) return plainly(meant);
  // What answers the card of an order is about that order, also without a word.
  if (about !== null && path !== null) return plainly({ type: 'asked-about', code: about, question: '📎' });
  const remark = say(path === null ? 'remark-file-refused' : kind === 'voice' ? 'remark-voice' : 'remark-file');
  if (caption === null || !hasWords(caption)) return plainly({ type: 'remark', remark });
  return { meaning: readText(caption, false, listening), remarks: [remark] };
}

/** Of several files sent as one, the first that was kept stands for all. */
function withStored(event: FileEvent): FileEvent {
  const kept = event.path === null ? event.more?.find(({ path }) => path !== null) : undefined;
  return kept === undefined ? event : { ...event, ...kept, more: (event.more ?? []).filter((one) => one !== kept) };
}

/** What the present question makes of a file, else what a story makes of it wherever it comes. */
function readFileHere(file: FileEvent, listening: Listening): Meaning | undefined {
  const here: Partial<Record<string, (file: FileEvent, listening: Listening) => Meaning | undefined>> = storyFiles;
  const answer = here[listening.state.place]?.(file, listening);
  if (answer !== undefined) return answer;
  for (const story of stories) {
    const meaning = story.overhearFile?.(file, listening);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}
