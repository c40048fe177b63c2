import { describe, expect, it } from 'vitest';
import { privacyPlaces } from '../../../../src/conversation/privacy/memory.ts';
import { load } from '../../../../src/conversation/state.ts';
import type { Command, CommandResult, Facts } from '../../../../src/conversation/step.ts';
import type { MySettings } from '../../../../src/customers/settings.ts';
import { createShelf, newcomer, regular } from '../../../support/shelf.ts';
import { mySettings } from '../../../support/stories/privacy.ts';
import { createTalk, type Talk } from '../../../support/talk.ts';

const talkOf = (facts: Facts = regular): Talk => {
  const talk = createTalk(facts, createShelf());
  talk.send({ type: 'start', payload: null });
  return talk;
};
const placeOf = ({ stored }: Talk) => (stored === null ? undefined : load(stored)?.place);
const did = ({ commands }: Talk) => commands.map((command) => command.do);

/** What the desk answers somebody it does not know. */
function toNobody(command: Command): CommandResult | undefined {
  if (command.do === 'my-settings') return { did: 'my-settings', settings: null, looking: command.looking };
  if (command.do === 'choose-settings') return { did: 'choose-settings', settings: null, chosen: command.chosen };
  if (command.do === 'offer-code') return { did: 'offer-code', code: null, minutes: 0 };
  if (command.do === 'ask-export') return { did: 'ask-export', again: null, known: false };
  return command.do === 'ask-erasure' ? { did: 'ask-erasure', openOrders: [], known: false } : undefined;
}
const stranger = (): Talk => {
  const talk = createTalk(newcomer, { ...createShelf(), answer: toNobody });
  talk.send({ type: 'start', payload: null });
  return talk;
};

/** Somebody halfway through an order. */
function ordering(): Talk {
  const talk = talkOf();
  talk.send({ type: 'start', payload: '2026-001' });
  talk.type('2');
  return talk;
}

describe('what people call it', () => {
  it.each([
    ['settings', ['settings', '/settings', 'Настройки', 'уведомления', 'ayarlar', 'Bildirimler']],
    [
      'my-data',
      ['my data', 'what do you know about me?', 'мои данные', 'что вы обо мне знаете?', 'verilerim', 'hakkımda ne biliyorsunuz?'],
    ],
    ['consents', ['consents', 'мои согласия', 'onaylarım']],
    ['quiet-hours', ['quiet hours', 'do not disturb', 'тихие часы', 'не пишите ночью', 'sessiz saatler', 'gece yazmayın']],
    ['link-code', ['I have a code', 'у меня есть код', 'kodum var']],
    ['erase-ask', ['delete my data', 'forget me', 'удалите мои данные', 'забудьте меня', 'verilerimi silin', 'beni unutun']],
  ])('leads to %s', (place, sayings) => {
    for (const saying of sayings) {
      const talk = talkOf();
      talk.type(saying);
      expect([saying, placeOf(talk)]).toEqual([saying, place]);
    }
  });

  it.each([
    ['offer-code', ['link', 'link another channel', 'связать чаты', 'kod göster']],
    ['ask-export', ['export my data', 'пришлите мои данные', 'verilerimi gönderin']],
  ])('asks for %s', (command, sayings) => {
    for (const saying of sayings) {
      const talk = talkOf();
      talk.type(saying);
      expect([saying, did(talk)]).toEqual([saying, [command]]);
    }
  });

  it('opens the privacy note, with the version that was agreed to, or that none was', () => {
    for (const saying of ['privacy', 'политика конфиденциальности', 'kvkk']) {
      const talk = talkOf();
      talk.type(saying);
      expect(talk.heard()).toContain('2026-11');
    }
    const nobody = stranger();
    nobody.type('privacy note');
    expect(nobody.heard()).toContain('You have not agreed to it yet');
  });
});

