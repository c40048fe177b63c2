import { z } from 'zod';
import { customerSchema } from '../customers/schema.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';

const { staff_role, staff_status } = Constants.public.Enums;

const staffSchema = z.object({
  id: z.uuid(),
  desk_id: z.uuid(),
  display_name: z.string(),
  role: z.enum(staff_role),
  status: z.enum(staff_status),
  language: z.string(),
});

const changed = z.object({ staff: staffSchema });

export const openDesk = rpc('open_desk_safe', z.object({ desk_id: z.uuid(), system_staff_id: z.uuid(), owner_staff_id: z.uuid() }));
export const updateSettings = rpc('update_desk_settings_safe', z.object({ settings: z.record(z.string(), z.unknown()) }));
export const inviteStaff = rpc('invite_staff_safe', z.object({ code: z.string(), role: z.enum(staff_role), expires_at: z.string() }));
export const acceptInvitation = rpc('accept_invitation_safe', changed);
export const changeStaffRole = rpc('change_staff_role_safe', changed);
export const deactivateStaff = rpc('deactivate_staff_safe', z.object({ staff: staffSchema.omit({ desk_id: true, language: true }) }));
export const reactivateStaff = rpc('reactivate_staff_safe', changed);
/** Both are null for a stranger; a person may be both. */
export const resolveIdentity = rpc(
  'resolve_identity',
  z.object({
    desk_id: z.uuid().nullable(),
    staff: staffSchema.nullable(),
    customer: customerSchema.nullable(),
    system_staff_id: z.uuid().nullable(),
  }),
);
/** Offers what nobody has to whoever is at work. */
export const sweepStaffWork = rpc('sweep_staff_work', z.object({ told: z.int() }));
export const takeWork = rpc(
  'take_work_safe',
  z.object({ lead_id: z.uuid().nullable(), order_id: z.uuid().nullable(), order_code: z.string().nullable(), changed: z.boolean() }),
);
