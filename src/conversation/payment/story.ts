import { readSum } from '../../domain/sums.ts';
import { ORDER_CODE } from '../codes.ts';
import { say } from '../reply.ts';
import type { Meaning } from '../signals.ts';
import type { Memory } from '../state.ts';
import type { FileEvent, Reader, Story } from '../story.ts';
import { hasWords } from '../text.ts';
import type { Listening } from '../understand.ts';
import type { PaymentResult } from './commands.ts';
import type { PaymentPlace } from './memory.ts';
import { asks } from './replies.ts';

/** What was sent, as an amount among a few words; one in other money than the order's is none. */
const readProof: Reader = (words, { state, words: known }) => {
  if (known.says(words, 'no') || known.says(words, 'none') || known.says(words, 'paid')) return { type: 'proof', file: null };
  const sum = readSum(words);
  const currency = state.memory.payment.order?.currency ?? null;
  if (sum === undefined || (sum.currency !== null && sum.currency !== currency)) return undefined;
  return { type: 'paid-amount', amount: sum.amount };
};

const readChoice: Reader = (words, { state, words: known }) => {
  const { order, ways, purpose } = state.memory.payment;
  const folded = words.toLocaleLowerCase();
  const way = ways.find(({ names }) => Object.values(names).some((name) => name.toLocaleLowerCase() === folded));
  if (order === null || way === undefined) return known.says(words, 'paid') ? { type: 'pay-wish', purpose: 'proof' } : undefined;
  return { type: 'pay-by', code: order.code, method: way.code, purpose: purpose === 'pay' ? 'pay' : 'proof' };
};

const readFileAnswer: Reader = (words, { state, words: known }) => {
  const [only] = state.memory.payment.unpaid;
  if (known.says(words, 'no') || known.says(words, 'none')) return { type: 'no-proof' };
  if (only === undefined || state.memory.payment.unpaid.length > 1 || !known.says(words, 'yes')) return undefined;
  return { type: 'proof-of', code: only.code };
};

/** A picture or a paper: a voice proves nothing. */
const isPaper = ({ kind }: Pick<FileEvent, 'kind'>) => kind === 'image' || kind === 'document';

/** The papers of one message, a line each: several pictures that were sent as one prove a payment together. */
const papersOf = (file: FileEvent) =>
  [file, ...(file.more ?? [])].flatMap(({ kind, path }) => (isPaper({ kind }) && path !== null ? [path] : [])).join('\n');

/** A file sent of one's own accord, by somebody who may have something to pay; with words of its own only if these say so. */
function overhearFile(file: FileEvent, { state, words, facts }: Listening): Meaning | undefined {
  const isFree = ['home', 'results', 'pay-choose', 'pay-way', 'pay-file'].includes(state.place);
  if (!isFree || file.path === null || !isPaper(file)) return undefined;
  if (file.caption !== null && hasWords(file.caption) && !words.says(file.caption, 'paid')) return undefined;
  const code = facts.about?.order ?? null;
  return { type: 'file-came', file: papersOf(file), ...(code !== null && { code }) };
}

function press(verb: string, [code = '', method = '']: string[], { payment }: Memory): Meaning | undefined {
  const isThis = payment.order?.code === code;
  switch (verb) {
    case 'payby':
    case 'paidby':
      return ORDER_CODE.test(code)
        ? { type: 'pay-by', code, method: method || null, purpose: verb === 'payby' ? 'pay' : 'proof' }
        : undefined;
    // An empty name is no way: it asks for the choice.
    case 'ways':
      return ORDER_CODE.test(code) ? { type: 'pay-by', code, method: '', purpose: 'pay' } : undefined;
    case 'noproof':
      return isThis ? { type: 'proof', file: null } : undefined;
    case 'payback':
      return isThis ? { type: 'back' } : undefined;
    case 'proofof':
      return payment.unpaid.some((order) => order.code === code) ? { type: 'proof-of', code } : undefined;
    case 'notproof':
      return payment.file === null ? undefined : { type: 'no-proof' };
    default:
      return undefined;
  }
}

/** How to pay, and "I have paid". */
export const payment: Story<PaymentPlace, PaymentResult> = {
  asks,
  hints: {
    'pay-choose': () => say('hint-pay-choose'),
    'pay-way': () => say('hint-pay-way'),
    'pay-proof': () => say('hint-pay-proof'),
    'pay-file': () => say('hint-pay-file'),
  },
  readers: { 'pay-choose': readChoice, 'pay-way': () => undefined, 'pay-proof': readProof, 'pay-file': readFileAnswer },
  files: { 'pay-proof': (file) => (file.path !== null && isPaper(file) ? { type: 'proof', file: papersOf(file) } : undefined) },
  press,
  wishes: { pay: { type: 'pay-wish', purpose: 'pay' }, paid: { type: 'pay-wish', purpose: 'proof' } },
  overhearFile,
  survives: ['pay-wish', 'pay-by', 'file-came'],
  meanings: {
    'find-unpaid': ({ did: _did, ...found }) => ({ type: 'unpaid', ...found }),
    'payment-ways': ({ purpose, method, ways }) => ({ type: 'ways', purpose, method, ways }),
    'offer-invoice': ({ invoice }) => ({ type: 'invoiced', invoice }),
    'report-payment': ({ report }) => ({ type: 'reported', report }),
  },
};
