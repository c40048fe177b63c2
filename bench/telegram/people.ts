import type { User } from 'grammy/types';
import type { Shown } from '../../test/support/bot-api.ts';
import type { Carrier } from './carrier.ts';

type Step = { does: 'says' | 'presses'; what: string | RegExp; answers: number; saying: RegExp };

/** An order from a link to a listing to its code: seven updates and nine messages, the same with every bot. */
const stepsFor = (listing: string): Step[] => [
  { does: 'says', what: `/start ${listing}`, answers: 2, saying: /how many/i },
  { does: 'presses', what: '2', answers: 1, saying: /where should we deliver/i },
  { does: 'says', what: 'Example street 1', answers: 1, saying: /what is your name/i },
  { does: 'says', what: 'Ada', answers: 1, saying: /your phone number/i },
  { does: 'says', what: 'Rather not', answers: 1, saying: /do you agree/i },
  { does: 'presses', what: 'I agree', answers: 1, saying: /is everything right/i },
  { does: 'presses', what: /^Confirm/, answers: 2, saying: /order \w+ has been placed/ },
];

/** Somebody who waits longer has given up: the update counts as lost. */
const PATIENCE_MS = 60_000;
/** Nobody reads and answers faster. */
export const THINKS_MS = 50;
const PLACED = /order (\w+) has been placed/;

export type Person = {
  /** Sends the next update of the order and resolves when it is answered; false when it is not. */
  goOn: () => Promise<boolean>;
  isDone: () => boolean;
};

export type Crowd = {
  heard: (one: Shown) => void;
  newcomer: () => Person;
  /** How long each answer took to begin. */
  replies: number[];
  updates: () => number;
  /** Updates that were not answered, or not with what belongs there. */
  lost: () => number;
  /** Messages that nobody had asked for. */
  doubled: () => number;
  codes: string[];
};

let people = 0;

/** Everybody who orders from one bot. */
export function crowdAt(carrier: () => Carrier, listing: string): Crowd {
  const ears = new Map<number, (one: Shown) => void>();
  const replies: number[] = [];
  const codes: string[] = [];
  let updates = 0;
  let lost = 0;
  let doubled = 0;

  function newcomer(): Person {
    people += 1;
    const id = 500_000 + people;
    const from: User = { id, is_bot: false, first_name: 'Ada', language_code: 'en' };
    const chat = { id, type: 'private' as const, first_name: 'Ada' };
    const steps = stepsFor(listing);
    let written = 0;
    let newest: Shown[] = [];

    const send = ({ does, what }: Step) => {
      if (does === 'says') {
        const text = String(what);
        const entities = text.startsWith('/') ? { entities: [{ type: 'bot_command' as const, offset: 0, length: 6 }] } : {};
        return carrier().carry({ message: { message_id: 1_000_000 + ++written, date: 0, chat, from, text, ...entities } });
      }
      const shown = newest.find(({ markup }) => markup !== null && 'inline_keyboard' in markup);
      const buttons = shown?.markup && 'inline_keyboard' in shown.markup ? shown.markup.inline_keyboard.flat() : [];
      const button = buttons.find(({ text }) => (typeof what === 'string' ? text === what : what.test(text)));
      const data = button && 'callback_data' in button ? button.callback_data : '';
      const message = { message_id: shown?.id ?? 0, date: 0, chat, text: shown?.text ?? '' };
      return carrier().carry({ callback_query: { id: `press-${id}-${++written}`, from, chat_instance: '1', data, message } });
    };

    const answersTo = (step: Step) =>
      new Promise<boolean>((resolve) => {
        const began = performance.now();
        const answer: Shown[] = [];
        const patience = setTimeout(() => resolve(false), PATIENCE_MS);
        ears.set(id, (one) => {
          answer.push(one);
          if (answer.length === 1) replies.push(performance.now() - began);
          if (answer.length > step.answers) doubled += 1;
          if (answer.length !== step.answers) return;
          clearTimeout(patience);
          newest = answer;
          resolve(answer.some(({ text }) => step.saying.test(text)));
        });
        updates += 1;
        void send(step);
      });

    return {
      isDone: () => steps.length === 0,
      goOn: async () => {
        const step = steps.shift();
        if (step === undefined) return false;
        const isAnswered = await answersTo(step);
        if (!isAnswered) {
          lost += 1;
          steps.length = 0;
        }
        const code = newest.map(({ text }) => PLACED.exec(text)?.[1]).find((one) => one !== undefined);
        if (isAnswered && code !== undefined) codes.push(code);
        return isAnswered;
      },
    };
  }

  return {
    heard: (one) => ears.get(one.chat)?.(one),
    newcomer,
    replies,
    codes,
    updates: () => updates,
    lost: () => lost,
    doubled: () => doubled,
  };
}
