import { shorten, splitText } from '../cut.ts';
import type { Rendered, RenderedCard, RenderedChoice, RenderedInvoice, RenderedMedia } from '../rendered.ts';
import { telegramLimits } from './limits.ts';
import type { Button, Entity, InlineKeyboard, ReplyKeyboard, TelegramMessage } from './types.ts';

/** A piece of text, and what of it stands out. */
type Written = { text: string; entities: Entity[] };

const MARKS = { done: '✓', now: '●', next: '○' } as const;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/**
 * A reply as messages of Telegram: the card and the words in one where they fit, the buttons under the last of them. A card
 * that is shown in place is one message by its own limits.
 */
export function render(reply: Rendered): TelegramMessage[] {
  return reply.album === undefined ? renderOne(reply) : renderAlbum(reply, reply.album);
}

/** An album has no buttons: where there are any, they follow it with its words. */
function renderAlbum(reply: Rendered, album: RenderedMedia[]): TelegramMessage[] {
  const [words, ...others] = renderOne({ ...reply, media: null });
  const pictures = { media: reply.media, album, invoice: null };
  if (words?.keyboard === null && others.length === 0 && words.text.length <= telegramLimits.caption) return [{ ...words, ...pictures }];
  return [{ text: '', entities: [], keyboard: null, ...pictures }, ...(words === undefined ? [] : [words, ...others])];
}

function renderOne(reply: Rendered): TelegramMessage[] {
  const { card, media, language, invoice } = reply;
  const { buttons, named } = buttonsOf(reply.choices);
  const words = [...reply.paragraphs, ...named].filter((paragraph) => paragraph.trim() !== '');
  const parts = [...(card === null ? [] : [cardOf(card)]), ...words.flatMap((text) => piecesOf(text, language))];
  const first = media === null ? telegramLimits.text : telegramLimits.caption;
  const texts = packed(parts, first);
  const messages = texts.map(
    ({ text, entities }, index): TelegramMessage => ({ text, entities, keyboard: null, media: index === 0 ? media : null, invoice: null }),
  );
  // Buttons hang on words: without any of the reply's own there are those of the request.
  const last = messages.at(-1) ?? {
    text: media === null ? (reply.request?.label ?? '…') : '',
    entities: [],
    keyboard: null,
    media,
    invoice: null,
  };
  const keyboard = reply.request === null ? inline(buttons) : asking(reply.request, reply.choices);
  return [...messages.slice(0, -1), { ...last, keyboard, invoice: invoice && within(invoice) }];
}

function within(invoice: RenderedInvoice): RenderedInvoice {
  const { title, description, label } = invoice;
  return {
    ...invoice,
    title: shorten(title, telegramLimits.invoiceTitle),
    description: shorten(description, telegramLimits.invoiceDescription),
    label: shorten(label, telegramLimits.invoiceLabel),
  };
}

/** Choices that fit on a button; the others are named, so that they can be typed. */
function buttonsOf(choices: readonly RenderedChoice[]): { buttons: RenderedChoice[]; named: string[] } {
  const fits = (choice: RenderedChoice, index: number) =>
    index < telegramLimits.buttons && bytesOf(choice.action) <= telegramLimits.callback && choice.action !== '';
  const others = choices.filter((choice, index) => !fits(choice, index));
  return { buttons: choices.filter(fits), named: others.length === 0 ? [] : [others.map(({ label }) => `• ${label}`).join('\n')] };
}

/** Short labels share a row, two and two. */
function inline(choices: readonly RenderedChoice[]): InlineKeyboard | null {
  if (choices.length === 0) return null;
  const rows: Button[][] = [];
  let shares = false;
  for (const { label, action } of choices) {
    const button = { text: shorten(label, telegramLimits.label), callback_data: action };
    const isNarrow = label.length <= telegramLimits.narrowLabel;
    const row = rows.at(-1);
    if (isNarrow && shares && row?.length === 1) row.push(button);
    else rows.push([button]);
    shares = isNarrow;
  }
  return { inline_keyboard: rows };
}

/** A contact or a place is shared with a button that stands where one types, and the other choices stand beside it. */
function asking({ what, label }: NonNullable<Rendered['request']>, choices: readonly RenderedChoice[]): ReplyKeyboard {
  const share = what === 'contact' ? { text: label, request_contact: true as const } : { text: label, request_location: true as const };
  return {
    keyboard: [
      [share],
      ...choices.slice(0, telegramLimits.buttons).map((choice) => [{ text: shorten(choice.label, telegramLimits.label) }]),
    ],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}

function cardOf({ title, rows, timeline }: RenderedCard): Written {
  const brief = (text: string) => shorten(text, telegramLimits.cardText);
  const heading = brief(title);
  const lines = [
    ...rows.map(({ label, value }) => `${brief(label)}: ${brief(value)}`),
    ...(timeline.length > 0 && rows.length > 0 ? [''] : []),
    ...timeline.map(({ label, at, state }) => `${MARKS[state]} ${brief(label)}${at === null ? '' : ` · ${at}`}`),
  ];
  let text = heading;
  let left = lines.length;
  for (const line of lines) {
    // Whole lines or none: the last words are that there is more.
    if (text.length + line.length + 3 > telegramLimits.text) break;
    text += `\n${line}`;
    left -= 1;
  }
  return { text: left > 0 ? `${text}\n…` : text, entities: [{ type: 'bold', offset: 0, length: heading.length }] };
}

const piecesOf = (text: string, language: string): Written[] =>
  splitText(text, telegramLimits.text, language).map((piece) => ({ text: piece, entities: [] }));

/** As many of the parts in one message as it holds, with an empty line between them. */
function packed(parts: readonly Written[], firstLimit: number): Written[] {
  const packs: Written[] = [];
  for (const part of parts) {
    const pack = packs.at(-1);
    const limit = packs.length <= 1 ? firstLimit : telegramLimits.text;
    if (pack === undefined && part.text.length > limit) packs.push({ text: '', entities: [] }, part);
    else if (pack === undefined || pack.text.length + 2 + part.text.length > limit) packs.push(part);
    else packs[packs.length - 1] = joined(pack, part);
  }
  return packs;
}

function joined(before: Written, next: Written): Written {
  const begin = before.text === '' ? '' : `${before.text}\n\n`;
  const moved = next.entities.map((entity) => ({ ...entity, offset: entity.offset + begin.length }));
  return { text: `${begin}${next.text}`, entities: [...before.entities, ...moved] };
}
