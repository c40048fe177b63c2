import { say } from '../reply.ts';
import type { Story } from '../story.ts';
import type { CareResult } from './commands.ts';
import type { CarePlace } from './memory.ts';
import { overhear, press, readers, readQuestionFile } from './read.ts';
import { asks } from './replies.ts';

const unknown = { type: 'looked-up', order: null } as const;

/** What is done with an order after it was placed: its parcels, its questions, its end. */
export const care: Story<CarePlace, CareResult> = {
  asks,
  hints: {
    cancelReason: () => say('hint-cancel-reason'),
    cancelSure: () => say('hint-cancel-sure'),
    newAddress: () => say('hint-address'),
    asking: () => say('hint-question'),
    rating: () => say('hint-rating'),
    ratingWords: () => say('hint-rating-words'),
  },
  readers,
  files: { asking: readQuestionFile },
  press,
  wishes: {
    track: { type: 'about', move: 'track' },
    received: { type: 'about', move: 'received' },
    rate: { type: 'about', move: 'rate' },
    'ask-order': { type: 'about', move: 'ask' },
    'move-address': { type: 'about', move: 'address' },
  },
  overhear,
  survives: ['why', 'about', 'asked-about', 'parcel', 'stars', 'got'],
  meanings: {
    'weigh-moves': ({ weighed }) => (weighed === null ? unknown : { type: 'all-weighed', ...weighed }),
    'find-order': ({ about, orders }) => ({ type: 'orders-found', about, orders }),
    'find-parcel': ({ found }) => ({ type: 'parcel-found', found }),
    'cancel-order': ({ order }) => (order === null ? unknown : { type: 'order-cancelled', order }),
    'change-address': ({ order }) => (order === null ? unknown : { type: 'address-changed', order }),
    'ask-about-order': ({ order }) => (order === null ? unknown : { type: 'question-passed-on', order }),
    'rate-order': ({ order, stars, withWords }) => (order === null ? unknown : { type: 'rated', order, stars, withWords }),
    'confirm-receipt': ({ order }) => (order === null ? unknown : { type: 'receipt-noted', order }),
  },
};
