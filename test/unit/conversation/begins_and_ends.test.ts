import { describe, expect, it } from 'vitest';
import { emptyMemory, load, MACHINE, VERSION } from '../../../src/conversation/state.ts';
import type { Facts, Stored } from '../../../src/conversation/step.ts';
import { createShelf, newcomer, regular } from '../../support/shelf.ts';
import { createTalk, step } from '../../support/talk.ts';

const withLanguage = (facts: Facts, language: string | null, offered = facts.desk.languages): Facts => ({
  ...facts,
  desk: { ...facts.desk, languages: offered },
  channel: { ...facts.channel, language },
});

describe('a new conversation', () => {
  it.each([
    ['ru-RU', 'ru'],
    ['tr', 'tr'],
    ['de', 'en'],
    [null, 'en'],
    ['<script>', 'en'],
  ] as const)('speaks the language of the channel: %s', (tag, language) => {
    expect(step(null, { type: 'start', payload: null }, withLanguage(newcomer, tag)).next.language).toBe(language);
  });

  it('speaks no language that the desk does not', () => {
    expect(step(null, { type: 'start', payload: null }, withLanguage(newcomer, 'ru', ['tr', 'en'])).next.language).toBe('tr');
  });

  it('speaks the language that a customer chose before the one of the channel', () => {
    const facts: Facts = { ...withLanguage(regular, 'en'), customer: regular.customer && { ...regular.customer, language: 'tr' } };
    expect(step(null, { type: 'start', payload: null }, facts).next.language).toBe('tr');
  });

  it('greets a returning customer by name', () => {
    const talk = createTalk(regular, createShelf());
    talk.type('hello');
    expect(talk.heard()).toMatch(/^Hello, Ann Smith\. Good to see you again/);
    expect(talk.buttons()).toEqual(['Catalogue', 'My orders', 'Find something else for me', 'Talk to a person', 'Language', 'Settings']);
  });

  it('greets and does at once what the first words ask', () => {
    const talk = createTalk(newcomer, createShelf());
    talk.type('road bike');
    expect(talk.heard()).toMatch(/^Hello, this is Spoke & Co[\s\S]*Here is what I found/);
  });

  it.each([
    ['2026-002', 'Helmet'],
    ['listing-2026-002', 'Helmet'],
    ['2026-999', 'We do not offer this any more'],
    ['1042', 'What would you like to do?'],
    ['order-1042', 'What would you like to do?'],
    ['campaign_x', 'What would you like to do?'],
  ])('opens what a deep link brings: %s', (payload, said) => {
    const talk = createTalk(newcomer, createShelf());
    talk.send({ type: 'start', payload });
    expect(talk.heard()).toContain(said);
    const typed = createTalk(newcomer, createShelf());
    typed.type(`/start ${payload}`);
    expect(typed.heard()).toBe(talk.heard());
  });
});

describe('a conversation that cannot be read', () => {
  const good = { place: 'home', memory: emptyMemory };
  const unreadable: Array<[name: string, stored: Partial<Stored>]> = [
    ['of a later version', { version: VERSION + 1, state: good }],
    ['of an earlier version', { version: VERSION - 1, state: good }],
    ['of another machine', { machine: 'other', state: good }],
    ['without a state', { state: null }],
    ['with a place there is not', { state: { ...good, place: 'moon' } }],
    ['with a question about nothing', { state: { ...good, place: 'quantity' } }],
    ['with a memory cut short', { state: { place: 'home', memory: { draft: null } } }],
    ['with more than it may hold', { state: { ...good, extra: 1 } }],
    ['with text for a state', { state: '{"place":"home"}' }],
  ];

  it.each(unreadable)('%s begins anew, politely and in its language', (_name, broken) => {
    const stored: Stored = { machine: MACHINE, version: VERSION, state: good, language: 'ru', ...broken };
    for (const text of ['2', 'Казань, Зелёная улица, 12']) {
      const { replies, next, command } = step(stored, { type: 'text', text }, newcomer);
      expect(replies).toMatchObject([{ text: [{ key: 'restarted' }, { key: 'menu-ask' }] }]);
      expect(next.language).toBe('ru');
      expect(load(next)?.place).toBe('home');
      expect(command).toBeNull();
    }
  });

  it('still does what makes sense without it', () => {
    const stored: Stored = { machine: MACHINE, version: 99, state: {}, language: 'en' };
    const doing = (action: string) => step(stored, { type: 'press', action }, newcomer).command;
    expect(doing('1:listing:2026-001')).toEqual({ do: 'show-listing', code: '2026-001' });
    expect(doing('1:category:2:bikes')).toEqual({ do: 'search-listings', query: null, category: 'bikes', page: 2 });
    expect(doing('1:confirm:abc:0:cash')).toBeNull();
  });
});

