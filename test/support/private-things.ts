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
