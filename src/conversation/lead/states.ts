import { assign } from 'xstate';
import { text } from '../buttons.ts';
import { deskSetup, saying } from '../machine-setup.ts';
import { meeting } from '../ordering.ts';
import { refusal } from '../replies.ts';
import { say } from '../reply.ts';
import type { Signal } from '../signals.ts';
import { type Memory, PRIVACY_VERSION } from '../state.ts';
import type { Command } from '../step.ts';
import { type Wish, type WishQuestion, wishQuestions } from './memory.ts';
import * as replies from './replies.ts';
import { beginWish, nextQuestion, onTheWay, titleOfLead, titleOfWish, withItem } from './wish.ts';

type Turn<S extends Signal = Signal> = { context: Memory; event: S };
type Patch = (turn: Turn) => Partial<Pick<Memory, 'lead' | 'person'>>;

const withWish = (context: Memory, patch: Partial<Wish>): Pick<Memory, 'lead'> => {
  const { wish } = context.lead;
  return { lead: { ...context.lead, wish: wish && { ...wish, revision: wish.revision + 1, ...patch } } };
};

/** The memory as the answer leaves it, on its way to the next question. */
function answered({ context, event }: Turn, patch: Patch): { memory: Memory; next: WishQuestion } {
  const memory = { ...context, ...patch({ context, event }) };
  const { wish } = memory.lead;
  if (wish === null) return { memory, next: 'wish-item' };
  const next = nextQuestion(wish, memory, event.facts);
  return { memory: { ...memory, lead: { ...memory.lead, wish: { ...wish, trail: onTheWay(wish.trail, next) } } }, next };
}

/** Takes an answer in and goes on to whatever is asked next: nothing is asked twice and nothing left out. */
const onward = (patch: Patch, ...said: ReturnType<typeof saying>[]) =>
  wishQuestions.map((question) => ({
    guard: (turn: Turn) => answered(turn, patch).next === question,
    target: `#desk.${question}` as const,
    actions: [
      ...said,
      deskSetup.assign((turn) => {
        const { lead, person } = answered(turn, patch).memory;
        return { lead, person };
      }),
    ],
  }));

const wished: Patch = ({ context, event }) => {
  if (event.type !== 'wished') return {};
  return { lead: { ...context.lead, wish: withItem(context.lead.wish ?? beginWish(context, event.facts.now), event) } };
};

const fresh: Patch = ({ context, event }) => ({ lead: { ...context.lead, wish: beginWish(context, event.facts.now) } });

/** What one begins with while another is under way takes its place; what is added to the one under way belongs to it. */
const anew: Patch = ({ context, event }) => {
  const { wish } = context.lead;
  const isEmpty = wish === null || (wish.url === null && wish.words === null && wish.photos.length === 0);
  return wished({ context: isEmpty ? context : { ...context, lead: { ...context.lead, ...fresh({ context, event }).lead } }, event });
};

const noteIt = {
  type: 'say',
  params: ({ context }: { context: Memory }) => ({ replies: context.lead.wish === null ? [] : [replies.noted(context.lead.wish)] }),
} as const;

const noting = (patch: Patch) => onward(patch).map((transition) => ({ ...transition, actions: [...transition.actions, noteIt] }));

const dropped = deskSetup.assign({ lead: ({ context }) => ({ ...context.lead, wish: null }) });

const dropWish = {
  target: '#desk.home',
  actions: [
    {
      type: 'say' as const,
      params: ({ context }: { context: Memory }) => ({
        replies: [text([say('wish-cancelled', { title: context.lead.wish === null ? '' : titleOfWish(context.lead.wish) })])],
      }),
    },
    dropped,
  ],
} as const;

const lastOf = ({ lead }: Memory) => lead.wish?.trail.at(-2);

/** One question back, if only to see it; from the first one to the menu, with the wish kept. */
const stepBack = [
  ...wishQuestions.map((question) => ({
    guard: ({ context }: Turn) => lastOf(context) === question,
    target: `#desk.${question}` as const,
    actions: deskSetup.assign(({ context }) => withWish(context, { trail: context.lead.wish?.trail.slice(0, -1) ?? [] })),
  })),
  { target: '#desk.home' as const },
];

function send({ context: { lead, campaign } }: { context: Memory }): Command {
  const { wish } = lead;
  return {
    do: 'send-wish',
    wish: wish === null ? '' : `${wish.no.toString(36)}.${wish.revision}`,
    url: wish?.url ?? null,
    words: [wish?.words, wish?.comment?.text].filter(Boolean).join('\n') || null,
    budget: wish?.budget?.sum ?? null,
    photos: wish?.photos ?? [],
    campaign,
  };
}

/** After a no, the same button is a new one: who presses it then tries again, and did not tremble. */
const renewed = deskSetup.assign(({ context }) => withWish(context, {}));
const toTheList = { type: 'do', params: { do: 'my-wishes' } } as const;

const asking = { back: stepBack, 'wish-back': stepBack, cancel: dropWish, 'wish-cancel': dropWish, wished: noting(wished) };

