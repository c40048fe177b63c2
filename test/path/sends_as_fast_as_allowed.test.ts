import pino from 'pino';
import { expect, it } from 'vitest';
import { drawChart } from '../../bot/draw-chart.ts';
import { startSender } from '../../bot/work/sender.ts';
import { drawCode } from '../../src/outbox/draw-code.ts';
import { directRpc } from '../../src/rpc/direct.ts';
import { openDesk } from '../support/builders.ts';
import { phrases, quiet } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { says, turn } from '../support/queues.ts';
import { recordingChannel } from '../support/recording-channel.ts';

const database = useDatabase();
const AN_HOUR_MS = 3_600_000;

it('goes on when the limit of a channel lets more through, without waiting to be called or for its next look', async () => {
  const desk = await openDesk(database.sql);
  await database.sql`
    update public.channel_accounts set messages_per_second = 25, burst = 5 where provider = 'web' and account = ${desk.slug}`;
  const chats = Array.from({ length: 30 }, (_, n) => `chat-${n}`);
  for (const chat of chats) await turn(database.sql, desk, chat, says('rating-is-kept'));

  const port = directRpc({ databaseUrl: database.url, connections: 2 });
  const web = recordingChannel();
  const sender = startSender({
    ...{ port, worker: 'alone', channels: { web }, phrases, draw: { code: drawCode, chart: drawChart }, log: pino({ level: 'silent' }) },
    ...{ leaseSeconds: 60, pollMs: AN_HOUR_MS, hears: true },
  });
  await quiet(database);
  expect(web.sent.map(({ chat }) => chat).sort()).toEqual(chats.sort());
  await sender.stop();
  await port.close();
});
