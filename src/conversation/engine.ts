import type { ChatEvent } from '../channels/events.ts';
import { chooseLanguage, type Language } from '../phrases/phrases.ts';
import type { Words } from '../phrases/words.ts';
import { takeAhead, takeSearched } from './ahead.ts';
import { text } from './buttons.ts';
import { outcomeOf } from './outcome.ts';
import { inItsHands, isHandingBack } from './person/held.ts';
import { greeting } from './replies.ts';
import { type Reply, say } from './reply.ts';
import type { Meaning } from './signals.ts';
import { emptyMemory, load, type Memory, type State } from './state.ts';
import type { CommandResult, Facts, Step, StepOutcome, Stored } from './step.ts';
import { stories, storyMeanings } from './stories.ts';
import type { Meanings } from './story.ts';
import { type Taken, take } from './take.ts';
import { type Understood, understand } from './understand.ts';

/** A press that comes again within this time is the same press: a finger that trembled, a channel that repeats. */
const SAME_PRESS_MS = 30_000;

/** A conversation as this event finds it. */
type Opened = { state: State; language: Language; begun: 'before' | 'now' | 'anew' };

/**
 * The dialogue of the desk. An event is understood where the conversation stands, taken through the machine, and
 * answered; a command's result is taken the same way. Nothing is executed and nothing remembered but in the outcome.
 */
export function createStep(words: Words): Step {
  return (stored, event, facts) => {
    const found = openConversation(stored, event, facts);
    if ('did' in event) return outcomeOf(afterResult(found, event, facts, words), [], facts);
    const { state, returned } = inItsHands(found.state, facts);
    const opened = { ...found, state };
    // Where nothing was under way, what they came for is over and they hear it all the same.
    const isBack = returned || (found.begun === 'now' && facts.heldBy !== 'human');
    if (isBack && isHandingBack(event)) return outcomeOf(take(opened, { meaning: { type: 'returned' }, remarks: [] }, facts), [], facts);
    if (opened.begun === 'before' && isSamePress(event, opened.state.memory, facts)) return nothingMore(opened, facts);
    const heard = understand(event, { ...opened, facts, words });
    const { understood, opening } = asBeginning(heard, event, opened, facts);
    const memory = afterEvent(event, understood.meaning, opened.state.memory, facts);
    const openings = returned ? [text([say('back-with-the-bot')]), ...opening] : opening;
    const taken = take({ ...opened, state: { ...opened.state, memory } }, understood, facts);
    return outcomeOf(takeAhead(taken, understood.rest ?? [], facts, words), openings, facts);
  };
}

/** What is chosen from what was found is wanted as the search said. */
function afterResult(found: Opened, event: CommandResult, facts: Facts, words: Words): Taken {
  const taken = take(found, { meaning: meaningOf(event), remarks: [] }, facts);
  const { place, memory } = found.state;
  if (event.did !== 'show-listing' || place !== 'results' || memory.search?.query == null) return taken;
  return takeSearched(taken, memory.search.query, facts, words);
}

function openConversation(stored: Stored | null, event: ChatEvent | CommandResult, facts: Facts): Opened {
  const state = stored === null ? undefined : load(stored);
  const language = stored?.language ?? languageOf(event, facts);
  if (state) return { state, language, begun: 'before' };
  const memory = { ...emptyMemory, cart: { ...emptyMemory.cart, kept: stored === null ? (facts.savedCart ?? null) : null } };
  return { state: { place: 'home', memory }, language, begun: stored === null ? 'now' : 'anew' };
}

/** Letters that one of our languages has and the others have not. */
const LETTERS: ReadonlyArray<[Language, RegExp]> = [
  ['ru', /\p{Script=Cyrillic}/u],
  ['tr', /[ğışİŞĞ]/],
];

/**
 * The person's own language, else that of their first words, else what the channel says, else the desk's first; always
 * one that the desk offers.
 */
