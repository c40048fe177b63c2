import { describe, expect, it } from 'vitest';
import type { CustomerOrder } from '../../../../src/conversation/results.ts';
import { load } from '../../../../src/conversation/state.ts';
import type { Facts } from '../../../../src/conversation/step.ts';
import { anOrder } from '../../../support/claimed.ts';
import { createShelf, regular } from '../../../support/shelf.ts';
import { createTalk, type Talk } from '../../../support/talk.ts';

const parcel = (changes: Partial<CustomerOrder['shipments'][number]> = {}): CustomerOrder['shipments'][number] => ({
  ...{ id: '33333333-3333-4333-8333-333333333333', provider: 'rusbid', provider_name: 'Rusbid', tracking_number: 'RB123456789CN' },
  ...{ tracking_link: 'https://carrier.example/?n=RB123456789CN', status: 'in_transit', estimated_delivery_date: '2026-12-24' },
  ...{ warehouse_received: true, warehouse_photos_received: false, client_received: false, client_received_at: null },
  milestones: [
    { status: 'pending', at: '2026-11-20T09:00:00Z' },
    { status: 'in_transit', at: '2026-11-21T09:00:00Z' },
  ],
  ...changes,
});

const orderOf = (changes: Partial<CustomerOrder> = {}): CustomerOrder => ({
  ...anOrder({ moves: ['cancel', 'address', 'ask'] }),
  ...changes,
});
const shipped = (changes: Partial<CustomerOrder> = {}) =>
  orderOf({ status: 'in_delivery', shipments: [parcel()], moves: ['track', 'received', 'ask'], ...changes });

/** A conversation with somebody who has ordered these. */
function talkOf(orders: CustomerOrder[] = [orderOf()], facts: Facts = regular): Talk {
  const talk = createTalk(facts, { ...createShelf(), orders });
  talk.send({ type: 'start', payload: null });
  return talk;
}

const placeOf = ({ stored }: Talk) => (stored === null ? undefined : load(stored)?.place);

describe('cancelling', () => {
  it('asks for a reason and once more, and then it is done', () => {
    const talk = talkOf();
    talk.press('1:move:cancel:1042');
    expect(talk.heard()).toContain('What is the reason?');
    talk.tap('It takes too long');
    expect(talk.heard()).toContain('Shall I cancel order 1042 now?');
    talk.tap('Yes, cancel');
    expect(talk.commands).toEqual([{ do: 'cancel-order', code: '1042', reason: 'slow' }]);
    expect(talk.heard()).toMatch(/Order 1042 is cancelled\.[\s\S]*card of/);
    expect(talk.last.tellsOf).toEqual([orderOf().id]);
    expect(placeOf(talk)).toBe('home');
  });

  it('takes a reason in any words, and yes in any language', () => {
    const talk = talkOf();
    talk.type('отмените заказ 1042');
    talk.type('Too dear for me');
    talk.type('да');
    expect(talk.commands).toEqual([{ do: 'cancel-order', code: '1042', reason: 'Too dear for me' }]);
  });

  it.each(['no', 'Leave it as it is', 'menu'])('is left by "%s", and nothing has changed', (word) => {
    const talk = talkOf();
    talk.press('1:move:cancel:1042');
    talk.tap('It takes too long');
    if (word.startsWith('Leave')) talk.tap(word);
    else talk.type(word);
    expect([placeOf(talk), talk.commands]).toEqual(['home', []]);
  });

  it('"cancel" means the only order there is, when none is being filled in', () => {
    const talk = talkOf([orderOf(), orderOf({ order_code: '1041', status: 'cancelled', moves: ['repeat'] })]);
    talk.type('cancel');
    expect(placeOf(talk)).toBe('cancelReason');
    expect(talk.heard()).toContain('order 1042');
  });

  it('"cancel" asks which, of several, and says that there is nothing, of none', () => {
    const talk = talkOf([orderOf(), orderOf({ order_code: '1043' })]);
    talk.type('iptal');
    expect(talk.buttons()).toEqual(expect.arrayContaining(['Order 1042: Waiting for payment', 'Order 1043: Waiting for payment']));
    expect(talkOf([]).type('cancel')).not.toEqual([]);
    const none = talkOf([]);
    none.type('cancel');
    expect(none.heard()).toContain('There is nothing to cancel');
  });

  it('"cancel" in the middle of an order drops that order, and asks about no other', () => {
    const talk = talkOf();
    talk.send({ type: 'start', payload: '2026-001' });
    talk.type('2');
    talk.type('cancel');
    expect(talk.heard()).toContain('has been dropped');
    expect(talk.commands).toEqual([]);
  });

  it('tells why when the payment was faster', () => {
    const orders = [orderOf()];
    const shelf = { ...createShelf(), orders };
    const talk = createTalk(regular, shelf);
    talk.press('1:move:cancel:1042');
    talk.tap('It takes too long');
    Object.assign(shelf, { refuse: { command: 'cancel-order', code: 'REFUND_REQUIRED' } });
    Object.assign(orders[0] ?? {}, { status: 'paid', moves: ['ask'] });
    talk.tap('Yes, cancel');
    expect(talk.commands.map((command) => command.do)).toEqual(['cancel-order', 'weigh-move']);
    expect(talk.heard()).toContain('“Cancel the order” is not possible');
    expect(talk.buttons()).toContain('Ask about this order');
    expect(placeOf(talk)).toBe('home');
  });
});