describe('STOP and START', () => {
  it.each([
    ['STOP', { stopped: true }],
    ['STOP!', { stopped: true }],
    ['СТОП', { stopped: true }],
    ['DUR', { stopped: true }],
    ['отписаться', { stopped: true }],
    ['mesaj istemiyorum', { stopped: true }],
    ['START', { stopped: false }],
    ['СТАРТ', { stopped: false }],
    ['BAŞLAT', { stopped: false }],
    ['подписаться', { stopped: false }],
  ])('"%s" is heard in the middle of an order, whose question comes again', (saying, changes) => {
    const talk = ordering();
    const question = placeOf(talk);
    talk.type(saying);
    expect(talk.commands).toMatchObject([{ do: 'choose-settings', changes }]);
    expect(placeOf(talk)).toBe(question);
    expect(talk.heard()).toContain('Size: which one');
  });

  it('says what still comes, and how to have the rest back', () => {
    const talk = talkOf();
    talk.type('STOP');
    expect(talk.heard()).toMatch(/About orders you have placed I still write to you[\s\S]*START/);
  });

  it('is heard while a person answers, who keeps the chat', () => {
    const talk = talkOf();
    talk.type('operator');
    talk.type('STOP');
    expect(did(talk)).toEqual(['choose-settings']);
    expect(talk.last.owner).toBe('human');
    expect(placeOf(talk)).toBe('human');
    expect(talk.heard()).toContain('Stopped');
    expect(talk.buttons()).toEqual(['Back to the bot']);
  });

  it('by a stranger is answered with what is kept of them, and the way to join', () => {
    const talk = stranger();
    talk.type('STOP');
    expect(talk.heard()).toContain('nothing is sent to you unasked');
    expect(talk.buttons()).toEqual(['Privacy note', 'I have a code', 'Menu']);
  });

  it('by button says the same', () => {
    const talk = talkOf();
    talk.type('settings');
    talk.tap('Stop offers');
    expect(talk.heard()).toContain('Stopped');
    expect(talk.buttons()).toContain('Start offers and reminders');
    talk.tap('Start offers');
    expect(talk.commands).toMatchObject([{ changes: { stopped: false } }]);
  });
});

describe('quiet hours', () => {
  it.each([
    ['22-8', '22:00', '08:00'],
    ['22:30 – 07:15', '22:30', '07:15'],
    ['from 22 to 8', '22:00', '08:00'],
    ['10 pm to 8 am', '22:00', '08:00'],
    ['с 22 до 8', '22:00', '08:00'],
    ['22.30 - 7', '22:30', '07:00'],
    ['23 ile 7', '23:00', '07:00'],
    ['0-6', '00:00', '06:00'],
    ['24-6', '00:00', '06:00'],
  ])('"%s" is from %s until %s', (typed, from, until) => {
    const talk = talkOf();
    talk.type('quiet hours');
    talk.type(typed);
    expect(talk.commands).toMatchObject([{ do: 'choose-settings', changes: { quiet: { from, until } } }]);
    expect(placeOf(talk)).toBe('settings');
  });

  it.each(['22', '22-22', '25-8', '13 pm to 8', '22:70-8', 'at night', '22-8-9', 'tomorrow'])(
    '"%s" is not understood, and the example is shown',
    (typed) => {
      const talk = talkOf();
      talk.type('quiet hours');
      talk.type(typed);
      expect([did(talk), placeOf(talk)]).toEqual([[], 'quiet-hours']);
      expect(talk.heard()).toContain('“22:30-07:00”');
    },
  );

  it.each([
    ['off', 'off'],
    ['выкл', 'off'],
    ['kapalı', 'off'],
    ['нет', 'off'],
  ])('"%s" means none', (typed, quiet) => {
    const talk = talkOf();
    talk.type('quiet hours');
    talk.type(typed);
    expect(talk.commands).toMatchObject([{ changes: { quiet } }]);
  });

  it('are chosen by button: two spans, none, or the shop’s', () => {
    for (const [label, quiet] of [
      ['22:00 to', { from: '22:00', until: '08:00' }],
      ['21:00 to', { from: '21:00', until: '10:00' }],
      ['No quiet', 'off'],
      ['As the shop', null],
    ] as const) {
      const talk = talkOf();
      talk.type('quiet hours');
      talk.tap(label);
      expect(talk.commands).toEqual([{ do: 'choose-settings', changes: { quiet }, chosen: 'quiet' }]);
    }
  });

  it.each(['1:quiet:2561:0800', '1:quiet:22', '1:quiet::', '1:quiet:soon:late'])('a made-up button %s changes nothing', (action) => {
    const talk = talkOf();
    talk.press(action);
    expect(did(talk)).toEqual([]);
  });
});

describe('the channel', () => {
  it('is chosen among those they have written from', () => {
    const talk = talkOf();
    talk.type('settings');
    talk.tap('Channel');
    expect(talk.buttons()).toEqual(['Web chat', 'Telegram', 'Settings']);
    talk.tap('Telegram');
    expect(talk.commands).toMatchObject([{ do: 'choose-settings', changes: { preferred_channel: 'telegram' } }]);
    talk.press('1:channel:whatsapp');
    expect(did(talk)).toEqual([]);
  });

  it('is not asked about where there is only one', () => {
    const talk = talkOf();
    withSettings({ channels: mySettings.channels.slice(0, 1) }, () => talk.type('settings'));
    expect(talk.buttons()).not.toContain('Channel');
  });
});

