import { z } from 'zod';
import { amountSchema } from '../domain/money.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';
import { orderRowSchema, taskRowSchema } from './work.ts';

/** Customers and colleagues, and what is found, as the staff's chat shows them. */

const staffCustomerSchema = z.object({
  id: z.uuid(),
  full_name: z.string(),
  phone: z.string().nullable(),
  phone_verified: z.boolean(),
  email: z.string().nullable(),
  language: z.string(),
  delivery_address: z.string().nullable(),
  notes: z.string().nullable(),
  created_at: z.string(),
  stopped: z.boolean(),
  channels: z.array(z.object({ channel: z.string(), last_used: z.string().nullable() })),
  consents: z.array(z.looseObject({ kind: z.string(), granted: z.boolean() })),
  /** The chat they wrote in last. */
  chat_id: z.uuid().nullable(),
  orders: z.array(orderRowSchema),
  orders_count: z.int(),
  balances: z.array(z.object({ currency: z.string(), due: amountSchema.nullable(), received: amountSchema })),
  tasks: z.array(taskRowSchema),
});
export type StaffCustomer = z.output<typeof staffCustomerSchema>;

const colleagueSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(Constants.public.Enums.staff_role),
  at_work: z.boolean(),
  open_work: z.int(),
});
export type Colleague = z.output<typeof colleagueSchema>;

const hitSchema = z.object({
  kind: z.enum(['order', 'parcel', 'customer', 'lead']),
  id: z.uuid(),
  /** What it was found by. */
  by: z.enum(['code', 'tracking', 'reference', 'phone', 'email', 'name', 'words']),
  exact: z.boolean(),
  /** The code of the order, the phone of the customer, the name on the lead. */
  ref: z.string().nullable(),
  title: z.string().nullable(),
  status: z.string().nullable(),
});
export type Hit = z.output<typeof hitSchema>;

const paperSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  type_name: z.string(),
  path: z.string(),
  name: z.string(),
  created_at: z.string(),
  by: z.string().nullable(),
  from_customer: z.boolean(),
});
export type Paper = z.output<typeof paperSchema>;

export const staffCustomer = rpc('staff_customer', staffCustomerSchema);
/** Those at work first, and of them who has least in hand. */
export const staffColleagues = rpc('staff_colleagues', z.array(colleagueSchema));
export const staffFind = rpc('staff_find', z.object({ words: z.string(), found: z.array(hitSchema), more: z.boolean() }));
export const staffDocuments = rpc(
  'staff_documents',
  z.object({ documents: z.array(paperSchema), types: z.array(z.object({ code: z.string(), name: z.string() })) }),
);
export const addNote = rpc('add_note_safe', z.object({ duplicate: z.boolean() }));
export const takeNoteBack = rpc('take_note_back_safe', z.object({ taken_back: z.boolean() }));