describe('another address', () => {
  it('is typed, or the order is picked up', () => {
    const talk = talkOf();
    talk.type('adresi değiştir');
    expect(talk.heard()).toContain('Example street 1');
    talk.type('7 New Street, Leeds');
    expect(talk.commands).toEqual([{ do: 'change-address', code: '1042', address: '7 New Street, Leeds' }]);
    expect(talk.heard()).toContain('7 New Street, Leeds');
    talk.press('1:move:address:1042');
    talk.tap('I will pick it up');
    expect(talk.commands).toEqual([{ do: 'change-address', code: '1042', address: null }]);
  });
});

describe('a question about an order', () => {
  it('is passed on, and a photo of what is wrong too', () => {
    const talk = talkOf();
    talk.press('1:move:ask:1042');
    talk.type('Is the frame made of steel?');
    expect(talk.commands).toEqual([{ do: 'ask-about-order', code: '1042', question: 'Is the frame made of steel?' }]);
    expect(talk.heard()).toContain('A person from the desk will answer you right here');
    expect(talk.last.owner).toBe('bot');
    talk.press('1:move:ask:1042');
    talk.send({ type: 'file', kind: 'image', name: null, size: 10, path: 'a/b.jpg', caption: 'This is broken' });
    expect(talk.commands).toEqual([{ do: 'ask-about-order', code: '1042', question: 'This is broken' }]);
  });
});

describe('parcels', () => {
  it.each(['where is my parcel', 'где моя посылка', 'kargom nerede', '/track', 'track 1042', 'RB123456789CN', 'rb 123 456 789 cn'])(
    'are shown at "%s", with their milestones, estimate and the carrier’s page',
    (words) => {
      const talk = talkOf([shipped()]);
      talk.type(words);
      const heard = talk.heard();
      for (const part of ['RB123456789CN', 'Rusbid', '2026-12-24', '2026-11-21T09:00:00Z', 'https://carrier.example/'])
        expect(heard).toContain(part);
    },
  );

  it('are a card each, and the one that arrived is asked for', () => {
    const second = parcel({ id: '44444444-4444-4444-8444-444444444444', tracking_number: 'RB2', tracking_link: null });
    const talk = talkOf([shipped({ shipments: [parcel(), second] })]);
    talk.press('1:move:track:1042');
    expect(talk.replies.map(({ kind }) => kind)).toEqual(['card', 'card']);
    talk.press('1:move:received:1042');
    talk.tap('The parcel RB2');
    expect(talk.commands).toEqual([{ do: 'confirm-receipt', shipment: second.id }]);
    expect(talk.heard()).toContain('still on their way');
  });

  it.each(['+44 20 7946 0958', '8 903 123 45 67', '2', 'road bike'])('"%s" is no number of a parcel', (words) => {
    const talk = talkOf([shipped()]);
    talk.type(words);
    expect(talk.commands.map((command) => command.do)).not.toContain('find-parcel');
  });

  it('a number nobody here knows is looked for in the catalogue, and said to be unknown', () => {
    const talk = talkOf([shipped()]);
    talk.type('RB999999999CN');
    expect(talk.commands.map((command) => command.do)).toEqual(['find-parcel', 'search-listings']);
    expect(talk.buttons()).toContain('Talk to a person');
  });
});

