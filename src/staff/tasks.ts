import { z } from 'zod';
import { rpc } from '../rpc/call.ts';
import { taskSchema } from '../tasks/phone-book.ts';
import { stepSchema, taskRowSchema } from './work.ts';

/** Tasks, as the staff's chat shows them. */

const staffTaskSchema = taskRowSchema.extend({
  description: z.string().nullable(),
  resolution: z.string().nullable(),
  assigned_to: z.uuid().nullable(),
  lead_id: z.uuid().nullable(),
  customer_id: z.uuid().nullable(),
  created_by: z.string().nullable(),
  steps: z.array(stepSchema),
});
export type StaffTask = z.output<typeof staffTaskSchema>;

export const staffTasks = rpc('staff_tasks', z.object({ filter: z.string(), tasks: z.array(taskRowSchema), more: z.boolean() }));
export const staffTask = rpc('staff_task', staffTaskSchema);
export const postponeTask = rpc('postpone_task_safe', z.object({ task: taskSchema }));
export const assignTask = rpc('assign_task_safe', z.object({ task: taskSchema }));
export const remindOfTasks = rpc('remind_of_tasks', z.object({ reminded: z.int() }));
