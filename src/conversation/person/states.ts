import { assign } from 'xstate';
import { text } from '../buttons.ts';
import { deskSetup, saying } from '../machine-setup.ts';
import { say } from '../reply.ts';
import { PRIVACY_VERSION } from '../state.ts';
import { calledReply, nudge } from './replies.ts';

/** The places of this story in the machine, and what can happen in every place. */
export const personStates = {};

export const personOn = deskSetup.createStateConfig({
  on: {
    'person-called': {
      target: '#desk.human',
      actions: { type: 'say', params: ({ event }) => ({ replies: [calledReply(event.facts)] }) },
    },
    returned: { actions: saying('back-with-the-bot') },
    'with-person': { actions: { type: 'say', params: { replies: [text([say('person-has-chat')])] } } },
    'bot-asked': { actions: [saying('i-am-a-bot'), 'offerPerson'] },
    remind: {
      actions: [
        { type: 'say', params: ({ context }) => ({ replies: context.draft ? [nudge(context.draft)] : [] }) },
        assign({ draft: ({ context }) => context.draft && { ...context.draft, reminded: true } }),
        'rest',
      ],
    },
    'decline-reminders': { actions: { type: 'do', params: { do: 'decline-reminders', version: PRIVACY_VERSION } } },
    'reminders-declined': { actions: saying('reminders-declined') },
  },
}).on;
