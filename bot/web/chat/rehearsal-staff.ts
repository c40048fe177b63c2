import type { Hono } from 'hono';
import { z } from 'zod';
import { asked } from '../../../src/rpc/call.ts';
import type { RpcPort } from '../../../src/rpc/port.ts';
import { inviteOwner, inviteStaff, resolveIdentity } from '../../../src/staff/phone-book.ts';
import { languageOf } from '../language.ts';
import { guarded, refuse } from './answers.ts';
import type { MountedWith } from './options.ts';

const inviteSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('owner') }),
  /** By an owner, who is named by their chat. */
  z.object({ role: z.enum(['agent', 'manager', 'admin']), by: z.string().min(1).max(200) }),
]);

/**
 * The staff of the rehearsal: invitations for the chats beside the customer's. The first is the operator's own, as
 * `npm run owner` gives it; the others are the owner's.
 */
export function mountRehearsalStaff(web: Hono, options: MountedWith, port: RpcPort, account: string): void {
  const staffIn = async (chat: string) => asked(await resolveIdentity(port, { provider: 'web', account, external_id: chat })).staff;

  web.get(
    '/rehearsal/staff',
    guarded(options, async (c) => {
      const chat = c.req.query('chat') ?? '';
      const staff = chat === '' ? null : await staffIn(chat);
      return c.json({ role: staff?.role ?? null });
    }),
  );

  web.post(
    '/rehearsal/staff',
    guarded(options, async (c) => {
      const given = inviteSchema.safeParse(await bodyOf(c.req));
      if (!given.success) return refuse(c, options, 400);
      const { data } = given;
      if (data.role === 'owner') {
        const invited = await inviteOwner(port, { slug: account });
        return invited.ok ? c.json({ code: invited.data.code }) : refuse(c, options, 400);
      }
      const owner = await staffIn(data.by);
      if (owner === null) return refuse(c, options, 400);
      const display_name = options.phrases(languageOf(c), `rehearsal-role-${data.role}`);
      const invited = await inviteStaff(port, { actor_id: owner.id, display_name, role: data.role });
      return invited.ok ? c.json({ code: invited.data.code }) : refuse(c, options, 400);
    }),
  );
}

/** JSON that says it is: another site's form cannot send it. */
async function bodyOf(request: { header: (name: string) => string | undefined; json: () => Promise<unknown> }): Promise<unknown> {
  if (!request.header('content-type')?.startsWith('application/json')) return undefined;
  return await request.json().catch(() => undefined);
}
