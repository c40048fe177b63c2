import { choicesOf } from '../../../conversation/buttons.ts';
import { type Reply, say } from '../../../conversation/reply.ts';
import { fold } from '../../../phrases/words.ts';
import type { Carrier, Parcel } from '../../parcels.ts';
import { aMoment, option, words } from '../arguments.ts';
import { changedCard } from '../cards.ts';
import { findAnyMoment } from '../moments.ts';
import { parcelButton, parcelCard, STEPS, type Step } from '../parcel-card.ts';
import { aReason } from '../reasons.ts';
import { button, doing, literally, pick, press, text, toDesk } from '../say.ts';
import { type Arg, type Args, ask, type Doing, type Listening, on, saying, type Verb } from '../verb.ts';
import { order } from './orders.ts';

/** Said where there is nothing to say: the desk's own carrier, no number yet. */
const NONE = '-';

/** Up to where a day begins, which stands last. */
const beforeMoment = (written: string, { facts: { now, desk } }: Listening) =>
  written.slice(0, findAnyMoment(written, { now, timeZone: desk.timeZone })?.index).trim();

const left = (written: string, begun: string) => written.slice(begun.length).replace(/^[\s,:]+/, '');

/** The carrier in words, as the desk calls it; a number that stands in its place leaves it to the desk. */
const carrier: Arg = {
  name: 'carrier',
  read: (written, listening) => {
    const first = /^\S+/.exec(written)?.[0] ?? '';
    if (first === NONE) return { value: NONE, rest: left(written, first) };
    if (/\d/.test(first)) return { value: NONE, rest: written };
    const [begun] = /^[^\s\d]+(?:\s+[^\s\d]+)*(?=\s|$)/u.exec(beforeMoment(written, listening)) ?? [];
    const named = begun?.replace(/\s+-$/, '');
    return named === undefined ? undefined : { value: named.slice(0, 60), rest: left(written, named) };
  },
  offers: ({ order: sought = '' }) => ask('staff-parcels', { sought }, 'carriers'),
  offered: { carriers: on('staff-parcels', ({ carriers }) => saying(carrierQuestion(carriers, []))) },
};

const carrierQuestion = (carriers: readonly Carrier[], odd: Reply[]): Reply => ({
  kind: 'text',
  text: [...odd.flatMap((reply) => (reply.kind === 'text' ? reply.text : [])), say('ask-carrier')],
  choices: choicesOf(...carriers.map(({ code, name }) => button(literally(name), pick(code))), toDesk()),
});

/** The number of a parcel as one word: people type it in groups. */
const tracking: Arg = {
  name: 'tracking',
  read: (written, listening) => {
    const [first = ''] = /^\S+/.exec(written) ?? [];
    if (first === NONE) return { value: NONE, rest: left(written, first) };
    const begun = beforeMoment(written, listening);
    if (begun === '') return { value: NONE, rest: written };
    const number = begun.replaceAll(/\s/g, '').toUpperCase();
    return /\d/.test(number) && number.length <= 100 ? { value: number, rest: left(written, begun) } : undefined;
  },
  offers: () => saying(text([say('ask-tracking')], button(say('staff-parcel-no-number'), pick(NONE)))),
};

const carrierNamed = (carriers: readonly Carrier[], said: string) =>
  carriers.find(({ code, name }) => fold(code) === fold(said) || fold(name) === fold(said)) ??
  carriers.find(({ name }) => fold(name).startsWith(fold(said)));

/** Whom the desk ships with, by what was said; a number may begin with letters, which were read as the end of the name. */
function whoCarries(carriers: readonly Carrier[], said: string, number: string) {
  const by = carrierNamed(carriers, said);
  const [, name, letters] = /^(.*\S)\s+([A-Z]{1,4})$/i.exec(said) ?? [];
  if (by !== undefined || name === undefined || letters === undefined || number === NONE) return { by, number };
  return { by: carrierNamed(carriers, name), number: `${letters.toUpperCase()}${number}` };
}

const showOrder = ({ order: order_code = '' }: Args) => ask('staff-order', { order_code }, 'shown');

