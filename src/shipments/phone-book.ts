import { z } from 'zod';
import { orderSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';

/** A parcel as RPCs return it. */
export const shipmentSchema = z.object({
  id: z.uuid(),
  order_id: z.uuid(),
  provider: z.string(),
  tracking_number: z.string().nullable(),
  status: z.enum(Constants.public.Enums.shipment_status),
  estimated_delivery_date: z.string().nullable(),
  warehouse_received: z.boolean(),
  warehouse_photos_received: z.boolean(),
  client_received: z.boolean(),
  tracking_status: z.record(z.string(), z.unknown()).nullable(),
  tracking_updated_at: z.string().nullable(),
  created_at: z.string(),
  created_by: z.uuid(),
});

const moved = z.object({ shipment: shipmentSchema, order: orderSchema, duplicate: z.boolean() });

export const createShipment = rpc('create_shipment_safe', moved);
export const advanceShipment = rpc('advance_shipment_safe', moved);
export const confirmReceipt = rpc('confirm_receipt_safe', moved);
export const syncTracking = rpc('sync_tracking_safe', z.object({ shipment: shipmentSchema, duplicate: z.boolean() }));
