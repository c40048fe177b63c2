import { say } from '../../conversation/reply.ts';
import { fold } from '../../phrases/words.ts';
import { Constants } from '../../rpc/database.types.ts';
import { option } from './arguments.ts';
import { button, pick, text } from './say.ts';
import { type Arg, saying } from './verb.ts';

/** What the payment methods of a new desk are called; a desk may have others, by their own names and codes. */
const COMMON = ['cash', 'bank_transfer', 'card', 'online'];
const TOKEN = /^[\p{L}\p{N}][^\s,]{0,99}(?=[\s,]|$)/u;

/** How money moved: by the name of a method, its code, or the words for the common ones. What is none of them may be a reference. */
export const method: Arg = {
  name: 'method',
  optional: true,
  read: (written, { vocabulary, facts }) => {
    const named = facts.desk.paymentMethods.flatMap(({ code, name }) => Object.values(name).map((value) => ({ code, value })));
    for (const { code, value } of named.toSorted((one, other) => other.value.length - one.value.length)) {
      const begun = written.slice(0, value.length);
      if (fold(begun) === fold(value) && /^(?:[\s,]|$)/.test(written.slice(value.length)))
        return { value: code, rest: rest(written, begun) };
    }
    const common = vocabulary.optionOf(written, COMMON);
    if (common !== undefined) return common;
    const [token] = TOKEN.exec(written) ?? [];
    return token === undefined ? undefined : { value: token, rest: rest(written, token) };
  },
};

const rest = (written: string, begun: string) => written.slice(begun.length).replace(/^[\s,:]+/, '');

/** The number by which the bank or the provider knows a payment. */
export const reference: Arg = {
  name: 'reference',
  optional: true,
  typed: true,
  read: (written, { words }) =>
    written.trim() === '' || words.says(written, 'no') ? undefined : { value: written.trim().slice(0, 200), rest: '' },
};

/** One of several payments, as buttons name it: "p" and the first eight signs of its id. */
export const related: Arg = {
  name: 'related',
  optional: true,
  read: (written) => {
    const [value] = /^p?[0-9a-f]{8}(?=\s|$)/.exec(written) ?? [];
    return value === undefined ? undefined : { value, rest: rest(written, value) };
  },
};

const chosenOf = (name: string, values: readonly string[]): Arg => ({
  ...option(name, values),
  offers: () =>
    saying(text([say(`ask-${name}`)], ...values.map((value) => button(say(`option-label-${value.replaceAll('_', '-')}`), pick(value))))),
});

export const REFUND_REASONS = Constants.public.Enums.refund_reason;
export const refundReason = chosenOf('cause', REFUND_REASONS);

/** What money goes out for, as it is said, and as the ledger calls it. */
export const PAYOUTS = { supplier: 'supplier_payment', shipping: 'shipping_payment', commission: 'commission_payout' } as const;
export const payoutKind = chosenOf('kind', Object.keys(PAYOUTS));
