import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** A door of a desk is known to it before anybody writes there. */
export const openChannel = rpc('open_channel_safe', z.object({ account_id: z.uuid(), desk_id: z.uuid(), active: z.boolean() }));

/** How a door is, told by whoever keeps it open; what stays wrong, the admins hear of. */
export const reportChannel = rpc('report_channel_safe', z.object({ trouble: z.enum(['away', 'silent']).nullable(), usual: z.int() }));

/** That the payment provider of a door is not taken; the admins hear of it once a day. */
export const reportTill = rpc('report_till_safe', z.object({ told: z.boolean() }));

/** What money is taken in the chats of a door. */
export const openTill = rpc('open_till_safe', z.object({ takes_cards: z.boolean(), stars_per_unit: z.number().nullable() }));
