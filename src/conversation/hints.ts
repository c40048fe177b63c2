import { MOST } from './quantity.ts';
import { type Phrase, say } from './reply.ts';
import { isStoryPlace, type State } from './state.ts';
import type { Facts } from './step.ts';
import { storyHint } from './stories.ts';

/** What is said to words that no question here is answered with: what would be understood, by an example. */
export function hintFor({ place, memory }: State, { channel }: Facts): Phrase {
  const { draft, trail } = memory;
  if (isStoryPlace(place)) return storyHint(place, memory);
  if (channel.numbered && place === 'summary') return say('hint-numbered');
  switch (place) {
    case 'home':
    case 'results':
      return say('hint-home');
    case 'quantity':
      return say('hint-quantity', { max: MOST });
    case 'option':
      return say('hint-option', { example: { byLanguage: draft?.listing.options[trail.at(-1)?.option ?? 0]?.values[0]?.label ?? {} } });
    case 'address':
      return say('hint-address');
    case 'name':
      return say('hint-name');
    case 'phone':
      return say('phone-invalid');
    case 'consent':
      return say('hint-consent');
    case 'summary':
      return say('hint-summary');
    case 'comment':
      return say('hint-comment');
    case 'human':
      return say('human-waiting');
  }
}
