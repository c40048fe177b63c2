import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, say } from '../../../conversation/reply.ts';
import type { StaffChat } from '../../chats.ts';
import { anOrder, isUuid, oneOf, words } from '../arguments.ts';
import type { AnswerOf } from '../calls.ts';
import { button, doing, pick, press, text, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, type Listening, on, type Sequel, type StaffFacts, saying, type Verb } from '../verb.ts';
import { promised } from './shifts.ts';

/** As many as fit under one message. */
const SHOWN = 8;
/** A colleague, as far as a button has room for them. */
const HOLDER = /^[0-9a-f]{8}$/;

const nameOf = (customer: string | null) => customer ?? 'none';

/** Who waits, and since when; who is talked with, and by whom. */
function rowOf({ customer, waiting_since: since, handover }: AnswerOf<'waiting-chats'>[number], { now }: StaffFacts): Phrase {
  const name = nameOf(customer);
  if (since === null) return say('chats-row-answered', { name, colleague: handover.taken_by?.display_name ?? 'none' });
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000));
  return minutes < 100 ? say('chats-row-minutes', { name, minutes }) : say('chats-row-hours', { name, hours: Math.floor(minutes / 60) });
}

const listOf =
  (action: (chat: string) => string) =>
  (chats: AnswerOf<'waiting-chats'>, _: Args, facts: StaffFacts): Doing => {
    const waiting = chats.filter(({ waiting_since }) => waiting_since !== null).length;
    const phrase = chats.length === 0 ? say('chats-none') : say('chats-listed', { answered: chats.length - waiting, waiting });
    const more = chats.length > SHOWN ? [say('chats-more', { count: chats.length - SHOWN })] : [];
    const buttons = chats.slice(0, SHOWN).map((chat) => button(rowOf(chat, facts), action(chat.chat_id)));
    return {
      say: [{ kind: 'text', text: [phrase, ...more], choices: choicesOf(...buttons, toDesk()) }],
      listed: { kind: 'chat', ids: chats.slice(0, SHOWN).map(({ chat_id }) => chat_id) },
    };
  };

const offered: Record<string, Sequel> = { 'chats-offered': on('waiting-chats', listOf(pick)) };
const offers = () => ask('waiting-chats', {}, 'chats-offered');

/** A chat as it is named before words to it: by its place in the list, its id, an order; else it is the one that is open, or a name. */
const chatBefore = (takesName: 'word' | 'all'): Arg => ({
  name: 'chat',
  read: (written, listening) => {
    const listed = oneOf('chat').read(written, listening);
    if (listed !== undefined) return listed;
    const code = anOrder.read(written, listening);
    if (code !== undefined) return code;
    if (takesName === 'all') return { value: written.trim().slice(0, 100), rest: '' };
    return openOrNamed(written, listening);
  },
  offers,
  offered,
});

function openOrNamed(written: string, { memory: { talking } }: Listening): ReturnType<Arg['read']> {
  if (talking !== null) return { value: talking.chat, rest: written };
  const [name = ''] = written.trim().split(/\s/, 1);
  return name === '' ? undefined : { value: name, rest: written.trim().slice(name.length).trim() };
}

/** A file comes with the message, never typed. */
const file: Arg = { name: 'file', optional: true, read: () => undefined };
const holder: Arg = {
  name: 'holder',
  optional: true,
  read: (written) => (HOLDER.test(written.trim()) ? { value: written.trim(), rest: '' } : undefined),
};

/** Of several with such a name one is chosen; whoever is meant cannot be guessed. */
const chosenOf = (chats: StaffChat[]): Doing =>
  saying(
    text(
      [say('chats-which')],
      ...chats.map(({ chat_id, customer }) => button(say('chats-name', { name: nameOf(customer) }), press('talk', chat_id))),
    ),
  );

const alone = (chats: StaffChat[], go: (chat: StaffChat) => Doing): Doing => {
  const [chat, ...others] = chats;
  return chat === undefined || others.length > 0 ? chosenOf(chats) : go(chat);
};

const toOrder = ({ order_code: code }: StaffChat): Choice | null =>
  code === null ? null : button(say('staff-show-order', { code }), press('order', code));

/** Another has the chat: who, and how it is taken over from just them. */
const taken: Verb['refused'] = ({ code, params }, { chat = '' }) => {
  if (code === 'NOT_FOUND') return saying(text([say('chats-unknown')], doing('chats')));
  if (code !== 'TAKEN' || typeof params.staff_id !== 'string' || !isUuid(chat)) return undefined;
  const name = String(params.display_name);
  return saying(
    text(
      [say('chats-taken', { name })],
      button(say('chats-take-over', { name }), press('talk', chat, params.staff_id.slice(0, 8))),
      doing('chats'),
    ),
  );
};

const isTaken = ({ taken_by: by }: StaffChat, from: string | undefined) => by !== null && from !== undefined && by.id.startsWith(from);

