import { z } from 'zod';
import { customerSchema } from '../customers/schema.ts';
import { leadSchema } from '../leads/schema.ts';
import { paymentSchema } from '../payments/schema.ts';
import { rpc } from '../rpc/call.ts';
import { moves, reasonSchema } from './moves.ts';
import { customerOrderSchema, orderEventSchema, orderSchema, proposalSchema } from './schema.ts';

const rows = z.array(z.record(z.string(), z.unknown()));

export const createOrder = rpc('create_order_safe', z.object({ order: orderSchema, duplicate: z.boolean() }));
export const quickOrder = rpc(
  'quick_order_safe',
  z.object({ customer: customerSchema, lead: leadSchema, order: orderSchema, payment: paymentSchema.nullable(), duplicate: z.boolean() }),
);
export const orderFromCart = rpc(
  'create_order_from_cart_safe',
  z.object({ order: orderSchema, payment: paymentSchema.nullable(), duplicate: z.boolean() }),
);
export const priceOrder = rpc(
  'price_order_safe',
  z.object({ order: orderSchema, proposal: proposalSchema.nullable(), duplicate: z.boolean() }),
);
export const proposeEdit = rpc('propose_edit_safe', z.object({ proposal: proposalSchema, duplicate: z.boolean() }));
export const answerProposal = rpc(
  'answer_proposal_safe',
  z.object({ proposal: proposalSchema, order: orderSchema, duplicate: z.boolean() }),
);
export const myProposal = rpc('my_proposal', z.object({ order: customerOrderSchema, proposal: proposalSchema.nullable() }));
export const expireProposals = rpc('expire_proposals', z.object({ expired: z.int() }));
export const advanceOrder = rpc(
  'advance_order_status_safe',
  z.object({ order: orderSchema, event: orderEventSchema, duplicate: z.boolean() }),
);
export const assignOrder = rpc('assign_order_safe', z.object({ order: orderSchema }));
export const orderFunnel = rpc(
  'order_funnel',
  z.object({
    order: orderSchema,
    customer: customerSchema,
    lead: leadSchema.nullable(),
    lines: rows,
    payments: z.array(paymentSchema),
    shipments: rows,
    documents: rows,
    tasks: rows,
    messages: rows,
    rating: z.record(z.string(), z.unknown()).nullable(),
    events: z.array(orderEventSchema),
    audit: rows,
  }),
);
/** Whether a customer may do something with their order now, and what stands against it. */
const weighed = z.object({ move: z.enum(moves), allowed: z.boolean(), reasons: z.array(reasonSchema) });
export const weighMove = rpc('weigh_move', weighed.extend({ order: customerOrderSchema }));
/** The same of every move at once. */
export const weighMoves = rpc('weigh_moves', z.object({ order: customerOrderSchema, moves: z.array(weighed) }));
export const changeAddress = rpc('change_address_safe', z.object({ order: orderSchema, changed: z.boolean(), duplicate: z.boolean() }));
export const rateOrder = rpc(
  'rate_order_safe',
  z.object({
    rating: z.object({ id: z.uuid(), order_id: z.uuid(), stars: z.int(), comment: z.string().nullable(), created_at: z.string() }),
    order: orderSchema,
    duplicate: z.boolean(),
  }),
);
export const askAboutOrder = rpc(
  'ask_about_order_safe',
  z.object({ task: z.looseObject({ id: z.uuid(), kind: z.string(), status: z.string() }), order: orderSchema, duplicate: z.boolean() }),
);