export const leadStates = {
  'wish-item': deskSetup.createStateConfig({ on: asking }),
  'wish-photo': deskSetup.createStateConfig({
    on: { ...asking, 'wish-meant': onward(({ context }) => withWish(context, { meant: true })) },
  }),
  'wish-budget': deskSetup.createStateConfig({
    on: {
      ...asking,
      'wish-budget': onward(({ context, event }) => withWish(context, event.type === 'wish-budget' ? { budget: { sum: event.sum } } : {})),
    },
  }),
  'wish-comment': deskSetup.createStateConfig({
    on: {
      ...asking,
      'wish-comment': onward(({ context, event }) =>
        withWish(context, event.type === 'wish-comment' ? { comment: { text: event.text } } : {}),
      ),
    },
  }),
  'wish-name': deskSetup.createStateConfig({
    on: {
      ...asking,
      name: onward(({ context, event }) => (event.type === 'name' ? { person: { ...context.person, name: event.name } } : {})),
    },
  }),
  'wish-phone': deskSetup.createStateConfig({
    on: {
      ...asking,
      phone: onward(({ context, event }) =>
        event.type === 'phone' ? { person: { ...context.person, phone: { number: event.number, verified: event.verified } } } : {},
      ),
    },
  }),
  'wish-consent': deskSetup.createStateConfig({
    on: {
      ...asking,
      consent: [
        { guard: ({ event }) => event.agreed, actions: { type: 'do', params: meeting } },
        { actions: [saying('wish-consent-needed'), 'offerPerson', renewed] },
      ],
      met: onward(({ context }) => ({
        person: { name: null, phone: null, met: PRIVACY_VERSION },
        // Who somebody is has been settled then, and is no step to go back to.
        ...withWish(context, {
          trail: context.lead.wish?.trail.filter((step) => !['wish-name', 'wish-phone', 'wish-consent'].includes(step)) ?? [],
        }),
      })),
      refused: onward(
        ({ context }) => ({ ...withWish(context, {}), person: { ...context.person, name: null, phone: null } }),
        saying('refused-person'),
      ),
    },
  }),
  'wish-summary': deskSetup.createStateConfig({
    on: {
      ...asking,
      'wish-change': (['wish-budget', 'wish-comment'] as const).map((question) => ({
        guard: ({ event }: Turn<Extract<Signal, { type: 'wish-change' }>>) => event.what === question,
        target: `#desk.${question}` as const,
        actions: deskSetup.assign(({ context }) => withWish(context, { trail: [...(context.lead.wish?.trail ?? []), question] })),
      })),
      'wish-send': { actions: { type: 'do', params: send } },
      'wish-captured': {
        target: '#desk.home',
        actions: [
          { type: 'say', params: ({ event }) => ({ replies: [replies.sent(event.answerBy)] }) },
          assign(({ context, event }) => ({
            lead: { ...context.lead, wish: null, sent: { no: context.lead.wish?.no ?? 0, leadId: event.leadId } },
          })),
          'rest',
        ],
      },
      refused: {
        actions: [{ type: 'say', params: ({ event }) => ({ replies: [text([refusal(event.code)])] }) }, renewed, 'offerPerson'],
      },
    },
  }),
  'wish-withdraw': deskSetup.createStateConfig({
    on: {
      back: { target: '#desk.home', actions: [toTheList, 'rest'] },
      cancel: { target: '#desk.home', actions: saying('wish-kept') },
      'wish-keep': { target: '#desk.home', actions: saying('wish-kept') },
      'wish-withdraw-yes': {
        guard: ({ context, event }) => context.lead.withdrawing === event.id,
        actions: { type: 'do', params: ({ event }) => ({ do: 'withdraw-wish', id: event.id }) },
      },
      'wish-withdrawn': { target: '#desk.home', actions: saying('wish-withdrawn') },
      refused: { target: '#desk.home', actions: [saying('wish-too-late'), 'offerPerson'] },
    },
  }),
};

/** What can be wished for in every place. */
export const leadOn = deskSetup.createStateConfig({
  on: {
    wish: [
      { guard: ({ context }) => context.lead.wish !== null, target: '#desk.home', actions: saying('wish-unfinished') },
      ...onward(fresh),
    ],
    'wish-continue': [
      ...wishQuestions.map((question) => ({
        guard: ({ context }: Turn) => (context.lead.wish?.trail.at(-1) ?? null) === question,
        target: `#desk.${question}` as const,
      })),
      ...onward(fresh),
    ],
    wished: noting(anew),
    wishes: { actions: toTheList },
    'wishes-listed': {
      target: '#desk.home',
      actions: [
        { type: 'say', params: ({ event }) => ({ replies: [replies.wishList(event.wishes)] }) },
        assign(({ context, event }) => ({
          lead: {
            ...context.lead,
            listed: event.wishes.filter((wish) => wish.may_withdraw).map((wish) => ({ id: wish.id, title: titleOfLead(wish) })),
          },
        })),
        'rest',
      ],
    },
    'wish-withdraw': [
      {
        guard: ({ context, event }) => context.lead.listed.some(({ id }) => id === event.id),
        target: '#desk.wish-withdraw',
        actions: assign(({ context, event }) => ({ lead: { ...context.lead, withdrawing: event.id } })),
      },
      // A list from another day: what stands on it is looked up anew.
      { actions: toTheList },
    ],
    'wish-again': {
      actions: [{ type: 'say', params: () => ({ replies: [replies.sentAlready()] }) }],
    },
  },
}).on;
