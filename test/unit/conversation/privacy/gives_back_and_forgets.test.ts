import { describe, expect, it } from 'vitest';
import { emptyMemory, load, store } from '../../../../src/conversation/state.ts';
import type { CommandResult, Facts } from '../../../../src/conversation/step.ts';
import type { Language } from '../../../../src/phrases/phrases.ts';
import { createShelf, newcomer, regular } from '../../../support/shelf.ts';
import { createTalk, inWords, step, type Talk } from '../../../support/talk.ts';

const talkOf = (facts: Facts = regular): Talk => {
  const talk = createTalk(facts, createShelf());
  talk.send({ type: 'start', payload: null });
  return talk;
};
const placeOf = ({ stored }: Talk) => (stored === null ? undefined : load(stored)?.place);
const did = ({ commands }: Talk) => commands.map((command) => command.do);

/** A conversation with a desk that answers so. */
const talkWith = (answer: CommandResult): Talk =>
  createTalk(regular, { ...createShelf(), answer: (command) => (command.do === answer.did ? answer : undefined) });

describe('my data', () => {
  it('shows what is known, each chat once, and what can be done', () => {
    const talk = talkOf();
    talk.type('my data');
    expect(talk.heard()).toMatch(
      /Name: Ann\nPhone: \+442079460958\nChat: Web chat\nChat: Telegram\nAlso: 1 order, 0 requests, 12 messages/,
    );
    expect(talk.buttons()).toEqual([
      ...['Privacy note', 'Send me everything', 'Link another channel', 'I have a code', 'Delete my data', 'Back', 'Menu'],
    ]);
  });

  it('remembers nothing of who somebody is', () => {
    const talk = talkOf();
    talk.type('my data');
    expect(JSON.stringify(talk.stored)).not.toMatch(/Ann|442079460958/);
  });

  it('sends the file to this chat, and says when the next one may be asked for', () => {
    const talk = talkOf();
    talk.type('my data');
    talk.tap('Send me everything');
    expect(talk.heard()).toContain('into this chat only');
    const again = talkWith({ did: 'ask-export', again: '2026-11-21T10:00:00Z', known: true });
    again.type('export my data');
    expect(again.heard()).toContain('You can ask for it again from 2026-11-21T10:00:00Z');
    expect(again.buttons()).toContain('My orders');
  });
});

