import { assign } from 'xstate';
import { text, toMenu } from '../buttons.ts';
import { deskSetup, saying } from '../machine-setup.ts';
import { say } from '../reply.ts';
import { emptyMemory } from '../state.ts';
import * as replies from './replies.ts';

const forgetCode = deskSetup.assign({ privacy: ({ context }) => ({ ...context.privacy, code: null }) });

/** The places of this story in the machine, and what can happen in every place. */
export const privacyStates = {
  settings: deskSetup.createStateConfig({ on: { back: { target: '#desk.home' } } }),
  consents: deskSetup.createStateConfig({ on: { back: { target: '#desk.settings' } } }),
  'my-data': deskSetup.createStateConfig({
    on: { back: [{ guard: ({ context }) => context.privacy.settings !== null, target: '#desk.settings' }, { target: '#desk.home' }] },
  }),
  'quiet-hours': deskSetup.createStateConfig({
    on: { back: [{ guard: ({ context }) => context.privacy.settings !== null, target: '#desk.settings' }, { target: '#desk.home' }] },
  }),
  'link-code': deskSetup.createStateConfig({ on: { back: { target: '#desk.my-data' } } }),
  'link-sure': deskSetup.createStateConfig({
    on: {
      back: { target: '#desk.link-code', actions: forgetCode },
      'link-agreed': { actions: { type: 'do', params: ({ context }) => ({ do: 'redeem-code', code: context.privacy.code ?? '' }) } },
    },
  }),
  'erase-ask': deskSetup.createStateConfig({ on: { back: { target: '#desk.my-data' }, 'erase-yes': { target: '#desk.erase-sure' } } }),
  'erase-sure': deskSetup.createStateConfig({
    on: { back: { target: '#desk.my-data' }, 'erase-surely': { actions: { type: 'do', params: { do: 'erase-me' } } } },
  }),
};

const wishes = deskSetup.createStateConfig({
  on: {
    look: { actions: { type: 'do', params: ({ event }) => ({ do: 'my-settings', looking: event.looking }) } },
    'privacy-note': { actions: { type: 'say', params: ({ event }) => ({ replies: [replies.privacyNote(event.facts)] }) } },
    'stop-messages': { actions: { type: 'do', params: { do: 'choose-settings', changes: { stopped: true }, chosen: 'stopped' } } },
    'start-messages': { actions: { type: 'do', params: { do: 'choose-settings', changes: { stopped: false }, chosen: 'started' } } },
    channel: {
      actions: {
        type: 'do',
        params: ({ event }) => ({ do: 'choose-settings', changes: { preferred_channel: event.channel }, chosen: 'channel' }),
      },
    },
    'quiet-hours': { target: '#desk.quiet-hours' },
    quiet: {
      actions: { type: 'do', params: ({ event }) => ({ do: 'choose-settings', changes: { quiet: event.quiet }, chosen: 'quiet' }) },
    },
    agree: {
      actions: {
        type: 'do',
        params: ({ event: { kind, granted } }) => ({ do: 'record-consent', kind, granted, version: replies.CONSENT_VERSIONS[kind] }),
      },
    },
    'link-offer': { actions: { type: 'do', params: { do: 'offer-code' } } },
    'link-enter': { target: '#desk.link-code', actions: forgetCode },
    'link-typed': {
      target: '#desk.link-sure',
      actions: assign({ privacy: ({ context, event }) => ({ ...context.privacy, code: event.code }) }),
    },
    export: { actions: { type: 'do', params: { do: 'ask-export' } } },
    erase: { actions: { type: 'do', params: { do: 'ask-erasure' } } },
  },
});

const keep = deskSetup.assign({
  privacy: ({ context, event }) =>
    event.type === 'looked' || event.type === 'chosen'
      ? { ...context.privacy, settings: replies.settingsOf(event.settings) }
      : context.privacy,
});

const outcomes = deskSetup.createStateConfig({
  on: {
    looked: [
      { guard: ({ event }) => event.looking === 'settings', target: '#desk.settings', actions: keep },
      { guard: ({ event }) => event.looking === 'consents', target: '#desk.consents', actions: keep },
      {
        guard: ({ event }) => event.looking === 'my-data',
        target: '#desk.my-data',
        actions: [keep, { type: 'say', params: ({ event }) => ({ replies: [replies.whatIsKnown(event.settings)] }) }],
      },
      { actions: [keep, { type: 'say', params: ({ context }) => ({ replies: [replies.channelChoice(context)] }) }, 'rest'] },
    ],
    chosen: [
      {
        guard: ({ event }) => event.chosen === 'quiet',
        target: '#desk.settings',
        actions: [keep, saying('chosen-quiet')],
      },
      { actions: [keep, { type: 'say', params: ({ event }) => ({ replies: [text([say(`chosen-${event.chosen}`)])] }) }] },
    ],
    'code-offered': {
      actions: { type: 'say', params: ({ event }) => ({ replies: [replies.codeShown(event.code, event.minutes)] }) },
    },
    'code-redeemed': [
      {
        guard: ({ event }) => event.outcome === 'linked',
        target: '#desk.home',
        actions: [assign({ privacy: { settings: null, code: null } }), saying('link-done')],
      },
      {
        guard: ({ event }) => event.outcome === 'unknown',
        target: '#desk.link-code',
        actions: [forgetCode, saying('link-unknown'), 'offerPerson'],
      },
      { guard: ({ event }) => event.outcome === 'own', target: '#desk.home', actions: [forgetCode, saying('link-own')] },
      { target: '#desk.home', actions: [forgetCode, saying('link-too-many'), 'offerPerson'] },
    ],
    'export-asked': [
      {
        guard: ({ event }) => event.again !== null,
        actions: {
          type: 'say',
          params: ({ event }) => ({ replies: [text([say('export-too-soon', { when: { at: event.again ?? '', show: 'day-and-time' } })])] }),
        },
      },
      { actions: saying('export-asked') },
    ],
    'erasure-weighed': [
      {
        guard: ({ event }) => event.openOrders.length > 0,
        actions: [{ type: 'say', params: ({ event }) => ({ replies: [replies.eraseLater(event.openOrders)] }) }, 'rest'],
      },
      { target: '#desk.erase-ask' },
    ],
    erased: {
      target: '#desk.home',
      actions: [assign(() => emptyMemory), { type: 'say', params: { replies: [text([say('forgotten-meanwhile')], toMenu())] } }, 'rest'],
    },
    nobody: { actions: [{ type: 'say', params: { replies: [replies.nobodyKnown()] } }, 'rest'] },
  },
});

export const privacyOn = { ...wishes.on, ...outcomes.on };
