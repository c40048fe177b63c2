import { assign } from 'xstate';
import { quantityOn, summaryOn } from './cart/states.ts';
import { asked, linesOf, nextQuestion, settle } from './draft.ts';
import { deskSetup, saying } from './machine-setup.ts';
import type { Signal } from './signals.ts';
import { type Draft, type Memory, PRIVACY_VERSION, questions } from './state.ts';
import type { Command } from './step.ts';
import { advance, resumePlace, stepAside } from './trail.ts';

type Turn<S extends Signal = Signal> = { context: Memory; event: S };

/** An answer in its place. Where it puts another line in hand, the way back to the line before is over. */
const withDraft = (patch: (draft: Draft) => Partial<Draft>, { draft, trail }: Memory): Pick<Memory, 'draft' | 'trail'> => {
  if (draft === null) return { draft, trail };
  const settled = settle({ ...draft, ...patch(draft), revision: draft.revision + 1 });
  return { draft: settled, trail: settled.listing.id === draft.listing.id ? trail : [] };
};

/** Which question comes next: a function of what is filled in, so that nothing is asked twice and nothing left out. */
function next({ context, event }: Turn): ReturnType<typeof asked> | null {
  return context.draft && nextQuestion(context.draft, context, event.facts);
}

function order({ context: { draft, campaign } }: Turn): Command {
  return {
    do: 'place-order',
    draft: draft ? `${draft.no.toString(36)}.${draft.revision}` : '',
    lines: draft
      ? linesOf(draft).map(({ listing, quantity, options }) => ({ listingId: listing.id, quantity: quantity ?? 1, options }))
      : [],
    address: draft?.address?.text ?? null,
    comment: draft?.comment ?? null,
    method: draft?.method ?? null,
    campaign,
  };
}

/** Makes somebody a customer, with what they said of themselves. */
export function meeting({ context: { person }, event: { facts } }: Turn): Command {
  const { customer } = facts;
  // What was asked here comes first: a rerun, by when the desk knows the person, asks for the same thing again.
  const isAnswered = person.name !== null;
  return {
    do: 'meet-customer',
    name: person.name ?? customer?.fullName ?? '',
    phone: isAnswered ? (person.phone?.number ?? null) : (customer?.phone ?? null),
    phoneVerified: isAnswered && (person.phone?.verified ?? false),
    privacyVersion: PRIVACY_VERSION,
  };
}

const aside = (question: 'quantity' | 'address' | 'comment') =>
  deskSetup.assign({ trail: ({ context }) => stepAside(context.trail, asked(question)) });

/** An order from its first question to its confirmation. Every state is a question, save two that only lead to one. */
export const ordering = deskSetup.createStateConfig({
  initial: 'next',
  on: {
    back: [
      {
        guard: ({ context }) => context.trail.length > 1,
        target: '.resume',
        actions: assign(({ context }) => ({ trail: context.trail.slice(0, -1) })),
      },
      {
        guard: ({ context }) => context.search !== null,
        actions: {
          type: 'do',
          params: ({ context }) => ({ do: 'search-listings', ...(context.search ?? { query: null, category: null, page: 1 }) }),
        },
      },
      { target: '#desk.home' },
    ],
  },
  states: {
    next: {
      always: questions.map((question) => ({
        guard: (turn: Turn) => next(turn)?.question === question,
        target: question,
        actions: assign((turn: Turn) => ({ trail: advance(turn.context.trail, next(turn) ?? asked(question)) })),
      })),
    },
    resume: {
      always: questions.map((question) => ({ guard: ({ context }: Turn) => resumePlace(context) === question, target: question })),
    },
    quantity: {
      on: {
        ...quantityOn,
        quantity: { target: 'next', actions: assign(({ context, event }) => withDraft(() => ({ quantity: event.quantity }), context)) },
      },
    },
    option: {
      on: {
        option: {
          guard: ({ context, event }) => context.trail.at(-1)?.option === event.option,
          target: 'next',
          actions: assign(({ context, event }) =>
            withDraft(({ listing, options }) => {
              const key = listing.options[event.option]?.key;
              return { options: key === undefined ? options : { ...options, [key]: event.value } };
            }, context),
          ),
        },
      },
    },
    address: {
      on: {
        address: { target: 'next', actions: assign(({ context, event }) => withDraft(() => ({ address: { text: event.text } }), context)) },
      },
    },
    name: {
      on: { name: { target: 'next', actions: assign(({ context, event }) => ({ person: { ...context.person, name: event.name } })) } },
    },
    phone: {
      on: {
        phone: {
          target: 'next',
          actions: assign(({ context, event: { number, verified } }) => ({ person: { ...context.person, phone: { number, verified } } })),
        },
      },
    },
    consent: {
      on: {
        consent: [
          { guard: ({ event }) => event.agreed, actions: { type: 'do', params: meeting } },
          // Asked once more, with buttons of their own: whoever says no again is answered again.
          { actions: [saying('consent-needed'), 'offerPerson', assign(({ context }) => withDraft(() => ({}), context))] },
        ],
      },
    },
    summary: {
      on: {
        ...summaryOn,
        change: [
          { guard: ({ event }) => event.what === 'quantity', target: 'quantity', actions: aside('quantity') },
          { guard: ({ event }) => event.what === 'address', target: 'address', actions: aside('address') },
          { target: 'comment', actions: aside('comment') },
        ],
        confirm: {
          actions: [
            assign({ draft: ({ context, event }) => context.draft && { ...context.draft, method: event.method } }),
            { type: 'do', params: order },
          ],
        },
      },
    },
    comment: {
      on: { comment: { target: 'next', actions: assign(({ context, event }) => withDraft(() => ({ comment: event.text }), context)) } },
    },
  },
});