describe('what has arrived', () => {
  it('is thanked for and rated, in stars and in words', () => {
    const talk = talkOf([shipped()]);
    talk.type('я получил');
    expect(talk.commands.map((command) => command.do)).toEqual(['find-order', 'weigh-move', 'confirm-receipt']);
    expect(talk.heard()).toMatch(/has arrived[\s\S]*one to five stars/);
    talk.tap('5 ★');
    expect(talk.commands).toEqual([{ do: 'rate-order', code: '1042', stars: 5, comment: null }]);
    talk.type('Lovely colour');
    expect(talk.commands).toEqual([{ do: 'rate-order', code: '1042', stars: 5, comment: 'Lovely colour' }]);
    expect(talk.heard()).toContain('Your rating is kept');
  });

  it.each([
    ['★★', 2],
    ['4', 4],
    ['beş', 5],
    ['3/5', 3],
  ])('"%s" is %i stars', (words, stars) => {
    const talk = talkOf([orderOf({ status: 'delivered', moves: ['rate'] })]);
    talk.press('1:move:rate:1042');
    talk.type(words);
    expect(talk.commands).toEqual([{ do: 'rate-order', code: '1042', stars, comment: null }]);
  });

  it('a bad rating is answered with regret, and words are not asked for twice', () => {
    const talk = talkOf([orderOf({ status: 'delivered', moves: ['rate'] })]);
    talk.press('1:stars:1042:1');
    expect(talk.heard()).toContain('We are sorry');
    talk.tap('Nothing to add');
    expect([placeOf(talk), talk.commands]).toEqual(['home', []]);
  });
});

describe('why', () => {
  it.each(['/why 1042', 'why 1042', 'почему 1042', 'neden 1042', '1042 neden', 'why', 'Почему?'])(
    '"%s" says what is possible, and why not the rest',
    (words) => {
      const talk = talkOf();
      talk.type(words);
      expect(talk.heard()).toContain('Order 1042: Waiting for payment.');
      expect(talk.buttons()).toEqual(expect.arrayContaining(['Cancel the order', 'Change the address', 'Talk to a person']));
      expect(talk.heard()).toContain('a person will see what can still be done');
    },
  );

  it('a bare "why?" to a question is no wish', () => {
    const talk = talkOf();
    talk.send({ type: 'start', payload: '2026-001' });
    talk.type('why?');
    expect(talk.commands).toEqual([]);
    expect(talk.heard()).toContain('How many of');
  });

  it("knows nothing of somebody else's order", () => {
    const heard = ['why 1041', 'why 9999'].map((words) => {
      const talk = talkOf();
      talk.type(words);
      return talk.heard();
    });
    expect(heard[0]).toBe(heard[1]);
    expect(heard[0]).toContain('I cannot find an order of yours');
  });
});

describe('buttons of a question that is over', () => {
  it.each(['1:cancel-sure:1042', '1:cancel-for:1042:slow', '1:deliver:1042:pickup', '1:no-words:1042', '1:keep:1042'])(
    '%s says so',
    (action) => {
      const talk = talkOf();
      talk.press(action);
      expect(talk.commands).toEqual([]);
      expect(talk.heard()).toContain('That step is over');
    },
  );

  it('of another order change nothing of this one', () => {
    const talk = talkOf([orderOf(), orderOf({ order_code: '1043' })]);
    talk.press('1:move:cancel:1042');
    talk.tap('It takes too long');
    talk.press('1:cancel-sure:1043');
    expect(talk.commands).toEqual([]);
    expect(talk.heard()).toContain('That step is over');
  });
});
