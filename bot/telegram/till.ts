import { reportTill } from '../../src/channels/phone-book.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Log } from '../log.ts';
import type { TelegramApi } from './api.ts';

/** The provider behind the payment token, and not the sum or the chat. */
const PROVIDER = /PROVIDER/i;

type TillDeps = { port: RpcPort; log: Log };

/** A bot whose invoices are refused is heard of: customers read of other ways to pay, and would not say so. */
export function watchTill(api: TelegramApi, { port, log }: TillDeps, account: string): TelegramApi {
  async function tell(error: string): Promise<void> {
    const told = await reportTill(port, { provider: 'telegram', account, error: error.slice(0, 500) });
    if (!told.ok) log.warn({ code: told.refusal.code }, 'nobody could be told that a payment token is refused');
  }

  return {
    ...api,
    async call(method, params, file) {
      const answer = await api.call(method, params, file);
      if (method !== 'sendInvoice' || answer.ok || answer.code !== 400) return answer;
      log.warn({ account, error: answer.description }, 'Telegram does not take an invoice');
      if (PROVIDER.test(answer.description)) {
        void tell(answer.description).catch((error: unknown) =>
          log.error({ err: error }, 'nobody could be told that a payment token is refused'),
        );
      }
      return answer;
    },
  };
}
