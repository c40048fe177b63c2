import type { Hono } from 'hono';
import { z } from 'zod';
import { noticeReply } from '../../../src/outbox/notice.ts';
import { putIntoWords } from '../../../src/outbox/words.ts';
import type { Language } from '../../../src/phrases/phrases.ts';
import { asked } from '../../../src/rpc/call.ts';
import type { RpcPort } from '../../../src/rpc/port.ts';
import { handBack, type Line, readThread, sayInChat, waitingChats } from '../../../src/staff/chats.ts';
import { resolveIdentity } from '../../../src/staff/phone-book.ts';
import { languageOf } from '../language.ts';
import { guarded, refuse } from './answers.ts';
import type { MountedWith } from './options.ts';

/** Whom the rehearsal plays on the desk's side: the first manager of the demo desk. */
const PLAYED = { provider: 'web', external_id: 'demo-staff-2', account: '' };

const saySchema = z.object({ chat: z.uuid(), text: z.string().min(1).max(4000), key: z.string().min(1).max(100) });
const backSchema = z.object({ chat: z.uuid() });

/** The manager's side of the rehearsal: who waits, what was said, an answer, the handing back. All of it through the safe RPCs. */
export function mountRehearsalDesk(web: Hono, options: MountedWith, port: RpcPort): void {
  const manager = async () => asked(await resolveIdentity(port, PLAYED)).staff?.id;

  web.get(
    '/rehearsal/desk',
    guarded(options, async (c) => {
      const actor_id = await manager();
      if (actor_id === undefined) return c.json({ chats: [], thread: null });
      const chats = asked(await waitingChats(port, { actor_id }));
      const chosen = chats.find(({ chat_id }) => chat_id === c.req.query('chat')) ?? chats[0];
      const thread = chosen === undefined ? null : asked(await readThread(port, { actor_id, chat_id: chosen.chat_id, most: 30 }));
      const language = languageOf(c);
      return c.json({
        chats: chats.map(({ chat_id, customer, waiting_since }) => ({ chat: chat_id, customer, waiting: waiting_since !== null })),
        thread: thread && { chat: thread.chat_id, lines: thread.lines.flatMap((line) => shown(line, language, options)) },
      });
    }),
  );

  web.post(
    '/rehearsal/desk/say',
    guarded(options, async (c) => {
      const given = saySchema.safeParse(await bodyOf(c.req));
      const actor_id = await manager();
      if (!given.success || actor_id === undefined) return refuse(c, options, 400);
      const { chat: chat_id, text, key: idempotency_key } = given.data;
      const answer = await sayInChat(port, { actor_id, chat_id, text, idempotency_key });
      return answer.ok ? c.json({ said: true }) : c.json({ sentence: answer.refusal.sentence }, 409);
    }),
  );

  web.post(
    '/rehearsal/desk/back',
    guarded(options, async (c) => {
      const given = backSchema.safeParse(await bodyOf(c.req));
      const actor_id = await manager();
      if (!given.success || actor_id === undefined) return refuse(c, options, 400);
      const answer = await handBack(port, { actor_id, chat_id: given.data.chat });
      return answer.ok ? c.json({ said: true }) : c.json({ sentence: answer.refusal.sentence }, 409);
    }),
  );
}

/** JSON that says it is: another site's form cannot send it. */
async function bodyOf(request: { header: (name: string) => string | undefined; json: () => Promise<unknown> }): Promise<unknown> {
  if (!request.header('content-type')?.startsWith('application/json')) return undefined;
  return await request.json().catch(() => undefined);
}

/** A line of the thread as plain words; what has none, a card say, is not shown. */
function shown({ id, from, at, event, phrase_key, params, reply }: Line, language: Language, { phrases }: MountedWith) {
  const listener = { language, timeZone: 'UTC', phrases };
  const words = (): string => {
    if (from === 'customer') {
      if (event?.type === 'text') return event.text;
      return event?.type === 'press' ? phrases(language, 'chat-button') : event?.type === 'file' ? phrases(language, 'chat-file') : '';
    }
    if (reply?.kind === 'order-card' || reply?.kind === 'qr' || phrase_key === null) return '';
    const said = reply ?? noticeReply({ phrase_key, params: params ?? {}, merged: [], recipient: 'customer' });
    const { card, paragraphs } = putIntoWords(said, listener);
    return [...(card === null ? [] : [card.title]), ...paragraphs].join('\n');
  };
  const text = words();
  return text === '' ? [] : [{ id, from, at, text }];
}
