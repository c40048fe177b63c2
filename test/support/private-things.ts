import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { type Arguments, call } from './shop.ts';

/** Somebody agrees to something, or takes it back. */
export const agree = (sql: Sql, desk: TestDesk, customerId: string, kind: string, granted = true) =>
  call(sql, 'record_consent_safe', {
    ...{ actor_id: desk.systemId, customer_id: customerId, acting_customer_id: customerId },
    ...{ kind, granted, version: '1', source: 'web' },
  });

export const offerCode = (sql: Sql, desk: TestDesk, customerId: string, chatId?: string) =>
  call(sql, 'offer_link_code_safe', {
    actor_id: desk.systemId,
    acting_customer_id: customerId,
    ...(chatId !== undefined && { chat_id: chatId }),
  });

export const redeem = (sql: Sql, desk: TestDesk, chatId: string, code: string, given: Arguments = {}) =>
  call(sql, 'redeem_link_code_safe', { actor_id: desk.systemId, chat_id: chatId, code, ...given });

/** What somebody decides about being written to. */
export const choose = (sql: Sql, desk: TestDesk, customerId: string, changes: unknown) =>
  call(sql, 'choose_settings_safe', { actor_id: desk.systemId, acting_customer_id: customerId, changes });

/** Quiet hours that are now, by the desk's clock: from an hour ago until two hours from now. */
export async function quietNow(sql: Sql, desk: TestDesk): Promise<{ from: string; until: string }> {
  const [row] = await sql`
    select to_char((now() at time zone time_zone) - interval '1 hour', 'HH24:MI') as from, to_char((now() at time zone time_zone) + interval '2 hours', 'HH24:MI') as until
    from public.desk_settings where desk_id = ${desk.deskId}`;
  return { from: row?.from, until: row?.until };
}

/** Asks for the file of everything the desk knows of somebody. */
export const askExport = (sql: Sql, desk: TestDesk, customerId: string, chatId: string, given: Arguments = {}) =>
  call(sql, 'ask_export_safe', { actor_id: desk.systemId, acting_customer_id: customerId, chat_id: chatId, ...given });

export const settingsOf = (sql: Sql, desk: TestDesk, customerId: string) =>
  call(sql, 'my_settings', { actor_id: desk.systemId, acting_customer_id: customerId });
