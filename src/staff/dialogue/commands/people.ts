import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import { type Language, languages } from '../../../phrases/phrases.ts';
import { oneOf, option } from '../arguments.ts';
import type { AnswerOf } from '../calls.ts';
import { aReason } from '../reasons.ts';
import { button, doing, literally, pick, press, text, toDesk } from '../say.ts';
import { type Arg, ask, type Doing, on, roles, type StaffFacts, saying, type Verb } from '../verb.ts';

type Members = AnswerOf<'staff-members'>;
type Member = Members['members'][number];

const roleOf = (role: string): Phrase => say(`role-${role}`);
const standing = ({ status, on_shift }: Member) => (status !== 'active' ? 'inactive' : on_shift ? 'on-shift' : 'off-shift');

const memberButton = (member: Member, action: string): Choice | null =>
  button(
    say('staff-member-row', {
      name: member.display_name.slice(0, 40),
      role: { phrase: `role-${member.role}` },
      standing: standing(member),
    }),
    action,
  );

/** The staff as buttons, which open them unless said otherwise, and who is invited. */
function listOf({ members, invited }: Members, action: (id: string) => string = (id) => press('staff', id)): Doing {
  const awaited = invited.map(({ display_name: name, role, expires_at: at }) =>
    say('staff-invited', { name, role: { phrase: `role-${role}` }, until: { at, show: 'day-and-time' } }),
  );
  const choices = choicesOf(...members.map((one) => memberButton(one, action(one.id))), doing('invite'), toDesk());
  return {
    say: [{ kind: 'text', text: [say('staff-members', { count: members.length }), ...awaited], choices }],
    listed: { kind: 'staff', ids: members.map(({ id }) => id) },
  };
}

/** Somebody of the staff: by their place in the list, else chosen. */
const member: Arg = {
  ...oneOf('staff'),
  offers: () => ask('staff-members', {}, 'members-offered'),
  offered: { 'members-offered': on('staff-members', (answer) => listOf(answer, pick)) },
};

/** A role by buttons: those that this person may give. */
const role: Arg = {
  ...option('role', roles),
  offers: (_, { staff }) => saying(text([say('ask-role')], ...given(staff).map((name) => button(roleOf(name), pick(name))))),
};

const given = ({ role: own }: StaffFacts['staff']) => roles.filter((name) => own === 'owner' || roles.indexOf(name) < roles.indexOf(own));

/** A name, up to the role that may stand at its end. */
const aName: Arg = {
  name: 'name',
  typed: true,
  read: (written, { vocabulary }) => {
    const parts = written.trim().split(/\s+/);
    for (let from = Math.max(1, parts.length - 2); from < parts.length; from++) {
      const tail = parts.slice(from).join(' ');
      const found = vocabulary.optionOf(tail, roles);
      if (found?.rest === '') return { value: parts.slice(0, from).join(' ').slice(0, 200), rest: tail };
    }
    return written.trim() === '' ? undefined : { value: written.trim().slice(0, 200), rest: '' };
  },
};

function memberCard(answer: Members): Reply {
  const [found] = answer.members;
  if (found === undefined) return text([say('no-not-found')]);
  const { id, status } = found;
  const changes = found.may_change
    ? [doing('role', [id]), status === 'active' ? doing('deactivate', [id], 'danger') : doing('reactivate', [id])]
    : [];
  return {
    kind: 'card',
    title: literally(found.display_name),
    rows: [
      { label: say('field-role'), value: roleOf(found.role) },
      { label: say('field-status'), value: say(`standing-${standing(found)}`) },
      ...(status !== 'active' && found.status_reason !== null
        ? [{ label: say('field-reason'), value: literally(found.status_reason) }]
        : []),
    ],
    ...(found.may_change ? {} : { text: [say('staff-member-above')] }),
    choices: choicesOf(...changes, button(say('do-staff'), press('staff')), toDesk()),
  };
}

const show = (staff_id: string) => ask('staff-members', { staff_id }, 'shown');
const shown = on('staff-members', (answer) => saying(memberCard(answer)));

/** The code on a line of its own, to be copied, and a link where the channel has one: to be passed on. */
function invited({ code, expires_at: at }: AnswerOf<'invite-staff'>, name: string, telegram: string | undefined): Doing {
  const link = telegram === undefined ? [] : [literally(`https://t.me/${telegram}?start=join_${code.replaceAll('-', '')}`)];
  const until = { at, show: 'day-and-time' } as const;
  return saying(text([say('invitation-made', { name, until }), literally(code), ...link, say('invitation-how')], doing('staff')));
}

export const peopleVerbs: readonly Verb[] = [
  {
    name: 'staff',
    least: 'admin',
    args: [{ ...oneOf('staff'), optional: true }],
    run: ({ staff }) => (staff === undefined ? ask('staff-members', {}, 'listed') : show(staff)),
    after: { listed: on('staff-members', (answer) => listOf(answer)), shown },
  },
  {
    name: 'invite',
    least: 'admin',
    args: [aName, role],
    run: () => ask('staff-members', {}, 'doors'),
    after: {
      doors: on('staff-members', ({ doors }, { name = '', role: wanted = '' }) => {
        const telegram = doors.find(({ handle }) => handle !== null)?.handle ?? undefined;
        return ask('invite-staff', { display_name: name, role: wanted }, 'invited', telegram === undefined ? {} : { telegram });
      }),
      invited: on('invite-staff', (answer, { name = '', telegram }) => invited(answer, name, telegram)),
    },
  },
  {
    name: 'role',
    least: 'admin',
    args: [member, role],
    run: ({ staff = '' }) => ask('staff-members', { staff_id: staff }, 'seen'),
    after: {
      // What they were is remembered, for /undo.
      seen: on('staff-members', ({ members: [found] }, { staff = '', role: wanted = '' }) =>
        ask('change-staff-role', { staff_id: staff, role: wanted }, 'changed', found === undefined ? {} : { former: found.role }),
      ),
      changed: on('change-staff-role', (_, { staff = '' }) => show(staff)),
      shown,
    },
  },
  {
    name: 'deactivate',
    least: 'admin',
    args: [member, aReason()],
    run: ({ staff = '', reason = '' }) => ask('deactivate-staff', { staff_id: staff, reason }, 'changed'),
    after: {
      changed: on('deactivate-staff', ({ staff }, _, { staff: me }) =>
        // Who lets themselves go sees nothing more of the desk.
        staff.id === me.id ? saying({ kind: 'text', text: [say('staff-left')] }) : show(staff.id),
      ),
      shown,
    },
  },
  {
    name: 'reactivate',
    least: 'admin',
    args: [member],
    run: ({ staff = '' }) => ask('reactivate-staff', { staff_id: staff }, 'changed'),
    after: { changed: on('reactivate-staff', ({ staff }) => show(staff.id)), shown },
  },
  {
    name: 'language',
    least: 'agent',
    args: [
      {
        ...option('language', languages),
        offers: (_, { desk }) =>
          saying(text([say('ask-language')], ...desk.languages.map((one) => button(say(`language-${one}`), pick(one))))),
      },
    ],
    run: ({ language = 'en' }, { staff }) => ask('choose-language', { language }, 'chosen', { former: staff.language }),
    after: {
      chosen: on('choose-language', ({ staff }) =>
        saying(text([say('language-chosen', { language: staff.language as Language })], doing('help'))),
      ),
    },
  },
];
