import { choicesOf } from '../../conversation/buttons.ts';
import { type Choice, type Phrase, type Reply, say } from '../../conversation/reply.ts';
import type { Parcel } from '../parcels.ts';
import { button, doing, literally, press, toDesk } from './say.ts';

/** The steps of a parcel in words short enough for a button, and where they lead. */
export const STEPS = {
  warehouse: 'warehouse_received',
  photos: 'photos_received',
  transit: 'in_transit',
  problem: 'exception',
  arrived: 'delivered',
  back: 'returned',
  'called-off': 'cancelled',
} as const;
export type Step = keyof typeof STEPS;

const dashed = (status: string) => status.replaceAll('_', '-');
const statusOf = ({ status }: { status: string }) => say(`shipment-status-${dashed(status)}`);
const row = (label: string, value: Phrase | null) => (value === null ? [] : [{ label: say(`field-${label}`), value }]);

/** A parcel with all that has happened to it, and the steps that its reader may take now. */
export function parcelCard(parcel: Parcel): Reply {
  const { order_code: code, tracking_number: number, tracking_link: link, estimated_delivery_date: day } = parcel;
  return {
    kind: 'card',
    title: number === null ? say('staff-parcel-of', { code }) : say('staff-parcel-title', { number }),
    rows: [
      ...row('order', literally(code)),
      ...row('customer', literally(parcel.customer)),
      ...row('carrier', literally(parcel.provider_name)),
      ...parcel.milestones.map((milestone) => ({
        label: statusOf(milestone),
        value: say('verbatim', { text: { at: milestone.at, show: 'day-and-time' } }),
      })),
      ...row('arrives', day === null ? null : say('verbatim', { text: { at: `${day}T12:00:00Z`, show: 'day' } })),
      ...row('follow', link === null ? null : literally(link)),
    ],
    choices: choicesOf(...stepsOf(parcel), doing('order', [code]), toDesk()),
  };
}

function stepsOf({ id, steps }: Parcel): Array<Choice | null> {
  return (Object.keys(STEPS) as Step[]).map((step) => {
    const isOpen = steps.some(({ to, allowed }) => to === STEPS[step] && allowed);
    return isOpen
      ? button(say(`do-parcel-${step}`), press('parcel', id, step), step === 'back' || step === 'called-off' ? 'danger' : undefined)
      : null;
  });
}

/** A parcel as a line of a list. */
export const parcelButton = (parcel: Parcel): Choice | null =>
  button(
    say('staff-parcel-row', {
      code: parcel.order_code,
      number: parcel.tracking_number ?? parcel.provider_name,
      status: { phrase: statusOf(parcel).key },
    }),
    press('track', parcel.id),
  );
