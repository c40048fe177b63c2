import { loadPhrases, readPhraseFiles } from '../../bot/phrases.ts';
import type { ChatEvent } from '../../src/channels/events.ts';
import { createStep } from '../../src/conversation/engine.ts';
import type { Param, Phrase, Reply } from '../../src/conversation/reply.ts';
import type { Command, CommandResult, Facts, StepOutcome, Stored } from '../../src/conversation/step.ts';
import type { Language } from '../../src/phrases/phrases.ts';
import { createWords } from '../../src/phrases/words.ts';
import { answerOf, type Shelf } from './shelf.ts';

const phrases = loadPhrases();

export const words = createWords(readPhraseFiles());
export const step = createStep(words);

/** One conversation with the pure dialogue, the desk behind it played by a shelf of listings and orders. */
export type Talk = {
  facts: Facts;
  stored: Stored | null;
  last: StepOutcome;
  /** Everything said in the last turn. */
  replies: Reply[];
  commands: Command[];
  /** How many events the person caused. */
  count: number;
  send(event: ChatEvent): Reply[];
  type(text: string): Reply[];
  press(action: string): Reply[];
  /** Presses the button whose label begins so, among those of the last turn. */
  tap(label: string): Reply[];
  heard(): string;
  buttons(): string[];
};

export function createTalk(facts: Facts, shelf: Shelf, stored: Stored | null = null): Talk {
  const talk: Talk = {
    facts,
    stored,
    last: undefined as unknown as StepOutcome,
    replies: [],
    commands: [],
    count: 0,
    send(event) {
      talk.count += 1;
      talk.replies = [];
      talk.commands = [];
      let now: ChatEvent | CommandResult = event;
      for (;;) {
        const outcome: StepOutcome = step(talk.stored, now, talk.facts);
        talk.last = outcome;
        talk.stored = JSON.parse(JSON.stringify(outcome.next));
        talk.replies.push(...outcome.replies);
        if (outcome.command === null) break;
        talk.commands.push(outcome.command);
        now = answerOf(outcome.command, shelf, talk.facts);
        if (now.did === 'meet-customer' || now.did === 'change-details') talk.facts = { ...talk.facts, customer: now.customer };
      }
      return talk.replies;
    },
    type: (text) => talk.send({ type: 'text', text }),
    press: (action) => talk.send({ type: 'press', action }),
    tap(label) {
      const choices = talk.replies.flatMap((reply) => reply.choices ?? []);
      const choice = choices.find((candidate) => inWords(candidate.label, languageOf(talk)).startsWith(label));
      if (!choice) throw new Error(`no button "${label}" among ${talk.buttons().join(' | ')}`);
      return talk.press(choice.action);
    },
    heard: () => talk.replies.map((reply) => spoken(reply, languageOf(talk))).join('\n---\n'),
    buttons: () => talk.replies.flatMap((reply) => reply.choices ?? []).map(({ label }) => inWords(label, languageOf(talk))),
  };
  return talk;
}

const languageOf = ({ stored }: Talk): Language => stored?.language ?? 'en';

export function spoken(reply: Reply, language: Language): string {
  const say = (phrase: Phrase) => inWords(phrase, language);
  switch (reply.kind) {
    case 'text':
      return reply.text.map(say).join('\n');
    case 'card':
      return [
        say(reply.title),
        ...reply.rows.map(({ label, value }) => `${say(label)}: ${say(value)}`),
        ...(reply.text ?? []).map(say),
      ].join('\n');
    case 'order-card':
      return `[card of ${reply.orderId}]`;
    case 'image':
    case 'document':
      return `[${reply.path}]`;
    case 'qr':
      return `[code: ${reply.payload}]`;
    case 'invoice':
      return `[${say(reply.title)}: ${reply.charged} ${reply.currency}] ${say(reply.description)}`;
    case 'chart':
      return `[chart: ${say(reply.alt)}]`;
  }
}

export function inWords({ key, params = {} }: Phrase, language: Language): string {
  const ready = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, inForm(value, language)]));
  return phrases(language, key, ready);
}

function inForm(value: Param, language: Language): string | number {
  if (typeof value !== 'object') return value;
  if ('amount' in value) return `${value.amount} ${value.currency}`;
  if ('at' in value) return value.at;
  if ('phrase' in value) return phrases(language, value.phrase);
  return value.byLanguage[language] ?? value.byLanguage.en ?? '';
}
