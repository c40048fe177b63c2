import { choicesOf } from '../../../conversation/buttons.ts';
import { type Choice, say } from '../../../conversation/reply.ts';
import type { Hit } from '../../people.ts';
import { leadCard, orderCard } from '../cards.ts';
import { customerCard } from '../customer-card.ts';
import { parcelCard } from '../parcel-card.ts';
import { button, doing, press, text, toDesk } from '../say.ts';
import type { Listed } from '../state.ts';
import { type Arg, ask, type Doing, on, saying, type Verb } from '../verb.ts';

const short = (name: string) => (Array.from(name).length > 40 ? `${Array.from(name).slice(0, 39).join('')}…` : name);

/** What opens a thing that was found. */
const opens = ({ kind, id, ref }: Hit) => (kind === 'order' ? press('order', ref ?? '') : press(kind === 'parcel' ? 'track' : kind, id));

/** What was found, and where: a line and a button each. */
export const hitButton = (hit: Hit, action = opens(hit)): Choice | null =>
  button(
    say(`staff-hit-${hit.kind}`, { ref: hit.ref ?? '…', title: short(hit.title ?? '…'), by: { phrase: `found-by-${hit.by}` } }),
    action,
  );

/** Places in the list mean its customers, leads or orders where there is nothing else in it. */
function listedOf(found: readonly Hit[]): Listed | undefined {
  const [first] = found;
  if (first === undefined || first.kind === 'parcel' || found.some(({ kind }) => kind !== first.kind)) return undefined;
  return { kind: first.kind, ids: found.map(({ id, ref }) => (first.kind === 'order' ? (ref ?? '') : id)) };
}

const nothing = (words: string) => saying(text([say('staff-found-nothing', { words })], doing('orders'), doing('leads'), doing('help')));

function list(words: string, found: readonly Hit[], more: boolean, action?: (hit: Hit) => string): Doing {
  const listed = listedOf(found);
  return {
    say: [
      {
        kind: 'text',
        text: [say('staff-found', { count: found.length, words }), ...(more ? [say('staff-found-more')] : [])],
        choices: choicesOf(...found.map((hit) => hitButton(hit, action?.(hit))), toDesk()),
      },
    ],
    ...(listed && { listed }),
  };
}

/** What alone was found is opened at once. */
function open({ kind, id, ref }: Hit): Doing {
  switch (kind) {
    case 'order':
      return ask('staff-order', { order_code: ref ?? '' }, 'order');
    case 'parcel':
      return ask('staff-parcels', { shipment_id: id }, 'parcel');
    case 'customer':
      return ask('staff-customer', { customer_id: id }, 'customer');
    case 'lead':
      return ask('staff-lead', { lead_id: id }, 'lead');
  }
}

const opened = {
  order: on('staff-order', (found) => saying(orderCard(found))),
  parcel: on('staff-parcels', ({ parcels: [first] }) =>
    first === undefined ? saying(text([say('staff-stale')])) : saying(parcelCard(first)),
  ),
  customer: on('staff-customer', (found) => saying(customerCard(found))),
  lead: on('staff-lead', (found) => saying(leadCard(found))),
};

const wordsOf = (name: string): Arg => ({
  name,
  read: (written) => (written.trim() === '' ? undefined : { value: written.trim().slice(0, 100), rest: '' }),
});

export const find: Verb = {
  name: 'find',
  least: 'agent',
  args: [wordsOf('words')],
  run: ({ words = '' }) => ask('staff-find', { words }, 'found'),
  after: {
    found: on('staff-find', ({ found, more }, { words = '' }) => {
      const [only, ...others] = found;
      if (only === undefined) return nothing(words);
      return others.length === 0 ? open(only) : list(words, found, more);
    }),
    ...opened,
  },
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A customer by the id that buttons carry, by the place in a list, or by whatever finds them. */
export const customer: Verb = {
  name: 'customer',
  least: 'agent',
  args: [
    {
      name: 'customer',
      read: (written, { memory: { listed } }) => {
        const said = written.trim().slice(0, 100);
        const place = listed?.kind === 'customer' && /^\d{1,2}$/.test(said) ? listed.ids[Number(said) - 1] : undefined;
        return said === '' ? undefined : { value: place ?? said, rest: '' };
      },
    },
  ],
  run: ({ customer: said = '' }) =>
    UUID.test(said) ? ask('staff-customer', { customer_id: said }, 'customer') : ask('staff-find', { words: said }, 'found'),
  after: {
    found: on('staff-find', ({ found, more }, { customer: words = '' }) => {
      const people = found.filter(({ kind }) => kind === 'customer');
      const [only, ...others] = people;
      if (only !== undefined) return others.length === 0 ? open(only) : list(words, people, more);
      // A code names the customer of its order.
      const order = found.find(({ kind, exact }) => kind === 'order' && exact);
      return order === undefined ? nothing(words) : ask('staff-order', { order_code: order.ref ?? '' }, 'of-order');
    }),
    'of-order': on('staff-order', ({ customer: { id } }) => ask('staff-customer', { customer_id: id }, 'customer')),
    customer: opened.customer,
  },
};

export const findVerbs: readonly Verb[] = [find, customer];
