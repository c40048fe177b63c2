import type { Rendered, RenderedChoice } from '../channels/rendered.ts';
import type { Choice, Param, Phrase, Reply } from '../conversation/reply.ts';
import type { Language, PhraseParams, Phrases } from '../phrases/phrases.ts';

/** For whom a message is put into words. */
export type Listener = { language: Language; timeZone: string; phrases: Phrases };

type Plain = Exclude<Reply, { kind: 'order-card' | 'qr' | 'chart' }>;

/** Draws a code to be scanned, and a chart that is laid out as an SVG: the base64 of a PNG. */
export type Draw = { code: (payload: string) => string; chart: (svg: string) => Promise<string> };

/** Puts a reply into words. An order card is one only with its order, and a picture with who draws it. */
export function putIntoWords(reply: Plain, listener: Listener): Rendered {
  const say = (phrase: Phrase) => sentence(phrase, listener);
  const common = {
    language: listener.language,
    choices: inWords(reply.choices, listener),
    request: null,
    media: null,
    card: null,
    invoice: null,
  };
  switch (reply.kind) {
    case 'text':
      return {
        ...common,
        paragraphs: reply.text.map(say),
        request: reply.ask === undefined ? null : { what: reply.ask, label: say({ key: `share-${reply.ask}` }) },
      };
    case 'card':
      return {
        ...common,
        paragraphs: (reply.text ?? []).map(say),
        card: {
          title: say(reply.title),
          rows: reply.rows.map(({ label, value }) => ({ label: say(label), value: say(value) })),
          timeline: [],
        },
      };
    case 'image':
      return { ...common, paragraphs: reply.caption ? [say(reply.caption)] : [], media: media('image', reply.path, say(reply.alt)) };
    case 'invoice': {
      const { payload, currency, charged } = reply;
      const invoice = { title: say(reply.title), description: say(reply.description), label: say(reply.label), payload, currency, charged };
      return { ...common, paragraphs: [say(reply.otherwise)], invoice };
    }
    case 'document':
      return { ...common, paragraphs: reply.caption ? [say(reply.caption)] : [], media: media('document', reply.path, reply.name) };
  }
}

/** A code to be scanned or a chart, once it is drawn, with its words. */
export function drawnReply(reply: Extract<Reply, { kind: 'qr' | 'chart' }>, listener: Listener, png: string): Rendered {
  return {
    language: listener.language,
    paragraphs: reply.caption ? [sentence(reply.caption, listener)] : [],
    card: null,
    media: { kind: 'drawn', png, name: sentence(reply.alt, listener) },
    choices: inWords(reply.choices, listener),
    request: null,
    invoice: null,
  };
}

/** One phrase with its parameters in the form the language gives them. */
export function sentence({ key, params = {} }: Phrase, listener: Listener): string {
  const ready: PhraseParams = {};
  for (const [name, value] of Object.entries(params)) ready[name] = inForm(value, listener);
  return listener.phrases(listener.language, key, ready);
}

export function inWords(choices: readonly Choice[] | undefined, listener: Listener): RenderedChoice[] {
  return (choices ?? []).map(({ label, action, style }) => ({ label: sentence(label, listener), action, style: style ?? 'plain' }));
}

function inForm(value: Param, listener: Listener): string | number {
  if (typeof value !== 'object') return value;
  if ('amount' in value) return money(value.amount, value.currency, listener.language);
  if ('at' in value) return moment(value.at, value.show, listener);
  if ('phrase' in value) return sentence({ key: value.phrase }, listener);
  return textFor(value.byLanguage, listener.language);
}

/** The text in this language, else in English, else in whichever there is. */
export function textFor(byLanguage: Readonly<Record<string, string>>, language: string): string {
  return byLanguage[language] ?? byLanguage.en ?? Object.values(byLanguage)[0] ?? '';
}

/** Making a format takes longer than using it a hundred times, and few are needed: languages × currencies and time zones. */
const MOST_FORMATS = 500;
const numbers = new Map<string, Intl.NumberFormat>();
const moments = new Map<string, Intl.DateTimeFormat>();

function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(key, made);
  return made;
}

/** Money as the language writes it. Whole amounts keep their cents: a price is no estimate. */
export function money(amount: string, currency: string, language: string): string {
  const format = kept(numbers, `${language} ${currency}`, () => new Intl.NumberFormat(language, { style: 'currency', currency }));
  // Text goes in as text: a number would round what bigint has added up exactly.
  return format.format(amount as Intl.StringNumericLiteral);
}

const shapes = {
  day: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
  'day-and-time': { dateStyle: 'medium', timeStyle: 'short' },
  'weekday-and-time': { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
} as const;

export function moment(at: string, show: keyof typeof shapes, { language, timeZone }: Pick<Listener, 'language' | 'timeZone'>): string {
  const make = () => new Intl.DateTimeFormat(language, { ...shapes[show], timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' });
  return kept(moments, `${language} ${show} ${timeZone}`, make).format(new Date(at));
}

/** A desk's time zone is typed by hand: one that is none must not keep its messages from going out. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function media(kind: 'image' | 'document', path: string, name: string): NonNullable<Rendered['media']> {
  return { kind, path, name };
}
