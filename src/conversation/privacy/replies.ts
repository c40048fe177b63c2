import type { MySettings } from '../../customers/settings.ts';
import { action, actions, button, choicesOf, text, toMenu, toPerson } from '../buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../reply.ts';
import { type Memory, PRIVACY_VERSION } from '../state.ts';
import type { Facts } from '../step.ts';
import type { ConsentKind } from './commands.ts';
import type { Settings } from './memory.ts';

export const CONSENTS = ['transfer_abroad', 'training', 'marketing'] as const;
/** The version of the text by which each consent is asked for. A new text is a new version. */
export const CONSENT_VERSIONS: Record<ConsentKind, string> = { transfer_abroad: '2026-11', training: '2026-11', marketing: '2026-11' };

export const verbs = {
  settings: 'settings',
  consents: 'consents',
  data: 'my-data',
  note: 'privacy-note',
  stop: 'stop',
  start: 'start-again',
  channels: 'channels',
  channel: 'channel',
  hours: 'quiet-hours',
  quiet: 'quiet',
  agree: 'agree',
  offer: 'link-offer',
  enter: 'link-enter',
  joined: 'link-yes',
  export: 'export',
  erase: 'erase',
  eraseYes: 'erase-yes',
  eraseSurely: 'erase-surely',
} as const;

const to = (verb: string, label = `button-${verb}`, style?: Choice['style']) => button(say(label), action(verb), style);
export const toSettings = () => to(verbs.settings);
const toBack = ({ trail }: Pick<Memory, 'trail'>) => button(say('button-back'), actions.back(trail.length));
const yesNo = (yes: boolean): Phrase => say(yes ? 'consent-given' : 'consent-not-given');
const channelName = (channel: string): Phrase => say('channel-name', { channel });

/** As far as it is remembered: nothing that says who somebody is. */
export function settingsOf({ stopped, quiet, preferred_channel, channels, consents }: MySettings): Settings {
  const holds = (kind: ConsentKind) => consents.some((one) => one.kind === kind && one.granted);
  return {
    stopped,
    quiet,
    channel: preferred_channel,
    channels: channels.map(({ channel }) => channel),
    consents: { transfer_abroad: holds('transfer_abroad'), training: holds('training'), marketing: holds('marketing') },
  };
}

function quietOf({ quiet: { own, from, until } }: Settings): Phrase {
  if (from === null || until === null || from === until) return say('quiet-none');
  return say(own ? 'quiet-own' : 'quiet-of-desk', { from, until });
}

export function settingsCard(memory: Memory, { desk }: Facts): Reply {
  const { settings } = memory.privacy;
  if (settings === null) return dataMenu(memory);
  return {
    kind: 'card',
    title: say('settings-title'),
    rows: [
      { label: say('label-channel'), value: channelName(settings.channel) },
      { label: say('label-quiet'), value: quietOf(settings) },
      { label: say('label-messages'), value: say(settings.stopped ? 'messages-stopped' : 'messages-on') },
    ],
    text: [say('settings-ask')],
    choices: choicesOf(
      settings.stopped ? to(verbs.start, undefined, 'primary') : to(verbs.stop),
      to(verbs.hours),
      settings.channels.length > 1 ? to(verbs.channels) : null,
      desk.languages.length > 1 ? button(say('button-language'), actions.languages) : null,
      to(verbs.consents),
      to(verbs.data),
      toMenu(),
    ),
  };
}

export function consentsCard(memory: Memory): Reply {
  const given = memory.privacy.settings?.consents;
  return {
    kind: 'card',
    title: say('consents-title'),
    rows: CONSENTS.map((kind) => ({ label: say(`label-consent-${kind}`), value: yesNo(given?.[kind] ?? false) })),
    text: [...CONSENTS.map((kind) => say(`consent-text-${kind}`, { version: CONSENT_VERSIONS[kind] })), say('consents-ask')],
    choices: choicesOf(
      ...CONSENTS.map((kind) => {
        const granted = given?.[kind] ?? false;
        return button(say(granted ? `button-withdraw-${kind}` : `button-agree-${kind}`), action(verbs.agree, kind, granted ? 'no' : 'yes'));
      }),
      toBack(memory),
      toMenu(),
    ),
  };
}

