import type { Rendered } from '../../src/channels/rendered.ts';
import type { Shown } from './bot-api.ts';

/** Whatever is laid out anew in Telegram's messages: pieces are trimmed and joined, and long labels end in an ellipsis. */
const plain = (text: string) => text.replaceAll(/\s+/g, '');
const LONG = 200;

/** What of a reply its person cannot see in these messages. */
export function missingOf(reply: Rendered, shown: readonly Shown[]): string[] {
  const text = plain(shown.map((one) => one.text).join('\n'));
  const { card } = reply;
  const words = [
    ...reply.paragraphs,
    ...(card === null
      ? []
      : [card.title, ...card.rows.flatMap(({ label, value }) => [label, value]), ...card.timeline.map(({ label }) => label)]),
  ];
  return [
    ...words.filter((one) => one.length <= LONG && !text.includes(plain(one))).map((one) => `words: ${one}`),
    ...reply.choices.filter((choice) => !shown.some((one) => offers(one, choice))).map(({ label }) => `a button: ${label}`),
    ...(reply.media === null || shown.some(({ file }) => file !== null) ? [] : [`a file: ${reply.media.name}`]),
    ...(reply.request === null || shown.some((one) => asksFor(one, reply.request?.what ?? 'contact'))
      ? []
      : [`a request: ${reply.request.what}`]),
  ];
}

/** As a button that carries the action; or one that is typed, by what stands on it. */
function offers({ markup, text }: Shown, { label, action }: Rendered['choices'][number]): boolean {
  if (text.includes(`• ${label}`)) return true;
  if (markup === null) return false;
  if ('inline_keyboard' in markup)
    return markup.inline_keyboard.flat().some((one) => 'callback_data' in one && one.callback_data === action);
  return markup.keyboard.flat().some((one) => (typeof one === 'string' ? one : one.text) === label);
}

function asksFor({ markup }: Shown, what: 'contact' | 'location'): boolean {
  if (markup === null || !('keyboard' in markup)) return false;
  return markup.keyboard.flat().some((one) => typeof one !== 'string' && `request_${what}` in one);
}
