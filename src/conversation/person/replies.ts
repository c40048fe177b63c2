import { action, actions, button, text } from '../buttons.ts';
import { type Phrase, type Reply, say } from '../reply.ts';
import type { Draft } from '../state.ts';
import type { Facts } from '../step.ts';

export const DECLINE = 'no-reminders';

/** How soon somebody answers, or when somebody is back. */
export function calledReply({ desk: { staffed } }: Facts): Reply {
  return text([say('person-called'), soon(staffed)]);
}

function soon({ open, opensAt, answerWithinMinutes }: Facts['desk']['staffed']): Phrase {
  if (open) return say('person-soon', { minutes: answerWithinMinutes });
  if (opensAt === null) return say('person-later');
  return say('person-back-at', { when: { at: opensAt, show: 'weekday-and-time' } });
}

/** An unfinished order, mentioned once. */
export function nudge(draft: Draft): Reply {
  return text(
    [
      draft.others.length === 0
        ? say('reminder', { title: { byLanguage: draft.listing.title } })
        : say('cart-reminder', { count: draft.others.length + 1 }),
    ],
    button(say('button-continue'), actions.continue, 'primary'),
    button(say('button-empty-the-cart'), actions.cancel(draft), 'danger'),
    button(say('button-no-reminders'), action(DECLINE)),
  );
}
