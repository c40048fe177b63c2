import { expect, it } from 'vitest';
import { languages } from '../../../src/phrases/phrases.ts';
import { phrases } from '../../support/chatting.ts';

const told = { amount: '€5.00', code: '1042', methods: 'Cash', at: '1 May' };

it.each(
  languages.flatMap((language) =>
    ['overpayment', 'returned', 'none'].flatMap((reason) => ['none', 'R-1'].map((reference) => ({ language, reason, reference }))),
  ),
)('tells of a refund in $language without a gap ($reason, $reference)', ({ language, reason, reference }) => {
  const said = phrases(language, 'notice-payment-refunded', { ...told, reason, reference });
  expect(said).toMatch(/\. \p{Lu}/u);
  expect(said).not.toMatch(/\s{2}|\.\p{L}/u);
});
