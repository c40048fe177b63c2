import { z } from 'zod';
import { rpc } from '../../rpc/call.ts';

/** A line of the chat. The content is whatever the channel of that side has stored. */
const lineSchema = z.object({
  id: z.string(),
  from: z.enum(['person', 'desk']),
  position: z.int(),
  version: z.int(),
  at: z.string(),
  content: z.unknown(),
});

export const deliverMessage = rpc('deliver_web_message', z.object({ id: z.string(), version: z.int() }));
export const readChat = rpc('read_web_chat', z.object({ chat_id: z.uuid().nullable(), messages: z.array(lineSchema) }));
export const findDesk = rpc(
  'web_desk',
  z.object({ desk_id: z.uuid(), name: z.string(), languages: z.array(z.string()), active: z.boolean() }),
);
export const explainTurn = rpc('explain_turn', z.record(z.string(), z.unknown()));
export const findFile = rpc(
  'find_web_file',
  z.object({ kind: z.string(), name: z.string().nullable(), path: z.string().nullable(), png: z.string().nullable() }),
);
