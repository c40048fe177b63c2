import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../../conversation/reply.ts';
import { plainDigits } from '../../../conversation/text.ts';
import { languages } from '../../../phrases/phrases.ts';
import { Constants } from '../../../rpc/database.types.ts';
import type { DeskSettings } from '../../settings.ts';
import { option, words } from '../arguments.ts';
import type { AnswerOf } from '../calls.ts';
import { onWholeClock } from '../hours.ts';
import { button, doing, literally, pick, press, text, toDesk } from '../say.ts';
import { type Arg, ask, type Doing, on, saying, type Verb } from '../verb.ts';
import type { Vocabulary } from '../vocabulary.ts';

type Answer = AnswerOf<'staff-settings'>;
type Changes = Partial<Record<keyof DeskSettings, unknown>>;

/** A thing a desk decides: how its value is said, what people choose from, and what their words change. */
type Setting = {
  shown: (answer: Answer) => Phrase;
  /** The values there are, where they are few: the words a button stands for, and what it is called. */
  choices: (answer: Answer) => Array<{ words: string; label: Phrase }>;
  /** What words come to; undefined when they are no value. */
  read: (written: string, answer: Answer, vocabulary: Vocabulary) => Changes | undefined;
};

const yesNo = (key: 'shipment_required' | 'tracking_number_required' | 'auto_deliver'): Setting => ({
  shown: ({ settings }) => say(settings[key] ? 'setting-yes' : 'setting-no'),
  choices: () => ['yes', 'no'].map((value) => ({ words: value, label: say(`setting-${value}`) })),
  read: (written, _, { optionOf }) => {
    const value = optionOf(written, ['yes', 'no'])?.value;
    return value === undefined ? undefined : { [key]: value === 'yes' };
  },
});

const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 } as const;
type Unit = keyof typeof MINUTES;
const UNITS = Object.keys(MINUTES) as Unit[];

/** A time as a number of this unit, whichever it was said in: "2 hours" are 120 minutes. Undefined when it is nothing else, or no whole number. */
function timeIn(own: Unit, written: string, { optionOf }: Vocabulary): number | undefined {
  const [begun, number = ''] = /^(\d{1,6}(?:[.,]\d{1,2})?)\s*/.exec(plainDigits(written.trim())) ?? [];
  if (begun === undefined) return undefined;
  const word = written.trim().slice(begun.length);
  const said = word === '' ? { value: own, rest: '' } : optionOf(word, UNITS);
  if (said?.rest !== '') return undefined;
  const count = (Number(number.replace(',', '.')) * MINUTES[said.value as Unit]) / MINUTES[own];
  return Number.isInteger(count) ? count : undefined;
}

/** A whole number of minutes or hours, or never where that is a value. */
const amount = (
  key: 'answer_within_minutes' | 'nudge_after_minutes' | 'proposal_hours' | 'offer_minutes',
  unit: Unit,
  offered: number[],
  never = false,
): Setting => ({
  shown: ({ settings: { [key]: value } }) => (value === null ? say('setting-never') : say(`setting-${unit}`, { count: value })),
  choices: () => [
    ...offered.map((count) => ({ words: String(count), label: say(`setting-${unit}`, { count }) })),
    ...(never ? [{ words: 'never', label: say('setting-never') }] : []),
  ],
  read: (written, _, vocabulary) => {
    if (never && vocabulary.optionOf(written, ['never', 'no']) !== undefined) return { [key]: null };
    const count = timeIn(unit, written, vocabulary);
    return count === undefined ? undefined : { [key]: count };
  },
});

const TIME = String.raw`(\d{1,2})(?:[:.](\d{2}))?`;
const QUIET = new RegExp(`^${TIME}\\s*(?:-|–|—|…|to)\\s*${TIME}$`);
const clock = (hours = '', minutes = '00') => `${hours.padStart(2, '0')}:${minutes}`;

const ASSIGNMENTS = Constants.public.Enums.work_assignment;

