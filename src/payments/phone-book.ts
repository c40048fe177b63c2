import { z } from 'zod';
import { orderSchema } from '../orders/schema.ts';
import { rpc } from '../rpc/call.ts';
import { paymentReportSchema, paymentSchema, paymentWaysSchema } from './schema.ts';

const recorded = z.object({ payment: paymentSchema, order: orderSchema, duplicate: z.boolean() });

export const recordPayment = rpc('record_generic_payment_safe', recorded);
export const advancePayment = rpc('advance_payment_safe', recorded);
export const paymentWays = rpc('payment_ways', paymentWaysSchema);
export const reportPayment = rpc('report_payment_safe', paymentReportSchema);