it('survives a deploy in its middle: the state of this version is read by this version', () => {
  const talk = createTalk(regular, createShelf());
  talk.send({ type: 'start', payload: '2026-001' });
  talk.tap('2');
  const other = createTalk(regular, createShelf(), JSON.parse(JSON.stringify(talk.stored)));
  other.type('large');
  expect(other.heard()).toContain('Where should we deliver?');
});

describe('quiet', () => {
  const quiet = { type: 'timeout', name: 'unfinished' } as const;

  it('in an unfinished order brings one reminder, and no more', () => {
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-001' });
    talk.tap('2');
    expect(talk.last.timeout).toEqual({ name: 'unfinished', afterMinutes: 180 });
    talk.send(quiet);
    expect(talk.heard()).toContain('Your order of “Road bike” is still waiting');
    expect(talk.last.timeout).toBeNull();
    talk.send(quiet);
    expect(talk.replies).toEqual([]);
    talk.type('help');
    expect(talk.last.timeout).toBeNull();
  });

  it('is ended by the reminder’s buttons or by simply answering', () => {
    for (const [act, said] of [
      ['Continue my order', 'Size: which one'],
      ['Empty the cart', 'has been dropped'],
      ['Do not remind me', 'I will not remind you'],
    ] as const) {
      const talk = createTalk(regular, createShelf());
      talk.send({ type: 'start', payload: '2026-001' });
      talk.tap('2');
      talk.send(quiet);
      talk.tap(act);
      expect(talk.heard()).toContain(said);
    }
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-001' });
    talk.tap('2');
    talk.send(quiet);
    talk.type('large');
    expect(talk.heard()).toContain('Where should we deliver?');
  });

  it('with nothing unfinished is left quiet', () => {
    const talk = createTalk(regular, createShelf());
    talk.type('menu');
    expect(talk.last.timeout).toBeNull();
    talk.send(quiet);
    expect(talk.replies).toEqual([]);
    expect(step(null, quiet, regular).replies).toEqual([]);
  });

  it('after an order ends the session, which is extracted then and not before', () => {
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-002' });
    talk.tap('1');
    talk.tap('As last time');
    talk.tap('Confirm');
    expect(talk.last).toMatchObject({ status: 'active', completeness: 100, timeout: { name: 'finished', afterMinutes: 30 } });
    talk.type('thanks');
    expect(talk.last).toMatchObject({ status: 'active', timeout: { name: 'finished' } });
    talk.send({ type: 'timeout', name: 'finished' });
    expect(talk.replies).toEqual([]);
    expect(talk.last).toMatchObject({ status: 'extracted', completeness: 100, timeout: null });
    expect(talk.last.slots).toMatchObject({ intent: 'order', listing: '2026-002', quantity: 1, order: '1001', address: true });
  });

  it('after an order does not end a session in which the next order has begun', () => {
    const talk = createTalk(regular, createShelf());
    talk.send({ type: 'start', payload: '2026-002' });
    talk.tap('1');
    talk.tap('As last time');
    talk.tap('Confirm');
    talk.send({ type: 'start', payload: '2026-001' });
    expect(talk.last.timeout).toEqual({ name: 'unfinished', afterMinutes: 180 });
    talk.send({ type: 'timeout', name: 'finished' });
    expect(talk.last).toMatchObject({ status: 'active', replies: [] });
  });
});