const SETTINGS = {
  paid_policy: {
    shown: ({ settings }) => say(`setting-paid-policy-${settings.paid_policy.replace('_', '-')}`),
    choices: () => ['full', 'first_payment'].map((one) => ({ words: one, label: say(`setting-paid-policy-${one.replace('_', '-')}`) })),
    read: (written, _, { optionOf }) => {
      const value = optionOf(written, ['full', 'first_payment'])?.value;
      return value === undefined ? undefined : { paid_policy: value };
    },
  },
  currency: {
    shown: ({ settings }) => literally(settings.currency),
    choices: ({ settings }) => settings.currencies.map((one) => ({ words: one, label: literally(one) })),
    read: (written, { settings }) => {
      const value = settings.currencies.find((one) => one === written.trim().toUpperCase());
      return value === undefined ? undefined : { currency: value };
    },
  },
  time_zone: {
    shown: ({ settings }) => literally(settings.time_zone),
    choices: () => ['Europe/Berlin', 'Europe/Istanbul', 'Europe/Moscow'].map((one) => ({ words: one, label: literally(one) })),
    read: (written) => ({ time_zone: written.trim().replaceAll(' ', '_') }),
  },
  languages: {
    shown: ({ settings }) => literally(settings.languages.join(', ')),
    choices: () => ['en, ru, tr', 'en', 'ru', 'tr'].map((one) => ({ words: one, label: literally(one) })),
    read: (written, _, { optionOf }) => {
      const said = written.split(/[\s,;+]+/).filter((word) => word !== '');
      const known = said.map((word) => optionOf(word, languages)?.value);
      return known.length === 0 || known.includes(undefined) ? undefined : { languages: [...new Set(known)] };
    },
  },
  default_provider: {
    shown: ({ settings, providers }) =>
      literally(providers.find(({ code }) => code === settings.default_provider)?.name ?? settings.default_provider),
    choices: ({ providers }) => providers.slice(0, 8).map(({ code, name }) => ({ words: code, label: literally(name) })),
    read: (written, { providers }) => {
      const said = written.trim().toLowerCase();
      const found = providers.find(({ code, name }) => code.toLowerCase() === said || name.toLowerCase() === said);
      return found === undefined ? undefined : { default_provider: found.code };
    },
  },
  shipment_required: yesNo('shipment_required'),
  tracking_number_required: yesNo('tracking_number_required'),
  auto_deliver: yesNo('auto_deliver'),
  quiet_hours: {
    shown: ({ settings: { quiet_from: from, quiet_until: until } }) =>
      from === null || until === null ? say('setting-never') : literally(`${from}–${until}`),
    choices: () => [
      { words: '21:00-09:00', label: literally('21:00–09:00') },
      { words: '22:00-08:00', label: literally('22:00–08:00') },
      { words: 'never', label: say('setting-never') },
    ],
    read: (written, _, { optionOf }) => {
      if (optionOf(written, ['never', 'no']) !== undefined) return { quiet_from: null, quiet_until: null };
      const [whole, h1, m1, h2, m2] = QUIET.exec(onWholeClock(plainDigits(written.trim()))) ?? [];
      return whole === undefined ? undefined : { quiet_from: clock(h1, m1), quiet_until: clock(h2, m2) };
    },
  },
  answer_within_minutes: amount('answer_within_minutes', 'minutes', [5, 15, 30, 60]),
  nudge_after_minutes: amount('nudge_after_minutes', 'minutes', [60, 180, 720], true),
  proposal_hours: amount('proposal_hours', 'hours', [24, 48, 72]),
  assignment: {
    shown: ({ settings }) => say(`setting-assignment-${settings.assignment.replace('_', '-')}`),
    choices: () => ASSIGNMENTS.map((one) => ({ words: one, label: say(`setting-assignment-${one.replace('_', '-')}`) })),
    read: (written, _, { optionOf }) => {
      const value = optionOf(written, ASSIGNMENTS)?.value;
      return value === undefined ? undefined : { assignment: value };
    },
  },
  offer_minutes: amount('offer_minutes', 'minutes', [5, 10, 30]),
} satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;
const NAMES = Object.keys(SETTINGS) as Name[];
const settingOf = (name: string): Setting => SETTINGS[name as Name];
const nameOf = (name: string): Phrase => say(`setting-${name.replaceAll('_', '-')}`);

/** What each setting is now, with a button to change it. */
function card(answer: Answer): Reply {
  return {
    kind: 'card',
    title: say('desk-settings-title'),
    rows: NAMES.map((name) => ({ label: nameOf(name), value: settingOf(name).shown(answer) })),
    choices: choicesOf(...NAMES.map((name) => button(nameOf(name), press('set', name))), toDesk()),
  };
}

/** Asks for the value of a setting: what it is, what it decides, and the values there are. */
function valueQuestion(answer: Answer, name: string, action: (words: string) => string): Doing {
  const { shown, choices } = settingOf(name);
  const buttons = choices(answer).map(({ words: said, label }): Choice | null => button(label, action(said)));
  const now = shown(answer);
  const told = now.params?.['text'] === undefined ? now : say('setting-now', { value: now.params['text'] });
  return saying(text([nameOf(name), say(`setting-about-${name.replaceAll('_', '-')}`), told, say('ask-value')], ...buttons));
}

const setting: Arg = {
  ...option('setting', NAMES),
  offers: () => ask('staff-settings', {}, 'settings-offered'),
  offered: { 'settings-offered': on('staff-settings', (answer) => saying(card(answer))) },
};

const value: Arg = {
  ...words('value'),
  offers: () => ask('staff-settings', {}, 'value-offered'),
  offered: { 'value-offered': on('staff-settings', (answer, { setting: name = '' }) => valueQuestion(answer, name, pick)) },
};

const odd = (name: string, said: string): Doing =>
  saying(
    text(
      [say('odd-value', { words: said.slice(0, 60) }), say(`setting-about-${name.replaceAll('_', '-')}`)],
      button(nameOf(name), press('set', name)),
      doing('settings'),
    ),
  );

/** What was, of what is changed: to go back to. */
const formerOf = (changes: Changes, settings: DeskSettings): string =>
  JSON.stringify(Object.fromEntries(Object.keys(changes).map((key) => [key, settings[key as keyof DeskSettings]])));

export const settingsVerbs: readonly Verb[] = [
  {
    name: 'settings',
    least: 'admin',
    args: [],
    run: () => ask('staff-settings', {}, 'listed'),
    after: { listed: on('staff-settings', (answer) => saying(card(answer))) },
  },
  {
    name: 'set',
    least: 'admin',
    args: [setting, value],
    run: () => ask('staff-settings', {}, 'seen'),
    after: {
      seen: on('staff-settings', (answer, { setting: name = '', value: said = '' }, _, { vocabulary }) => {
        const changes = settingOf(name).read(said, answer, vocabulary);
        if (changes === undefined) return odd(name, said);
        return ask('update-settings', { changes: changes as never }, 'changed', { former: formerOf(changes, answer.settings) });
      }),
      changed: on('update-settings', () => ask('staff-settings', {}, 'shown')),
      shown: on('staff-settings', (answer) => saying(card(answer))),
    },
    refused: ({ code }, { setting: name = '', value: said = '' }) => (code === 'BAD_INPUT' ? odd(name, said) : undefined),
  },
];
