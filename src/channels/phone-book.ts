import { z } from 'zod';
import { rpc } from '../rpc/call.ts';

/** A door of a desk is known to it before anybody writes there. */
export const openChannel = rpc('open_channel_safe', z.object({ account_id: z.uuid(), desk_id: z.uuid(), active: z.boolean() }));
