import { z } from 'zod';
import { orderSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { invoiceSchema, paymentReportSchema, paymentSchema, paymentWaysSchema } from './schema.ts';

const recorded = z.object({ payment: paymentSchema, order: orderSchema, duplicate: z.boolean() });

export const recordPayment = rpc('record_generic_payment_safe', recorded);
export const advancePayment = rpc('advance_payment_safe', recorded);
export const paymentWays = rpc('payment_ways', paymentWaysSchema);
export const offerInvoice = rpc('offer_invoice_safe', invoiceSchema);
/** Why somebody may not pay now; null when they may. */
const against = z.enum(['unknown', 'paid', 'ended', 'changed', 'off', 'busy']).nullable();
export const approveCheckout = rpc('approve_checkout_safe', z.object({ approved: z.boolean(), reason: against }));
export const recordCharge = rpc('record_charge_safe', z.object({ duplicate: z.boolean() }));
/** Whether somebody was told of it now, and whether the desk knows the charge at all. */
export const recordChargeGivenBack = rpc('record_charge_given_back_safe', z.object({ told: z.boolean(), known: z.boolean() }));
export const claimChargeRefunds = rpc(
  'claim_charge_refunds',
  z.array(z.object({ id: z.uuid(), account: z.string(), payer: z.string().nullable(), charge_id: z.string() })),
);
export const settleChargeRefund = rpc('settle_charge_refund', z.object({ settled: z.boolean() }));
export const reportPayment = rpc('report_payment_safe', paymentReportSchema);
