import pino from 'pino';
import { beforeAll, expect, it } from 'vitest';
import { type Fault, startBotApi } from '../../support/bot-api.ts';
import { phrases } from '../../support/chatting.ts';
import { useDatabase } from '../../support/database.ts';
import { openShop, type Shop } from '../../support/shop.ts';
import { someone, startTelegram } from '../../support/telegram.ts';
import { aPayingGuest } from '../../support/telegram-payers.ts';

const database = useDatabase();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
  await database.sql`update public.payment_methods set offered = false where desk_id = ${shop.deskId}`;
});

it('out of every line and row, whatever goes wrong', async () => {
  const token = '7888888888:AAaVeryVerySecretSecretSecretSecretS';
  const paymentToken = '7999999999:TEST:VerySecretTill';
  const lines: string[] = [];
  // Without the desk's own redaction: nothing hands it the token in the first place.
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const api = await startBotApi(token);
  // Each way of failing somewhere: after every one of them there is a pause.
  api.fail('getMe', { kind: 'lost' }, { kind: 'answer', code: 401, description: `Unauthorized: ${token}` });
  const desk = await startTelegram(database, shop.slug, api, { log, till: { paymentToken } });
  const payer = await aPayingGuest(database, desk, shop);
  const refused: Fault = { kind: 'answer', code: 400, description: `Bad Request: PAYMENT_PROVIDER_INVALID ${paymentToken}` };
  api.fail('sendInvoice', refused);
  await payer.presses(phrases('en', 'button-move-pay'));
  expect(api.calls.filter(({ params }) => params.provider_token === paymentToken).length).toBeGreaterThan(0);
  const ada = someone(database, desk);
  await ada.opens();
  api.fail(
    'sendMessage',
    { kind: 'answer', code: 500, description: `${token} ${paymentToken}` },
    { kind: 'answer', code: 400, description: token },
  );
  await ada.says('/help');
  api.fail('getUpdates', { kind: 'truncated' }, { kind: 'answer', code: 409, description: `Conflict: ${token}` });
  await ada.says('/orders');
  api.fail('getFile', { kind: 'lost' });
  api.files.set('f', Uint8Array.of(1));
  await ada.answered(ada.write({ document: { file_id: 'f', file_size: 1 } }));
  await desk.stop();
  await api.stop();
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((line) => line.includes('PAYMENT_PROVIDER_INVALID <token>'))).not.toEqual([]);
  const secrets = [token.slice(11), paymentToken.slice(11)];
  expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  const tables = await database.sql`select table_schema, table_name from information_schema.tables
    where table_schema in ('public', 'private') and table_type = 'BASE TABLE'`;
  for (const { table_schema, table_name } of tables) {
    const rows = await database.sql.unsafe(
      `select 1 from ${table_schema}."${table_name}" as t where t::text like any (array['%${secrets.join("%', '%")}%'])`,
    );
    expect(rows, table_name).toHaveLength(0);
  }
});
