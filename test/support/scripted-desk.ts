import type { ChatEvent } from '../../src/channels/events.ts';
import { literal, type Reply } from '../../src/conversation/reply.ts';
import type { Dialogue } from '../../src/conversation/step.ts';

const choices = (...labels: string[]) =>
  labels.map((label, index) => ({ label: literal(label), action: `say:${index}:${label.slice(0, 40)}` }));

/** What the scripted desk says to some words; to all others it says them back. */
const script: Record<string, Reply[]> = {
  silence: [],
  twice: [
    { kind: 'text', text: [literal('First.')] },
    { kind: 'text', text: [literal('Second.')] },
  ],
  card: [
    {
      kind: 'card',
      title: literal('Road bike, carbon'),
      rows: [
        { label: literal('Price'), value: literal('€2,450.00') },
        { label: literal('Size'), value: literal('M') },
      ],
      text: [literal('Is this the one?')],
      choices: [
        { label: literal('Take it'), action: 'take', style: 'primary' },
        { label: literal('Leave it'), action: 'leave', style: 'danger' },
      ],
    },
  ],
};

function answerTo(event: ChatEvent): Reply[] {
  if (event.type === 'start') {
    const welcome = event.payload === null ? 'Welcome!' : `Welcome! You came for ${event.payload}.`;
    return [{ kind: 'text', text: [literal(welcome)], choices: choices('Browse', 'My orders') }];
  }
  if (event.type === 'press') return [{ kind: 'text', text: [literal(`Pressed ${event.action}.`)], choices: choices('Go on', 'Back') }];
  if (event.type !== 'text') return [];
  return script[event.text] ?? [{ kind: 'text', text: [literal(`You said: ${event.text}`)], choices: choices('Yes', 'No') }];
}

/** A dialogue whose every answer a test can foretell. All around it (inbox, outbox, delivery) is real. */
export const scriptedStep: Dialogue = (stored, event) => ({
  next: { machine: 'scripted', version: 1, language: stored?.language ?? 'en', state: { place: 'talking' } },
  replies: 'type' in event ? answerTo(event) : [],
  command: null,
  status: 'active',
  owner: 'bot',
  slots: {},
  completeness: 0,
  timeout: null,
  tellsOf: [],
});