const ship: Verb = {
  name: 'ship',
  least: 'agent',
  args: [order, carrier, tracking, aMoment('arrives', 'day', true)],
  run: ({ order: sought = '' }) => ask('staff-parcels', { sought }, 'seen'),
  after: {
    seen: on('staff-parcels', ({ order: found, carriers }, args) => {
      const { carrier: said = NONE, arrives, order: code = '' } = args;
      const { by, number } = whoCarries(carriers, said, args.tracking ?? NONE);
      if (found === null || (said !== NONE && by === undefined)) {
        const others = carriers.map(({ code: one, name }) => button(literally(name), press('ship', code, one, number, arrives ?? '')));
        return saying(text([say('odd-carrier', { words: said }), say('ask-carrier')], ...others));
      }
      return ask(
        'ship-order',
        {
          order_id: found.id,
          ...(by && { provider: by.code }),
          ...(number !== NONE && { tracking_number: number }),
          ...(arrives !== undefined && { estimated_delivery_date: arrives }),
        },
        'shipped',
      );
    }),
    shipped: on('ship-order', ({ shipment: { id: shipment, status } }, args) => ({ ...showOrder(args), knowing: { shipment, status } })),
    shown: on('staff-order', (found, { status, order: code = '' }) => {
      const done = say(status === 'pending' ? 'staff-parcel-made' : 'staff-parcel-sent', { code });
      return saying(text([done], doing('track', [code]), doing('undo')), changedCard(found));
    }),
  },
  refused: ({ code }, { order: about = '' }) =>
    code === 'TAKEN' ? saying(text([say('staff-parcel-there')], doing('track', [about]), doing('order', [about]))) : undefined,
};

/** Where an order stands once its customer has it. */
const RECEIVED = new Set(['delivered', 'closed']);

const received: Verb = {
  name: 'received',
  least: 'agent',
  args: [order],
  run: ({ order: order_code = '' }) => ask('staff-order', { order_code }, 'seen'),
  after: {
    seen: on('staff-order', ({ id: order_id }) => ask('receive-order', { order_id }, 'received')),
    received: on('receive-order', (_, args) => showOrder(args)),
    shown: on('staff-order', (found, { order: code = '' }) => saying(text([say('staff-parcel-received', { code })]), changedCard(found))),
  },
  refused: ({ code: why, params }, { order: code = '' }) =>
    why === 'INVALID_TRANSITION' && RECEIVED.has(String(params.from))
      ? saying(text([say('staff-parcel-had', { code })], doing('order', [code])))
      : undefined,
};

/** The parcels as buttons, or the one there is as a card. */
const parcelList = (parcels: readonly Parcel[], sought: string): Doing => {
  const [only, ...others] = parcels;
  if (only !== undefined && others.length === 0 && sought !== '') return saying(parcelCard(only));
  if (only === undefined) {
    return saying(
      sought === ''
        ? text([say('staff-parcels-none')])
        : text([say('staff-parcel-none-yet')], doing('ship', [sought], 'primary'), doing('order', [sought])),
    );
  }
  return saying({
    kind: 'text',
    text: [say('staff-parcels-listed', { count: parcels.length })],
    choices: choicesOf(...parcels.map(parcelButton), toDesk()),
  });
};

/** A part of a number: with digits, or the letters that it begins or ends with. */
const NUMBER = /^(?:[\p{L}-]*\d[\p{L}\d-]*|[A-Z]{1,4})$/u;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const lookUp = (sought: string) =>
  UUID.test(sought) ? ask('staff-parcels', { shipment_id: sought }, 'found') : ask('staff-parcels', { sought }, 'found');

const track: Verb = {
  name: 'track',
  least: 'agent',
  args: [words('parcel', true)],
  run: ({ parcel = '' }) => lookUp(parcel),
  after: { found: on('staff-parcels', ({ parcels }, { parcel = '' }) => parcelList(parcels, parcel)) },
};

/** Takes a parcel a step on. What the step needs beside, the desk says, and it is asked for. */
const parcel: Verb = {
  name: 'parcel',
  least: 'agent',
  args: [
    { name: 'parcel', read: (written) => word(written) },
    option('step', Object.keys(STEPS)),
    {
      name: 'tracking_number',
      optional: true,
      read: (written, listening) => {
        const groups = beforeMoment(written, listening).split(/\s+/);
        return groups.every((group) => NUMBER.test(group)) ? tracking.read(written, listening) : undefined;
      },
    },
    aReason(true),
  ],
  run: ({ parcel: sought = '' }) => lookUp(sought),
  after: {
    found: on('staff-parcels', ({ parcels: [first, ...others] }, { step = '', tracking_number, reason, parcel: sought = '' }) => {
      if (first === undefined || others.length > 0) return parcelList(first === undefined ? [] : [first, ...others], sought);
      const new_status = STEPS[step as Step];
      const given = { ...(tracking_number !== undefined && { tracking_number }), ...(reason !== undefined && { reason }) };
      return ask('advance-shipment', { shipment_id: first.id, new_status, ...given }, 'moved', {
        shipment: first.id,
        order: first.order_code,
      });
    }),
    moved: on('advance-shipment', (_, { shipment = '' }) => ask('staff-parcels', { shipment_id: shipment }, 'shown')),
    shown: on('staff-parcels', ({ parcels: [first] }) => saying(...(first === undefined ? [] : [parcelCard(first)]))),
  },
};

function word(written: string) {
  const [begun] = /^[#№]?\S+/.exec(written) ?? [];
  return begun === undefined ? undefined : { value: begun, rest: left(written, begun) };
}

export const parcelVerbs: readonly Verb[] = [ship, track, parcel, received];