describe('a code', () => {
  it('is shown with how long it lasts and that it is secret, and the question comes again', () => {
    const talk = talkOf();
    talk.type('link');
    expect(talk.heard()).toMatch(/ABCD-2345[\s\S]*15 minutes[\s\S]*Give it to nobody/);
    expect(talk.buttons()).toContain('My orders');
  });

  it.each(['ABCD-2345', 'abcd2345', 'abcd 2345', 'ABCD–2345'])(
    'typed as "%s" where it is asked for is understood, and nothing happens before a yes',
    (typed) => {
      const talk = talkOf();
      talk.type('enter a code');
      talk.type(typed);
      expect([placeOf(talk), did(talk)]).toEqual(['link-sure', []]);
      expect(talk.heard()).toContain('Go on only if you asked for the code yourself');
      talk.tap('Yes, join');
      expect(did(talk)).toEqual(['redeem-code']);
    },
  );

  it.each(['KRWT-BCDF', '2345-67K9'])('is one without digits or with hardly a letter too: %s', (code) => {
    const talk = talkOf();
    talk.type(code);
    expect(placeOf(talk)).toBe('link-sure');
  });

  it('as it was shown is understood anywhere, even in the middle of an order', () => {
    const talk = talkOf(newcomer);
    talk.send({ type: 'start', payload: '2026-001' });
    talk.type('ABCD-2345');
    expect(placeOf(talk)).toBe('link-sure');
    talk.type('yes');
    expect(talk.commands).toEqual([{ do: 'redeem-code', code: 'ABCD-2345' }]);
    expect(talk.heard()).toContain('your chats are one now');
    expect(placeOf(talk)).toBe('home');
    expect(talk.buttons()).toContain('Continue my order');
  });

  it.each(['no', 'нет', 'hayır', 'back', 'cancel'])('is not used after "%s", and forgotten', (word) => {
    const talk = talkOf();
    talk.type('ABCD-2345');
    talk.type(word);
    expect([placeOf(talk), did(talk)]).toEqual(['link-code', []]);
    expect(JSON.stringify(talk.stored)).not.toContain('ABCD');
  });

  it.each([
    ['unknown', 'This code does not work', 'link-code'],
    ['own', 'This code is your own', 'home'],
    ['too_many', 'Please wait an hour', 'home'],
  ] as const)('that is %s is refused with the reason and a way on', (outcome, reason, place) => {
    const talk = talkWith({ did: 'redeem-code', outcome });
    talk.type('ABCD-2345');
    talk.tap('Yes, join');
    expect(talk.heard()).toContain(reason);
    expect(placeOf(talk)).toBe(place);
    expect(talk.buttons().length).toBeGreaterThan(1);
    if (outcome !== 'own') expect(talk.buttons()).toContain('Talk to a person');
    expect(JSON.stringify(talk.stored)).not.toContain('ABCD');
  });

  it.each(['ABCD', 'ABCD-234', 'my brother gave it to me', 'ABCD-23456'])('"%s" is none, and an example is shown', (typed) => {
    const talk = talkOf();
    talk.type('enter a code');
    talk.type(typed);
    expect(placeOf(talk)).toBe('link-code');
    expect(talk.heard()).toContain('for example ABCD-2345');
  });
});

describe('to be forgotten', () => {
  it('takes two questions, and says what stays', () => {
    const talk = talkOf();
    talk.type('delete my data');
    expect(talk.heard()).toContain('Kept, without your name: orders and payments');
    talk.tap('Yes, delete it');
    expect([did(talk), placeOf(talk)]).toEqual([[], 'erase-sure']);
    talk.tap('Delete everything');
    expect(did(talk)).toEqual(['erase-me']);
    expect(talk.heard()).toContain('has been deleted');
    expect(talk.buttons()).toEqual(['Menu']);
    expect(placeOf(talk)).toBe('home');
  });

  it.each(['delete everything', 'Удалить всё', 'her şeyi sil'])('"%s" in full is the second yes', (words) => {
    const talk = talkOf();
    talk.type('delete my data');
    talk.type('yes');
    talk.type(words);
    expect(did(talk)).toEqual(['erase-me']);
  });

  it.each(['yes', 'да', 'evet', 'ok'])('"%s" alone is too quickly typed to be the second yes', (words) => {
    const talk = talkOf();
    talk.type('delete my data');
    talk.type('yes');
    talk.type(words);
    expect([did(talk), placeOf(talk)]).toEqual([[], 'erase-sure']);
  });

  it.each(['no', 'нет', 'hayır', 'back', 'menu', 'cancel', 'отмена'])(
    'is left by "%s" at either question, and nothing has changed',
    (word) => {
      for (const steps of [['delete my data'], ['delete my data', 'yes']]) {
        const talk = talkOf();
        for (const words of steps) talk.type(words);
        talk.type(word);
        expect(did(talk)).toEqual([]);
        expect(['my-data', 'home']).toContain(placeOf(talk));
      }
    },
  );

  it('waits for orders under way, which are shown, and staff are told', () => {
    const talk = talkWith({ did: 'ask-erasure', openOrders: ['1042', '1043'], known: true });
    talk.type('forget me');
    expect(talk.heard()).toMatch(/1042, 1043 are still under way[\s\S]*I have told my colleagues/);
    expect(talk.buttons()).toEqual(['Order 1042', 'Order 1043', 'Talk to a person', 'Menu']);
    expect(placeOf(talk)).toBe('home');
  });
});

