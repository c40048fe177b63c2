import { fits } from '../../conversation/buttons.ts';
import { type Choice, type Reply, say } from '../../conversation/reply.ts';
import { LEAVE, PICK, press } from './say.ts';
import { type Asked, questionOf, type StaffState } from './state.ts';
import { SURE } from './sure.ts';
import { markOf } from './undo.ts';
import type { StaffFacts } from './verb.ts';

type About = Pick<StaffState, 'asked' | 'done'>;
const BARE_PICK = press(PICK, '');
const UNDO = press('undo');

/** What is said, each button with what it is about: the question that it answers, what it takes back. A question can be left. */
export function addressed(replies: readonly Reply[], about: About, { staff }: StaffFacts): Reply[] {
  const marked = replies.map((reply) =>
    reply.choices === undefined ? reply : { ...reply, choices: reply.choices.flatMap((choice) => markedChoice(choice, about, staff.role)) },
  );
  const last = marked.at(-1);
  return about.asked === null || last === undefined ? marked : [...marked.slice(0, -1), leavable(last, about.asked)];
}

function markedChoice(choice: Choice, { asked, done }: About, role: StaffFacts['staff']['role']): Choice[] {
  if (asked !== null && choice.action.startsWith(BARE_PICK)) {
    const action = press(PICK, questionOf(asked), choice.action.slice(BARE_PICK.length));
    return fits(action) ? [{ ...choice, action }] : [];
  }
  if (choice.action !== UNDO) return [choice];
  const mark = markOf(done, role);
  return mark === null ? [] : [{ ...choice, action: press('undo', mark) }];
}

function leavable(reply: Reply, asked: Asked): Reply {
  const { choices = [] } = reply;
  const leave: Choice = { label: say(asked.missing === SURE ? 'do-leave-surely' : 'do-leave'), action: press(LEAVE, questionOf(asked)) };
  const before = choices.at(-1)?.action === press('desk') ? -1 : choices.length;
  return { ...reply, choices: choices.toSpliced(before, 0, leave) };
}
