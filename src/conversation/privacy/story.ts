import { say } from '../reply.ts';
import type { Meaning } from '../signals.ts';
import type { Memory } from '../state.ts';
import type { Story } from '../story.ts';
import type { Listening } from '../understand.ts';
import type { ConsentKind, PrivacyResult } from './commands.ts';
import { type PrivacyPlace, privacyPlaces } from './memory.ts';
import { readHours } from './quiet.ts';
import { CONSENTS, codeAsk, consentsCard, dataMenu, eraseAsk, eraseSure, hoursAsk, joinAsk, settingsCard, verbs } from './replies.ts';

/** As codes are shown; typed anywhere else than where one is asked for, only so is it one. */
const CODE = /^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/;
const LOOSE_CODE = /^[0-9a-z](?:[\s–-]*[0-9a-z]){7}$/i;
/** In capitals and alone it is said to the desk; in small letters it may be said to the order that is being filled in. */
const STOPS = /^(?:STOP|СТОП|DUR)[.!]*$/u;
const STARTS = /^(?:START|СТАРТ|BAŞLAT)[.!]*$/u;

const yes =
  (meaning: Meaning) =>
  (text: string, { words }: Listening) =>
    words.says(text, 'yes') ? meaning : undefined;
const no = (text: string, { words }: Listening): Meaning | undefined => (words.says(text, 'no') ? { type: 'back' } : undefined);

/** What the desk may do with what it knows, when it may write, and where. */
export const privacy: Story<PrivacyPlace, PrivacyResult> = {
  asks: {
    settings: settingsCard,
    consents: consentsCard,
    'my-data': dataMenu,
    'quiet-hours': hoursAsk,
    'link-code': codeAsk,
    'link-sure': joinAsk,
    'erase-ask': eraseAsk,
    'erase-sure': eraseSure,
  },
  hints: {
    settings: () => say('hint-settings'),
    consents: () => say('hint-settings'),
    'my-data': () => say('hint-settings'),
    'quiet-hours': () => say('hint-quiet-hours'),
    'link-code': () => say('hint-link-code'),
    'link-sure': () => say('hint-yes-or-no'),
    'erase-ask': () => say('hint-yes-or-no'),
    'erase-sure': () => say('hint-yes-or-no'),
  },
  readers: {
    settings: () => undefined,
    consents: () => undefined,
    'my-data': () => undefined,
    'quiet-hours': (text, { words }) => {
      if (words.says(text, 'off') || words.says(text, 'no')) return { type: 'quiet', quiet: 'off' };
      const hours = readHours(text);
      return hours && { type: 'quiet', quiet: hours };
    },
    'link-code': (text, { words }) =>
      LOOSE_CODE.test(text) && !words.says(text, 'filler') ? { type: 'link-typed', code: text.toUpperCase().slice(0, 40) } : undefined,
    'link-sure': (text, listening) => yes({ type: 'link-agreed' })(text, listening) ?? no(text, listening),
    'erase-ask': (text, listening) => yes({ type: 'erase-yes' })(text, listening) ?? no(text, listening),
    'erase-sure': no,
  },
  press: readPress,
  wishes: {
    settings: { type: 'look', looking: 'settings' },
    'my-data': { type: 'look', looking: 'my-data' },
    consents: { type: 'look', looking: 'consents' },
    'privacy-note': { type: 'privacy-note' },
    'stop-messages': { type: 'stop-messages' },
    'start-messages': { type: 'start-messages' },
    'quiet-hours': { type: 'quiet-hours' },
    'link-offer': { type: 'link-offer' },
    'link-enter': { type: 'link-enter' },
    export: { type: 'export' },
    erase: { type: 'erase' },
  },
  shouts: readShout,
  overhear: (text) => (CODE.test(text) ? { type: 'link-typed', code: text } : undefined),
  survives: ['look', 'privacy-note', 'stop-messages', 'start-messages', 'quiet-hours', 'link-offer', 'link-enter', 'export', 'erase'],
  meanings: {
    'my-settings': ({ settings, looking }) => (settings === null ? { type: 'nobody' } : { type: 'looked', looking, settings }),
    'choose-settings': ({ settings, chosen }) => (settings === null ? { type: 'nobody' } : { type: 'chosen', chosen, settings }),
    'record-consent': ({ settings, chosen }) => (settings === null ? { type: 'nobody' } : { type: 'chosen', chosen, settings }),
    'offer-code': ({ code, minutes }) => (code === null ? { type: 'nobody' } : { type: 'code-offered', code, minutes }),
    'redeem-code': ({ outcome }) => ({ type: 'code-redeemed', outcome }),
    'ask-export': ({ again, known }) => (known ? { type: 'export-asked', again } : { type: 'nobody' }),
    'ask-erasure': ({ openOrders, known }) => (known ? { type: 'erasure-weighed', openOrders } : { type: 'nobody' }),
    'erase-me': () => ({ type: 'erased' }),
  },
};