function languageOf(event: ChatEvent | CommandResult, { customer, channel, desk }: Facts): Language {
  const [first = 'en'] = desk.languages;
  const written = 'type' in event && event.type === 'text' ? LETTERS.find(([, letters]) => letters.test(event.text))?.[0] : undefined;
  const wanted = customer?.language ?? written ?? (channel.language === null ? first : chooseLanguage([channel.language]));
  return desk.languages.includes(wanted) ? wanted : first;
}

function isSamePress(event: ChatEvent, { pressed }: Memory, { now }: Facts): boolean {
  if (event.type !== 'press' || pressed === null || pressed.action !== event.action) return false;
  return !(Math.abs(Date.parse(now) - Date.parse(pressed.at)) > SAME_PRESS_MS);
}

/** The same again: no word, no change. */
function nothingMore(opened: Opened, facts: Facts): StepOutcome {
  return outcomeOf(take(opened, { meaning: { type: 'silent' }, remarks: [] }, facts), [], facts);
}

/** What still makes sense when the conversation it was meant for cannot be read any more. */
const SURVIVES: ReadonlySet<Meaning['type']> = new Set<Meaning['type']>([
  ...(['start', 'menu', 'help', 'languages', 'language', 'person', 'orders', 'order', 'move', 'listing', 'catalogue', 'silent'] as const),
  ...stories.flatMap(({ survives }) => [...survives]),
]);

/**
 * How a conversation begins: a new one with a greeting, unless it begins with a button of an earlier one; one that
 * cannot be read any more with an apology, and with what was meant for it only if that makes sense without it.
 */
function asBeginning(heard: Understood, event: ChatEvent, { begun }: Opened, facts: Facts): { understood: Understood; opening: Reply[] } {
  const { type } = heard.meaning;
  if (begun === 'before' || type === 'silent') return { understood: heard, opening: [] };
  if (begun === 'anew') {
    const survives = SURVIVES.has(type) || (type === 'search' && event.type === 'press');
    return { understood: survives ? heard : { meaning: { type: 'menu' }, remarks: [] }, opening: [text([say('restarted')])] };
  }
  if (type === 'hello') return { understood: { ...heard, meaning: { type: 'start' } }, opening: [] };
  // Whether a link shows an order is not known yet: to whom it shows none, it is a greeting of its own.
  const greets = event.type === 'press' || type === 'start' || (heard.meaning.type === 'order' && heard.meaning.link !== undefined);
  return { understood: heard, opening: greets ? [] : [greeting(facts)] };
}

/** What the conversation remembers of an event whatever it leads to. */
function afterEvent(event: ChatEvent, { type }: Meaning, memory: Memory, { now }: Facts): Memory {
  if (event.type === 'timeout') return memory;
  const pressed = event.type === 'press' && type !== 'stale' ? { action: event.action, at: now } : null;
  return { ...memory, pressed, confused: type === 'confused' ? memory.confused + 1 : 0, otherwise: null };
}

const MEANINGS: Meanings<CommandResult> = {
  'search-listings': ({ page }) => ({ type: 'found', page }),
  'show-listing': ({ listing }) => ({ type: 'shown', listing }),
  'my-orders': ({ orders }) => ({ type: 'listed', orders }),
  'my-order': ({ order, link }) => (order === null && link !== undefined ? { type: 'start', ...link } : { type: 'looked-up', order }),
  'weigh-move': ({ weighed }) => weighedMeaning(weighed),
  'meet-customer': () => ({ type: 'met' }),
  'change-language': () => ({ type: 'language-changed' }),
  'call-person': () => ({ type: 'person-called' }),
  'place-order': ({ order }) => ({ type: 'placed', order }),
  refused: ({ command, refusal }) => ({ type: 'refused', command, code: refusal.code }),
  ...storyMeanings,
};

function weighedMeaning(weighed: Extract<CommandResult, { did: 'weigh-move' }>['weighed']): Meaning {
  if (weighed === null) return { type: 'looked-up', order: null };
  const { move, order, reasons } = weighed;
  return reasons.length === 0 ? { type: `may-${move}`, order } : { type: 'may-not', move, order, reasons };
}

function meaningOf<R extends CommandResult>(result: R): Meaning {
  return (MEANINGS[result.did] as (result: R) => Meaning)(result);
}
