import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/conversation/step.ts';
import { createShelf, newcomer, regular } from '../../../support/shelf.ts';
import { createTalk, type Talk } from '../../../support/talk.ts';

const placeOf = ({ stored }: Talk) => (stored as { state: { place: string } } | null)?.state.place;

/** Somebody about to say how many, with the staff as these facts say. */
function ordering(staffed: Partial<Facts['desk']['staffed']> = {}): Talk {
  const facts = { ...newcomer, desk: { ...newcomer.desk, staffed: { ...newcomer.desk.staffed, ...staffed } } };
  const talk = createTalk(facts, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  return talk;
}

const heldBy = (talk: Talk, owner: Facts['heldBy']) => {
  talk.facts = { ...talk.facts, heldBy: owner };
};

describe('calling a person', () => {
  it('says within working hours how soon somebody answers', () => {
    const talk = ordering({ answerWithinMinutes: 20 });
    talk.type('operator');
    expect(talk.heard()).toContain('within 20 minutes');
    expect(talk.buttons()).toEqual(['Back to the bot']);
  });

  it('says outside them when somebody is back', () => {
    const talk = ordering({ open: false, opensAt: '2026-11-23T06:00:00.000Z' });
    talk.type('operator');
    expect(talk.heard()).toContain('2026-11-23T06:00:00.000Z');
    expect(talk.last.owner).toBe('human');
  });

  it('promises no time where nobody knows one', () => {
    const talk = ordering({ open: false });
    talk.type('operator');
    expect(talk.heard()).toContain('as soon as somebody is back');
  });
});

describe('a button pressed while a person answers', () => {
  it.each(['2', 'Cancel'])('"%s" of an earlier question changes nothing, and shows the way back', (label) => {
    const talk = ordering();
    const shown = talk.replies.flatMap((reply) => reply.choices ?? []);
    const action = shown.find((choice) => JSON.stringify(choice.label).includes(label === '2' ? '"2"' : 'button-cancel'))?.action;
    talk.type('operator');
    talk.press(action ?? '');
    expect(talk.heard()).toContain('stay out of it');
    expect(talk.buttons()).toEqual(['Back to the bot']);
    expect(talk.last.owner).toBe('human');
    talk.tap('Back to the bot');
    expect(talk.heard()).toMatch(/I am here again\.[\s\S]*How many of/);
  });

  it('of another listing waits too', () => {
    const talk = ordering();
    talk.type('operator');
    talk.press('1:listing:2026-002');
    expect([placeOf(talk), talk.commands]).toEqual(['human', []]);
  });
});

describe('a chat that staff took', () => {
  it('is quiet from the next word on, and remembers where it stopped', () => {
    const talk = ordering();
    heldBy(talk, 'human');
    talk.type('2');
    expect([talk.replies, talk.last.owner, talk.last.timeout]).toEqual([[], 'human', null]);
    heldBy(talk, 'bot');
    talk.send({ type: 'timeout', name: 'handed-back' });
    expect(talk.heard()).toMatch(/I am here again\.[\s\S]*How many of/);
    talk.tap('2');
    expect(talk.heard()).toContain('Size: which one');
  });

  it('answers words that come before the news of the handing back, and then has no news', () => {
    const talk = ordering();
    talk.type('operator');
    heldBy(talk, 'bot');
    talk.type('2');
    expect(talk.heard()).toMatch(/I am here again\.[\s\S]*Size: which one/);
    talk.send({ type: 'timeout', name: 'handed-back' });
    expect(talk.replies).toEqual([]);
  });

  it('goes back to the bot at the customer’s own word', () => {
    const talk = ordering();
    heldBy(talk, 'human');
    talk.type('бот');
    expect(talk.last.owner).toBe('bot');
    expect(talk.heard()).toContain('How many of');
  });
});

it.each(['are you a bot?', 'Вы бот?', 'bot musunuz'])('tells the truth at "%s", and offers a person', (question) => {
  const talk = ordering();
  talk.type(question);
  expect(talk.last.replies.flatMap((reply) => (reply.kind === 'text' ? reply.text.map(({ key }) => key) : []))).toContain('i-am-a-bot');
  expect(talk.replies.flatMap((reply) => reply.choices ?? []).map(({ action }) => action)).toContain('1:person');
  expect(placeOf(talk)).toBe('quantity');
});

it('asks for no wake-up at a desk that never reminds', () => {
  expect(ordering({ nudgeAfterMinutes: null }).last.timeout).toBeNull();
});

it('takes back the consent to reminders at a press, and says what is still written', () => {
  const talk = createTalk(regular, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.send({ type: 'timeout', name: 'unfinished' });
  expect(talk.buttons()).toEqual(['Continue my order', 'Empty the cart', 'Do not remind me']);
  talk.tap('Do not remind me');
  expect(talk.commands).toEqual([{ do: 'decline-reminders', version: '2026-11' }]);
  expect(talk.heard()).toContain('About your orders I still write to you');
});