const isPrivacyPlace = (place: string) => privacyPlaces.some((known) => known === place);

/** What means something else elsewhere: to leave this step is to cancel no order, and the last word is no first one. */
function readShout(text: string, { state: { place }, words }: Listening): Meaning | undefined {
  if (STOPS.test(text)) return { type: 'stop-messages' };
  if (STARTS.test(text)) return { type: 'start-messages' };
  // By the button or in full: "yes" alone is typed too quickly.
  if (place === 'erase-sure' && words.says(text, 'erase-surely')) return { type: 'erase-surely' };
  return isPrivacyPlace(place) && words.says(text, 'cancel') ? { type: 'back' } : undefined;
}

const PLAIN: Partial<Record<string, Meaning>> = {
  [verbs.settings]: { type: 'look', looking: 'settings' },
  [verbs.consents]: { type: 'look', looking: 'consents' },
  [verbs.data]: { type: 'look', looking: 'my-data' },
  [verbs.channels]: { type: 'look', looking: 'channels' },
  [verbs.note]: { type: 'privacy-note' },
  [verbs.stop]: { type: 'stop-messages' },
  [verbs.start]: { type: 'start-messages' },
  [verbs.hours]: { type: 'quiet-hours' },
  [verbs.offer]: { type: 'link-offer' },
  [verbs.enter]: { type: 'link-enter' },
  [verbs.joined]: { type: 'link-agreed' },
  [verbs.export]: { type: 'export' },
  [verbs.erase]: { type: 'erase' },
  [verbs.eraseYes]: { type: 'erase-yes' },
  [verbs.eraseSurely]: { type: 'erase-surely' },
};

function readPress(verb: string, rest: string[], { privacy: { settings } }: Memory): Meaning | undefined {
  const [first = '', second = ''] = rest;
  if (rest.length === 0) return PLAIN[verb];
  switch (verb) {
    case verbs.channel:
      // Only where they write from: what is offered is what was seen last, and the database asks again.
      return isChannel(first) && settings?.channels.includes(first) ? { type: 'channel', channel: first } : undefined;
    case verbs.quiet:
      return readQuiet(first, second);
    case verbs.agree: {
      const kind: ConsentKind | undefined = CONSENTS.find((known) => known === first);
      return kind !== undefined && (second === 'yes' || second === 'no') ? { type: 'agree', kind, granted: second === 'yes' } : undefined;
    }
    default:
      return undefined;
  }
}

function readQuiet(first: string, second: string): Meaning | undefined {
  if (first === 'off') return { type: 'quiet', quiet: 'off' };
  if (first === 'desk') return { type: 'quiet', quiet: null };
  const four = /^(\d{2})(\d{2})$/;
  const hours = readHours(`${first.replace(four, '$1:$2')}-${second.replace(four, '$1:$2')}`);
  return hours && { type: 'quiet', quiet: hours };
}

const isChannel = (text: string): text is 'telegram' | 'whatsapp' | 'web' => text === 'telegram' || text === 'whatsapp' || text === 'web';
