import { say } from '../../../conversation/reply.ts';
import { text } from '../say.ts';
import { type Context, roles, type StaffFacts, saying, type Verb } from '../verb.ts';

/** Tells of the commands: all that this person may give, or the one that is named. */
export function helpOf(verbs: () => readonly Verb[]): Verb {
  const lines = ({ staff }: StaffFacts, { vocabulary }: Context, only?: string) =>
    verbs()
      .filter(({ name, least, byButton }) =>
        only === undefined ? !byButton && roles.indexOf(least) <= roles.indexOf(staff.role) : name === only,
      )
      .map(({ name }) => say('staff-help-line', { command: vocabulary.nameOf(name, staff.language), about: { phrase: `help-${name}` } }));
  return {
    name: 'help',
    least: 'agent',
    args: [
      {
        name: 'command',
        optional: true,
        read: (written, { vocabulary }) => {
          const found = vocabulary.commandOf(written);
          return found && { value: found.command, rest: found.rest };
        },
      },
    ],
    run: ({ command }, facts, context) =>
      saying(text([...(command === undefined ? [say('staff-help')] : []), ...lines(facts, context, command)])),
  };
}
