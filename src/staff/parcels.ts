import { z } from 'zod';
import { orderSchema, orderStatusSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';
import { shipmentSchema } from '../shipments/phone-book.ts';
import { stepSchema } from './work.ts';

/** Parcels, as the staff's chat shows them. */

const shipment_status = z.enum(Constants.public.Enums.shipment_status);

const parcelSchema = z.object({
  id: z.uuid(),
  order_code: z.string(),
  order_status: orderStatusSchema,
  status: shipment_status,
  provider: z.string(),
  provider_name: z.string(),
  tracking_number: z.string().nullable(),
  tracking_link: z.string().nullable(),
  estimated_delivery_date: z.string().nullable(),
  client_received_at: z.string().nullable(),
  created_at: z.string(),
  customer: z.string(),
  milestones: z.array(z.object({ status: shipment_status, at: z.string(), reason: z.string().nullable() })),
  steps: z.array(stepSchema),
});
export type Parcel = z.output<typeof parcelSchema>;

const carrierSchema = z.object({ code: z.string(), name: z.string() });
export type Carrier = z.output<typeof carrierSchema>;

export const staffParcels = rpc(
  'staff_parcels',
  z.object({
    parcels: z.array(parcelSchema),
    /** The order that was named, when one was. */
    order: z.object({ id: z.uuid(), order_code: z.string(), status: orderStatusSchema }).nullable(),
    carriers: z.array(carrierSchema),
  }),
);
export const shipOrder = rpc('ship_order_safe', z.object({ shipment: shipmentSchema, order: orderSchema, duplicate: z.boolean() }));
export const receiveOrder = rpc('receive_order_safe', z.object({ order: orderSchema, received: z.int(), duplicate: z.boolean() }));
