import { z } from 'zod';
import { rpc } from '../rpc/call.ts';
import { Constants } from '../rpc/database.types.ts';

export const taskSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string().nullable(),
  kind: z.string(),
  priority: z.enum(Constants.public.Enums.priority),
  status: z.enum(Constants.public.Enums.task_status),
  completed: z.boolean(),
  resolution: z.string().nullable(),
  due_at: z.string().nullable(),
  assigned_to: z.uuid().nullable(),
  order_id: z.uuid().nullable(),
  lead_id: z.uuid().nullable(),
  customer_id: z.uuid().nullable(),
  created_at: z.string(),
  created_by: z.uuid(),
});

export const createTask = rpc('create_task_safe', z.object({ task: taskSchema, duplicate: z.boolean() }));
export const callPerson = rpc('call_person_safe', z.object({ task: taskSchema, duplicate: z.boolean() }));
export const advanceTask = rpc('advance_task_safe', z.object({ task: taskSchema }));