const talkVerb: Verb = {
  name: 'talk',
  least: 'agent',
  args: [chatBefore('all'), holder],
  run: ({ chat = '' }) => ask('staff-chat', { about: chat }, 'found'),
  after: {
    found: on('staff-chat', (chats, { holder: from }) =>
      alone(chats, (chat) => {
        const { chat_id, taken_by: by } = chat;
        const fromColleague = isTaken(chat, from) && by !== null ? { from_staff_id: by.id } : {};
        return ask('take-conversation', { chat_id, ...fromColleague }, 'taken', { chat: chat_id });
      }),
    ),
    taken: on('take-conversation', (_, { chat = '' }) => ask('staff-chat', { about: chat }, 'shown')),
    shown: on('staff-chat', (chats) => alone(chats, opened)),
  },
  refused: taken,
};

/** From now on what is typed goes there. */
function opened(chat: StaffChat): Doing {
  const { chat_id, customer, about, reachable } = chat;
  const lines = [
    say('chats-talking', { name: nameOf(customer) }),
    ...(about === null ? [] : [say('chats-about', { about })]),
    ...(reachable ? [] : [say('chats-unreachable')]),
  ];
  return { say: [text(lines, doing('back', [chat_id]), toOrder(chat), doing('chats'))], talking: { chat: chat_id, name: null } };
}

const sayVerb: Verb = {
  name: 'say',
  least: 'agent',
  args: [chatBefore('word'), { ...words('text'), typed: true, optional: ({ file: sent }) => sent !== undefined }, file],
  run: ({ chat = '' }) => ask('staff-chat', { about: chat }, 'found'),
  after: {
    found: on('staff-chat', (chats, args, _, { memory }) =>
      alone(chats, (chat) => send(chat, args, memory.talking?.chat === chat.chat_id)),
    ),
    said: on('say-in-chat', ({ customer }, args, facts, { memory }) => {
      const { chat = '' } = args;
      const isOpen = memory.talking?.chat === chat;
      const { asks, choices } = promised(args, facts);
      return saying(
        text(
          [say('chats-said', { name: nameOf(customer) }), ...asks],
          ...choices,
          isOpen ? null : button(say('do-talk-on'), press('talk', chat)),
          doing('back', [chat]),
        ),
      );
    }),
  },
  refused: taken,
};

/** Nothing goes to a chat that has left these hands meanwhile, nor where it would not arrive: that is said instead. */
function send(chat: StaffChat, { text: said, file: path }: Args, isOpen: boolean): Doing {
  const { chat_id, customer, is_mine: isMine, taken_by: by, reachable } = chat;
  const name = nameOf(customer);
  if (!reachable) return saying(text([say('chats-unreachable')], toOrder(chat), doing('chats')));
  if (isOpen && !isMine) {
    const why = by === null ? say('chats-left', { name }) : say('chats-with-colleague', { name, colleague: by.display_name });
    return { say: [text([why], by === null ? doing('talk', [chat_id]) : takeOver(chat_id, by), doing('chats'))], talking: null };
  }
  const args = { chat_id, ...(said !== undefined && { text: said }), ...(path !== undefined && { document_path: path }) };
  return ask('say-in-chat', args, 'said', { chat: chat_id });
}

const takeOver = (chat: string, { id, display_name: name }: NonNullable<StaffChat['taken_by']>) =>
  button(say('chats-take-over', { name }), press('talk', chat, id.slice(0, 8)));

const backVerb: Verb = {
  name: 'back',
  least: 'agent',
  args: [{ ...chatBefore('all'), optional: true }],
  run: ({ chat }, _, { memory: { talking } }) => {
    const meant = chat ?? talking?.chat;
    if (meant === undefined) return saying(text([say('chats-nobody')], doing('chats')));
    if (!isUuid(meant)) return ask('staff-chat', { about: meant }, 'found');
    return ask('hand-back', { chat_id: meant }, 'handed', { chat: meant });
  },
  after: {
    found: on('staff-chat', (chats) => alone(chats, ({ chat_id }) => ask('hand-back', { chat_id }, 'handed', { chat: chat_id }))),
    handed: on('hand-back', ({ duplicate }, { chat = '' }, _, { memory: { talking } }) => ({
      say: [text([say(duplicate ? 'chats-with-bot' : 'chats-handed-back')], doing('chats'))],
      ...(talking?.chat === chat && { talking: null }),
    })),
  },
  refused: taken,
};

/** Talking with customers: who waits, taking a chat, a word to it, giving it back. */
export const chatVerbs: readonly Verb[] = [
  {
    name: 'chats',
    least: 'agent',
    args: [],
    run: () => ask('waiting-chats', {}, 'listed'),
    after: {
      listed: on(
        'waiting-chats',
        listOf((chat) => press('talk', chat)),
      ),
    },
  },
  talkVerb,
  sayVerb,
  backVerb,
];
