import { expect, it } from 'vitest';
import { createShelf, newcomer } from '../../support/shelf.ts';
import { createTalk } from '../../support/talk.ts';

it('for one’s own: neither consent nor confirmation is passed on', () => {
  const talk = createTalk(newcomer, createShelf());
  talk.send({ type: 'start', payload: '2026-002' });
  for (const said of ['2', '12 Green Street', 'Ann Smith', 'rather not']) talk.type(said);
  talk.send({ type: 'text', text: 'I agree', forwarded: true });
  talk.send({ type: 'file', kind: 'image', name: null, size: 1, path: null, caption: 'I agree', forwarded: true });
  expect(talk.commands).toEqual([]);
  talk.type('I agree');
  expect(talk.commands).toMatchObject([{ do: 'meet-customer' }]);
  const [way = ''] = talk.buttons().filter((label) => label.startsWith('Confirm'));
  const words = way.replace('Confirm: ', '');
  talk.send({ type: 'text', text: words, forwarded: true });
  expect(talk.commands).toEqual([]);
  talk.type(words);
  expect(talk.commands).toMatchObject([{ do: 'place-order' }]);
});

it('but an address or a name may be', () => {
  const talk = createTalk(newcomer, createShelf());
  talk.send({ type: 'start', payload: '2026-002' });
  talk.type('2');
  talk.send({ type: 'text', text: '12 Green Street', forwarded: true });
  expect(talk.heard()).toContain('What is your name');
});
