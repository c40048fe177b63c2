import { say } from '../../../conversation/reply.ts';
import { text } from '../say.ts';
import { saying, type Verb } from '../verb.ts';

/** What makes a group the staff's is said in that group; here it is told how. */
export const hereVerb: Verb = {
  name: 'here',
  least: 'admin',
  args: [],
  run: () => saying(text([say('staff-here-how')])),
};
