import { z } from 'zod';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';

/** What a desk decides, and when people are at work, as the staff see and change it in chat. */

const clock = z.string().transform((time) => time.slice(0, 5));

const settingsSchema = z.object({
  paid_policy: z.enum(Constants.public.Enums.paid_policy),
  currency: z.string(),
  currencies: z.array(z.string()),
  time_zone: z.string(),
  languages: z.array(z.string()),
  default_provider: z.string(),
  shipment_required: z.boolean(),
  tracking_number_required: z.boolean(),
  auto_deliver: z.boolean(),
  quiet_from: clock.nullable(),
  quiet_until: clock.nullable(),
  answer_within_minutes: z.int(),
  nudge_after_minutes: z.int().nullable(),
  proposal_hours: z.int(),
  assignment: z.enum(Constants.public.Enums.work_assignment),
  offer_minutes: z.int(),
});
export type DeskSettings = z.output<typeof settingsSchema>;

export const staffSettings = rpc(
  'staff_settings',
  z.object({ settings: settingsSchema, providers: z.array(z.object({ code: z.string(), name: z.string() })) }),
);
export const updateSettings = rpc('update_desk_settings_safe', z.object({ settings: settingsSchema }));

const spanSchema = z.object({ weekday: z.int().min(1).max(7), opens: z.string(), closes: z.string() });
/** A span of one weekday, 1 Monday to 7 Sunday. */
export type Span = z.output<typeof spanSchema>;

const hoursSchema = z.object({ hours: z.array(spanSchema), days_off: z.array(z.string()) });
export type Hours = z.output<typeof hoursSchema>;

export const staffHours = rpc('staff_hours', z.object({ mine: hoursSchema, desk: hoursSchema, on_shift: z.boolean() }));
export const setHours = rpc('set_hours_safe', hoursSchema);
export const setDayOff = rpc('set_day_off_safe', hoursSchema);