describe('a button of a step that is over', () => {
  it.each(['1:erase-yes', '1:erase-surely', '1:link-yes'])('%s does nothing and says so', (action) => {
    const talk = talkOf();
    talk.press(action);
    expect(did(talk)).toEqual([]);
    expect(talk.heard()).toContain('That step is over');
  });

  it('“Delete everything” pressed after “Back” deletes nothing', () => {
    const talk = talkOf();
    talk.type('delete my data');
    talk.tap('Yes, delete it');
    talk.type('back');
    talk.press('1:erase-surely');
    expect([did(talk), placeOf(talk)]).toEqual([[], 'my-data']);
  });

  it('“Yes, join them” pressed again after it was done redeems nothing', () => {
    const talk = talkOf();
    talk.type('ABCD-2345');
    talk.tap('Yes, join');
    talk.type('thanks');
    talk.press('1:link-yes');
    expect(did(talk)).toEqual([]);
  });

  it.each(['1:settings:now', '1:erase:1042', '1:channel:pigeon', '1:my-data:c'])('%s, which nobody was shown, does nothing', (action) => {
    const talk = talkOf();
    talk.press(action);
    expect(did(talk)).toEqual([]);
    expect(talk.buttons().length).toBeGreaterThan(0);
  });

  it('while a person answers is put off, and the person keeps the chat', () => {
    for (const action of ['1:erase', '1:settings', '1:export', '1:link-offer']) {
      const talk = talkOf();
      talk.type('operator');
      talk.press(action);
      expect([did(talk), placeOf(talk)]).toEqual([[], 'human']);
      expect(talk.heard()).toContain('stay out of it');
    }
  });
});

/** What a sentence tells people to type. */
const quoted = (key: string, language: Language) =>
  [...inWords({ key, params: { version: '1', code: 'ABCD-2345', minutes: 15, name: 'Mia' } }, language).matchAll(/[“«]([^”»]+)[”»]/g)].map(
    ([, words]) => words ?? '',
  );

describe.each(['en', 'ru', 'tr'] as const)('what the sentences tell people to type is understood, in %s', (language) => {
  const facts: Facts = { ...regular, customer: regular.customer && { ...regular.customer, language } };
  it.each([
    ['link-code-ask', 'offer-code'],
    ['privacy-rights', 'my-settings'],
    ['link-done', 'my-orders'],
  ])('%s', (key, command) => {
    const words = quoted(key, language);
    expect(words).toHaveLength(1);
    const talk = talkOf(facts);
    talk.type(words[0] ?? '');
    expect(did(talk)).toEqual([command]);
  });

  it('hint-quiet-hours', () => {
    for (const words of quoted('hint-quiet-hours', language)) {
      const talk = talkOf(facts);
      talk.type('quiet hours');
      talk.type(words);
      expect([words, did(talk)]).toEqual([words, ['choose-settings']]);
    }
  });

  it('chosen-stopped', () => {
    const [words = ''] = /START|СТАРТ|BAŞLAT/.exec(inWords({ key: 'chosen-stopped' }, language)) ?? [];
    const talk = talkOf(facts);
    talk.type(words);
    expect(talk.commands).toMatchObject([{ changes: { stopped: false } }]);
  });

  it('person-joined', () => {
    const talk = talkOf(facts);
    talk.type('/person');
    talk.type(quoted('person-joined', language)[0] ?? '');
    expect(talk.last.owner).toBe('bot');
  });
});

it('a conversation in which the settings are not remembered begins anew, and settings still lead there', () => {
  const stored = store({ place: 'settings', memory: { ...emptyMemory, privacy: { settings: null, code: null } } }, 'en');
  expect(load(stored)).toBeUndefined();
  const outcome = step(stored, { type: 'press', action: '1:settings' }, regular);
  expect(outcome.command).toEqual({ do: 'my-settings', looking: 'settings' });
});
