import type { Sql } from 'postgres';
import type { TestDesk } from './builders.ts';
import { type Arguments, call } from './shop.ts';

export const settingsOf = (sql: Sql, desk: TestDesk, customerId: string) =>
  call(sql, 'my_settings', { actor_id: desk.systemId, acting_customer_id: customerId });

export const choose = (sql: Sql, desk: TestDesk, customerId: string, changes: Arguments) =>
  call(sql, 'choose_settings_safe', { actor_id: desk.systemId, acting_customer_id: customerId, changes });

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

export const askExport = (sql: Sql, desk: TestDesk, customerId: string, chatId: string, given: Arguments = {}) =>
  call(sql, 'ask_export_safe', { actor_id: desk.systemId, acting_customer_id: customerId, chat_id: chatId, ...given });

/** An open code, a code that led nowhere, and an export somebody asked for. */
export async function privateThings(sql: Sql, desk: TestDesk, of: { chatId: string; customerId: string }): Promise<void> {
  await offerCode(sql, desk, of.customerId, of.chatId);
  await redeem(sql, desk, of.chatId, 'WRONG-123');
  await askExport(sql, desk, of.customerId, of.chatId);
}