export function dataMenu(memory: Memory): Reply {
  return text(
    [say('my-data-ask')],
    to(verbs.note),
    to(verbs.export),
    to(verbs.offer),
    to(verbs.enter),
    to(verbs.erase, undefined, 'danger'),
    toBack(memory),
    toMenu(),
  );
}

/** What the desk knows of somebody, in short; the file has it all. */
export function whatIsKnown({ full_name, phone, email, delivery_address, orders, leads, messages, channels }: MySettings): Reply {
  const row = (label: string, value: string | null) =>
    value === null ? [] : [{ label: say(label), value: say('verbatim', { text: value }) }];
  return {
    kind: 'card',
    title: say('my-data-title'),
    rows: [
      ...row('label-my-name', full_name),
      ...row('label-my-phone', phone),
      ...row('label-my-email', email),
      ...row('label-my-address', delivery_address),
      ...channels.map(({ channel }) => ({ label: say('label-my-chat'), value: channelName(channel) })),
      { label: say('label-kept'), value: say('kept-counts', { orders, leads, messages }) },
    ],
  };
}

export function privacyNote({ desk, customer }: Facts): Reply {
  const agreed = customer?.privacyVersion ?? null;
  return text([
    say('privacy-note', { desk: desk.name, version: PRIVACY_VERSION }),
    say('privacy-rights'),
    agreed === null ? say('privacy-not-agreed') : say('privacy-agreed', { version: agreed }),
  ]);
}

/** Asked by somebody of whom nothing is kept but this chat. */
export const nobodyKnown = (): Reply => text([say('nobody-known')], to(verbs.note), to(verbs.enter), toMenu());

export const channelChoice = ({ privacy: { settings } }: Memory): Reply =>
  text(
    [say('channels-ask')],
    ...(settings?.channels ?? []).map((channel) => button(channelName(channel), action(verbs.channel, channel))),
    toSettings(),
  );

export const hoursAsk = (memory: Memory): Reply =>
  text(
    [say('quiet-ask')],
    ...(
      [
        ['22:00', '08:00'],
        ['21:00', '10:00'],
      ] as const
    ).map(([from, until]) =>
      button(say('button-hours', { from, until }), action(verbs.quiet, from.replace(':', ''), until.replace(':', ''))),
    ),
    button(say('button-quiet-off'), action(verbs.quiet, 'off')),
    button(say('button-quiet-desk'), action(verbs.quiet, 'desk')),
    toBack(memory),
    toMenu(),
  );

export const codeAsk = (memory: Memory): Reply => text([say('link-code-ask')], toBack(memory), toMenu(), toPerson());
export const joinAsk = (memory: Memory): Reply =>
  text([say('link-sure-ask')], to(verbs.joined, undefined, 'primary'), toBack(memory), toMenu());
export const codeShown = (code: string, minutes: number): Reply =>
  text([say('link-code-shown', { code, minutes }), say('link-code-secret')]);

export const eraseAsk = (memory: Memory): Reply =>
  text([say('erase-ask'), say('erase-keeps')], to(verbs.eraseYes, undefined, 'danger'), to(verbs.export), toBack(memory), toMenu());
export const eraseSure = (memory: Memory): Reply =>
  text([say('erase-sure-ask')], to(verbs.eraseSurely, undefined, 'danger'), toBack(memory), toMenu());
export const eraseLater = (codes: readonly string[]): Reply =>
  text(
    [say('erase-later', { count: codes.length, codes: codes.slice(0, 5).join(', ') })],
    ...codes.slice(0, 5).map((code) => button(say('button-show-order', { code }), actions.order(code))),
    toPerson(),
    toMenu(),
  );
