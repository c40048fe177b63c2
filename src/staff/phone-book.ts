import { z } from 'zod';
import { replySchema } from '../conversation/reply.ts';
import { customerSchema } from '../customers/schema.ts';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';
import { taskSchema } from '../tasks/phone-book.ts';

const { staff_role, staff_status } = Constants.public.Enums;

const staffSchema = z.object({
  id: z.uuid(),
  desk_id: z.uuid(),
  display_name: z.string(),
  role: z.enum(staff_role),
  status: z.enum(staff_status),
  language: z.string(),
});

const memberSchema = staffSchema.omit({ desk_id: true }).extend({
  role: z.enum(['agent', 'manager', 'admin', 'owner']),
  status_reason: z.string().nullable(),
  on_shift: z.boolean(),
  is_me: z.boolean(),
  /** By the rank of whoever asks. */
  may_change: z.boolean(),
});

const membersSchema = z.object({
  members: z.array(memberSchema),
  invited: z.array(z.object({ display_name: z.string(), role: memberSchema.shape.role, expires_at: z.string() })),
  /** Where the desk can be written to. */
  doors: z.array(z.object({ provider: z.string(), account: z.string(), handle: z.string().nullable() })),
});

const changed = z.object({ staff: staffSchema });

export const openDesk = rpc('open_desk_safe', z.object({ desk_id: z.uuid(), system_staff_id: z.uuid(), owner_staff_id: z.uuid() }));
export const inviteStaff = rpc('invite_staff_safe', z.object({ code: z.string(), role: z.enum(staff_role), expires_at: z.string() }));
export const acceptInvitation = rpc('accept_invitation_safe', changed);
/** Staff who are no more, and those who were before, are told apart from strangers: only who has a real code hears it. */
export const joinStaff = rpc(
  'join_staff_safe',
  z.object({ outcome: z.enum(['joined', 'unknown', 'used', 'expired', 'known', 'inactive', 'too_many']), staff: staffSchema.nullable() }),
);
export const inviteOwner = rpc(
  'invite_owner_safe',
  z.object({ code: z.string(), desk: z.string(), slug: z.string(), display_name: z.string(), expires_at: z.string() }),
);
export const staffMembers = rpc('staff_members', membersSchema);
export const chooseStaffLanguage = rpc('choose_staff_language_safe', changed);
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
export const staffShift = rpc('staff_shift', replySchema);
export const passOn = rpc('pass_on_safe', z.object({ colleague: z.string() }));
export const keepPromise = rpc('keep_promise_safe', z.object({ task: taskSchema, duplicate: z.boolean() }));
