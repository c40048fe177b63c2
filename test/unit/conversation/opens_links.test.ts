import { describe, expect, it } from 'vitest';
import { readPayload } from '../../../src/conversation/codes.ts';
import { createShelf, newcomer, regular } from '../../support/shelf.ts';
import { createTalk } from '../../support/talk.ts';

it.each([
  ['2026-001', { listing: '2026-001' }],
  ['listing_2026-001', { listing: '2026-001' }],
  ['order_A-1042', { order: 'A-1042', campaign: null }],
  ['order-1042', { order: '1042', campaign: null }],
  // A number alone may be an order, and the name of a campaign.
  ['1042', { order: '1042', campaign: '1042' }],
  ['spring_sale-2', { campaign: 'spring_sale-2' }],
  ['listing_of_all', { campaign: 'listing_of_all' }],
  ['order_', { campaign: 'order_' }],
  ['весна', { campaign: null }],
  ['a'.repeat(65), { campaign: null }],
])('reads the link %s', (payload, read) => {
  expect(readPayload(payload)).toEqual(read);
});

describe('a link to an order', () => {
  const greeted = (person: typeof regular, payload: string | null) => {
    const talk = createTalk(person, createShelf());
    talk.send({ type: 'start', payload });
    return { heard: talk.heard(), buttons: talk.buttons() };
  };

  it('shows it to whom it belongs', () => {
    const shelf = createShelf();
    const talk = createTalk(regular, shelf);
    talk.send({ type: 'start', payload: '2026-001' });
    for (const label of ['2', 'Large', 'As last time', 'Confirm: Cash']) talk.tap(label);
    talk.send({ type: 'start', payload: 'order_1001' });
    expect(talk.commands.at(-1)).toEqual({ do: 'my-order', code: '1001', link: { campaign: null } });
    expect(talk.last.replies).toMatchObject([{ kind: 'order-card' }]);
  });

  it.each([newcomer, regular])('says to anybody else what no link at all does', (person) => {
    expect(greeted(person, 'order_9999')).toEqual(greeted(person, null));
    expect(greeted(person, 'no_such_thing')).toEqual(greeted(person, null));
  });
});

it('keeps of the campaign what brought an order, the last one that was opened', () => {
  const talk = createTalk(regular, createShelf());
  for (const payload of ['spring', '2027', 'order_9999', null, '2026-001']) talk.send({ type: 'start', payload });
  for (const label of ['2', 'Large', 'As last time', 'Confirm: Cash']) talk.tap(label);
  expect(talk.commands.find((one) => one.do === 'place-order')).toMatchObject({ campaign: '2027' });
});
