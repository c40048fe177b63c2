import { expect, it } from 'vitest';
import { createShelf, newcomer } from '../../support/shelf.ts';
import { createTalk } from '../../support/talk.ts';

function atTheAddress() {
  const talk = createTalk(newcomer, createShelf());
  talk.send({ type: 'start', payload: '2026-002' });
  talk.type('1');
  return talk;
}

it.each(['how much is delivery?', 'а доставка платная?', 'fiyat ne kadar？', 'ok', 'no', '12345 67'])(
  'takes %s for no address',
  (words) => {
    const talk = atTheAddress();
    talk.type(words);
    expect(talk.heard()).toContain('Where should we deliver?');
    talk.type('Rome, Via Appia 1');
    expect(talk.heard()).toContain('What is your name?');
  },
);

it.each(['why do you need my name?', 'зачем?', 'okay', 'Example street 12'])('takes %s for no name', (words) => {
  const talk = atTheAddress();
  talk.type('pickup');
  talk.type(words);
  expect(talk.heard()).toContain('What is your name?');
});

it('drops no other order by the cancel button of an earlier one, and goes back from no other question', () => {
  const talk = atTheAddress();
  const [cancel, back] = [actionOf(talk.replies, ':cancel'), actionOf(talk.replies, ':back')];
  talk.send({ type: 'start', payload: '2026-002' });
  talk.press(cancel);
  expect(talk.heard()).toContain('That step is over');
  talk.type('2');
  talk.type('pickup');
  talk.press(back);
  expect(talk.heard()).toContain('What is your name?');
});

it('hears a second no at a question that was asked again', () => {
  const talk = atTheAddress();
  for (const words of ['pickup', 'Ann', 'rather not']) talk.type(words);
  talk.tap('I do not agree');
  talk.tap('I do not agree');
  expect(talk.heard()).toContain('Without your agreement');
});

it('answers first words in the language they are written in', () => {
  const talk = createTalk(newcomer, createShelf());
  talk.type('Здравствуйте');
  expect(talk.stored?.language).toBe('ru');
});

it.each(['order 1042', 'заказ 1042', 'Sipariş #1042'])('shows an order at %s', (words) => {
  const talk = createTalk(newcomer, createShelf());
  talk.type(words);
  expect(talk.commands).toEqual([{ do: 'my-order', code: '1042' }]);
});

function actionOf(replies: ReturnType<typeof createTalk>['replies'], verb: string): string {
  return replies.flatMap((reply) => reply.choices ?? []).find(({ action }) => action.includes(verb))?.action ?? '';
}
