import type { Choice, Param, Phrase, Reply } from '../conversation/reply.ts';
import { showOrderToStaff, staffChoices } from '../staff/dialogue/notices.ts';
import type { Claimed } from './claimed.ts';

const AMOUNTS = new Set(['amount', 'total', 'due', 'before']);
/** Moments, and names that the desk keeps by language. */
const MOMENTS = new Set(['at', 'until']);
const BY_LANGUAGE = new Set(['methods']);

/** What the database tells people, as a reply: notices about one order that came together are said together. */
export function noticeReply({
  phrase_key,
  params,
  merged,
  recipient,
}: Pick<Claimed, 'phrase_key' | 'params' | 'merged' | 'recipient'>): Extract<Reply, { kind: 'text' }> {
  const told = [{ phrase_key, params }, ...merged];
  const text: Phrase[] = [];
  for (const { phrase_key: key, params: given } of told) {
    const phrase = { key, params: phraseParams(given) };
    if (!text.some((said) => JSON.stringify(said) === JSON.stringify(phrase))) text.push(phrase);
  }
  const code = told.map(({ params: given }) => given.code).find((value) => typeof value === 'string');
  return { kind: 'text', text, choices: recipient === 'customer' ? choicesOfCustomer(told, code) : choicesOfStaff(told, code) };
}

type Told = Pick<Claimed, 'phrase_key' | 'params'>;

const choicesOfCustomer = (told: readonly Told[], code: string | undefined): Choice[] =>
  code === undefined ? [] : [...told.flatMap(signing), showOrder(code)];

/** What the staff can do about it at once. The same button of two notices is one. */
function choicesOfStaff(told: readonly Told[], code: string | undefined): Choice[] {
  const found = [
    ...told.flatMap(({ phrase_key, params }) => staffChoices(phrase_key, params)),
    code === undefined ? null : showOrderToStaff(code),
  ];
  return found.filter((choice, index) => choice !== null && found.findIndex((one) => one?.action === choice.action) === index) as Choice[];
}

/** What is offered can be answered where it is read: the buttons name the proposal, and are void once another is made. */
function signing({ phrase_key: key, params: { code, no } }: Pick<Claimed, 'phrase_key' | 'params'>): Choice[] {
  if (key !== 'notice-proposal-price' && key !== 'notice-proposal-change') return [];
  const offer = `${String(no)}:${String(code)}`;
  return [
    { label: { key: 'button-accept' }, action: `1:offer:accept:${offer}`, style: 'primary' },
    { label: { key: 'button-offer-wish' }, action: `1:offer-wish:${offer}` },
    { label: { key: 'button-decline' }, action: `1:offer:decline:${offer}`, style: 'danger' },
  ];
}

function showOrder(code: string): Choice {
  return { label: { key: 'button-show-order', params: { code } }, action: `1:order:${code}` };
}

/** Amounts become money of their currency, moments days, names those of the reader's language; what is not known is said to be `none`, which a phrase can ask for. */
function phraseParams(given: Readonly<Record<string, unknown>>): Record<string, Param> {
  const { currency } = given;
  const params: Record<string, Param> = {};
  for (const [name, value] of Object.entries(given)) {
    const scalar = typeof value === 'string' || typeof value === 'number' ? value : null;
    if (AMOUNTS.has(name) && typeof currency === 'string' && scalar !== null) params[name] = { amount: String(scalar), currency };
    else if (MOMENTS.has(name) && typeof value === 'string') params[name] = { at: value, show: 'day-and-time' };
    else if (BY_LANGUAGE.has(name) && isTexts(value)) params[name] = { byLanguage: value };
    else params[name] = scalar ?? 'none';
  }
  return params;
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
