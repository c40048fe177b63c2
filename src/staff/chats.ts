import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** What staff do in customers' chats. */

const handoverSchema = z.object({
  id: z.uuid(),
  chat_id: z.uuid(),
  taken_by: z.object({ id: z.uuid(), display_name: z.string() }).nullable(),
  waiting_since: z.string().nullable(),
  ended_by: z.enum(['staff', 'customer', 'silence', 'erasure']).nullable(),
});

const doneSchema = z.object({ handover: handoverSchema.nullable(), duplicate: z.boolean() });

export const sayInChat = rpc('say_in_chat_safe', doneSchema.extend({ customer: z.string().nullable() }));
export const takeConversation = rpc('take_conversation_safe', doneSchema);
export const handBack = rpc('hand_back_safe', doneSchema);

export const waitingChats = rpc(
  'waiting_chats',
  z.array(
    z.object({
      chat_id: z.uuid(),
      provider: z.string(),
      /** What the customer is called, if anybody knows. */
      customer: z.string().nullable(),
      /** Empty once somebody has answered. */
      waiting_since: z.string().nullable(),
      handover: handoverSchema,
    }),
  ),
);

const staffChatSchema = z.object({
  chat_id: z.uuid(),
  provider: z.string(),
  customer: z.string().nullable(),
  taken_by: z.object({ id: z.uuid(), display_name: z.string() }).nullable(),
  is_mine: z.boolean(),
  waiting_since: z.string().nullable(),
  /** What the customer wanted when they asked for a person. */
  about: z.string().nullable(),
  /** Whether words of ours arrive there. */
  reachable: z.boolean(),
  /** Their newest order under way. */
  order_code: z.string().nullable(),
});
export type StaffChat = z.output<typeof staffChatSchema>;

/** The chats that are meant by an id, an order, a phone number or a name; at least one. */
export const staffChat = rpc('staff_chat', z.array(staffChatSchema).min(1));

const staffChatAtSchema = z.object({
  chat: z.string(),
  /** Null of those who work here no more. */
  role: z.enum(['agent', 'manager', 'admin', 'owner']).nullable(),
  language: z.string(),
});
export type StaffChatAt = z.output<typeof staffChatAtSchema>;

/** Which chats of a bot or a number are the staff's. */
export const staffChatsAt = rpc('staff_chats', z.array(staffChatAtSchema));