describe('consents', () => {
  it.each([
    ['transfer_abroad', 'Agree: data abroad', true],
    ['training', 'Agree: training', true],
    ['marketing', 'Take back: offers', false],
  ])('%s is given or taken back by one button, with the version of its text', (kind, label, granted) => {
    const talk = talkOf();
    talk.type('consents');
    expect(talk.heard()).toMatch(/Data abroad: not agreed\nTraining: not agreed\nOffers: agreed/);
    talk.tap(label);
    expect(talk.commands).toEqual([{ do: 'record-consent', kind, granted, version: '2026-11' }]);
    expect(talk.heard()).toContain(granted ? 'noted' : 'Taken back');
    expect(placeOf(talk)).toBe('consents');
  });

  it('shows each as it is afterwards', () => {
    const talk = talkOf();
    talk.type('consents');
    talk.tap('Agree: training');
    expect(talk.buttons()).toContain('Take back: training');
  });

  it.each(['1:agree:everything:yes', '1:agree:marketing', '1:agree:marketing:maybe'])('a made-up button %s records nothing', (action) => {
    const talk = talkOf();
    talk.press(action);
    expect(did(talk)).toEqual([]);
  });
});

/** Every place of this story, and how somebody gets there. */
const ways: Record<(typeof privacyPlaces)[number], string[]> = {
  settings: ['settings'],
  consents: ['consents'],
  'my-data': ['my data'],
  'quiet-hours': ['quiet hours'],
  'link-code': ['enter a code'],
  'link-sure': ['ABCD-2345'],
  'erase-ask': ['delete my data'],
  'erase-sure': ['delete my data', 'yes'],
};
const inPlace = (place: (typeof privacyPlaces)[number], talk = talkOf()) => {
  for (const words of ways[place]) talk.type(words);
  expect(placeOf(talk)).toBe(place);
  return talk;
};

describe.each(privacyPlaces)('in %s', (place) => {
  it('“menu”, “back” and “cancel” lead out, step by step, and change nothing', () => {
    for (const word of ['menu', 'меню', 'menü']) {
      const talk = inPlace(place);
      talk.type(word);
      expect([placeOf(talk), did(talk)]).toEqual(['home', []]);
    }
    for (const word of ['back', 'назад', 'geri', 'cancel', 'отмена', 'iptal']) {
      const talk = inPlace(place);
      for (let steps = 0; steps < 4 && placeOf(talk) !== 'home'; steps++) {
        const before = placeOf(talk);
        talk.type(word);
        expect([word, did(talk), placeOf(talk) === before]).toEqual([word, [], false]);
      }
      expect([word, placeOf(talk)]).toEqual([word, 'home']);
    }
  });

  it('“help” and “language” are answered and the question comes again; “person” calls one', () => {
    for (const word of ['help', 'language']) {
      const talk = inPlace(place);
      talk.type(word);
      expect(placeOf(talk)).toBe(place);
      expect(talk.buttons().length).toBeGreaterThan(0);
    }
    const talk = inPlace(place);
    talk.type('person');
    expect([placeOf(talk), did(talk)]).toEqual(['human', ['call-person']]);
  });

  it('what is not understood is asked again, and the third time a person is offered', () => {
    const talk = inPlace(place);
    for (let times = 0; times < 3; times++) talk.type('lorem ipsum dolor sit');
    expect(placeOf(talk)).toBe(place);
    expect(talk.heard()).toContain('a person at the desk can help');
    expect(talk.buttons()).toContain('Talk to a person');
  });

  it('offers a way on by button, and a way out', () => {
    const talk = inPlace(place);
    expect(talk.buttons()).toContain('Menu');
    expect(talk.buttons().length).toBeGreaterThan(1);
  });
});

it('brings an order that was being filled in back to its question afterwards', () => {
  const talk = ordering();
  talk.type('settings');
  talk.type('menu');
  talk.tap('Continue my order');
  expect(talk.heard()).toContain('Size: which one');
});

/** The desk knows of other settings while this happens. */
function withSettings(changes: Partial<MySettings>, happens: () => void): void {
  const before = { ...mySettings };
  Object.assign(mySettings, changes);
  happens();
  Object.assign(mySettings, before);
}

it.each(['settings', 'consents', 'my data', 'link', 'export my data', 'delete my data'])(
  'somebody the desk does not know is never stuck after "%s"',
  (words) => {
    const talk = stranger();
    talk.type(words);
    expect(placeOf(talk)).toBe('home');
    expect(talk.buttons().length).toBeGreaterThan(1);
  },
);
