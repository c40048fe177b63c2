import type { Choice, Param, Phrase, Reply } from '../conversation/reply.ts';
import type { Claimed } from './claimed.ts';

const AMOUNTS = new Set(['amount', 'total']);

/** What the database tells people, as a reply: notices about one order that came together are said together. */
export function noticeReply({ phrase_key, params, merged, recipient }: Claimed): Extract<Reply, { kind: 'text' }> {
  const told = [{ phrase_key, params }, ...merged];
  const text: Phrase[] = [];
  for (const { phrase_key: key, params: given } of told) {
    const phrase = { key, params: phraseParams(given) };
    if (!text.some((said) => JSON.stringify(said) === JSON.stringify(phrase))) text.push(phrase);
  }
  const code = told.map(({ params: given }) => given.code).find((value) => typeof value === 'string');
  const choices: Choice[] = recipient === 'customer' && code !== undefined ? [showOrder(code)] : [];
  return { kind: 'text', text, choices };
}

function showOrder(code: string): Choice {
  return { label: { key: 'button-show-order', params: { code } }, action: `1:order:${code}` };
}

/** Amounts become money of their currency; what is not known is said to be `none`, which a phrase can ask for. */
function phraseParams(given: Readonly<Record<string, unknown>>): Record<string, Param> {
  const { currency } = given;
  const params: Record<string, Param> = {};
  for (const [name, value] of Object.entries(given)) {
    if (AMOUNTS.has(name) && typeof currency === 'string') params[name] = { amount: String(value), currency };
    else if (typeof value === 'string' || typeof value === 'number') params[name] = value;
    else params[name] = 'none';
  }
  return params;
}
