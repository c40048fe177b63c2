import { autoRetry } from '@grammyjs/auto-retry';
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import type { BotAnswer, BotApi } from '../../src/channels/telegram/types.ts';

export type TelegramApi = BotApi & {
  /** The bytes of a file that somebody sent; null when it is not to be had. */
  fetchFile(fileId: string, limit: number): Promise<Uint8Array | null>;
  /** Asks for updates; ends with its own signal, as a question may stay open for long. */
  updates(params: Record<string, unknown>, signal?: AbortSignal): Promise<BotAnswer>;
};

type Options = { token: string; root: string; paymentToken?: string | undefined };

/** Longer than the pause that an update may wait for at the server. */
const CALL_SECONDS = 60;

/** The bot behind a token, and the till behind another. Both stay in this file: neither is in an error or in a line of the log. */
export function telegramApi({ token, root, paymentToken }: Options): TelegramApi {
  const apiRoot = root.replace(/\/+$/, '');
  const api = new Api(token, { apiRoot, timeoutSeconds: CALL_SECONDS });
  // A moment's pause is waited for here; whatever takes longer, the outbox waits for.
  api.config.use(autoRetry({ maxRetryAttempts: 1, maxDelaySeconds: 2, rethrowInternalServerErrors: true, rethrowHttpErrors: true }));
  const secrets = paymentToken === undefined ? [token] : [token, paymentToken];
  const hidden = (text: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '<token>'), text);

  /** Some methods take nothing, not even nothing. */
  const raw = (method: string, payload: Record<string, unknown>, signal?: AbortSignal): Promise<unknown> => {
    const methods = api.raw as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const given = Object.keys(payload).length === 0 ? [] : [payload];
    return methods[method]?.(...given, ...(signal ? [signal] : [])) ?? Promise.reject(new Error(`there is no method ${method}`));
  };

  async function invoke(method: string, payload: Record<string, unknown>, signal?: AbortSignal): Promise<BotAnswer> {
    try {
      return { ok: true, result: await raw(method, payload, signal) };
    } catch (error) {
      if (error instanceof GrammyError) {
        const { error_code: code, description, parameters } = error;
        return {
          ok: false,
          code,
          description: hidden(description),
          retryAfter: parameters.retry_after ?? null,
          ...(parameters.migrate_to_chat_id !== undefined && { movedTo: parameters.migrate_to_chat_id }),
        };
      }
      return unanswered(error, hidden);
    }
  }

  const call: BotApi['call'] = (method, params, file) =>
    invoke(method, {
      ...params,
      ...(file !== undefined && { [file.field]: new InputFile(file.bytes, quoted(file.name)) }),
      // Stars need nobody's token.
      ...(method === 'sendInvoice' && { provider_token: params.currency === 'XTR' ? '' : (paymentToken ?? '') }),
    });

  return {
    call,
    callAlbum: (params, pictures) =>
      invoke('sendMediaGroup', {
        ...params,
        media: pictures.map(({ bytes, name, words }) => ({ type: 'photo', media: new InputFile(bytes, quoted(name)), ...words })),
      }),
    updates: (params, signal) => invoke('getUpdates', params, signal),
    async fetchFile(fileId, limit) {
      const found = await call('getFile', { file_id: fileId });
      if (!found.ok) return null;
      const { file_path: path, file_size: size = 0 } = found.result as { file_path?: string; file_size?: number };
      if (path === undefined || size > limit) return null;
      try {
        const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, { signal: AbortSignal.timeout(CALL_SECONDS * 1_000) });
        if (!response.ok) return null;
        const bytes = new Uint8Array(await response.arrayBuffer());
        return bytes.length > limit ? null : bytes;
      } catch (error) {
        throw new Error(`a file could not be fetched: ${hidden(reasonOf(error))}`);
      }
    },
  };
}

/** As the header of a form takes a name; the library writes it there as it is, and a name is anybody's. */
function quoted(name: string): string {
  const plain = name
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('"', "'")
    .replaceAll('\\', '')
    .trim();
  return `"${plain === '' ? 'file' : plain}"`;
}

const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

/** A call without an answer: when it cannot have arrived it is one that was refused, else nobody knows. */
function unanswered(error: unknown, hidden: (text: string) => string): BotAnswer {
  const cause = error instanceof HttpError ? error.error : error;
  const code = (cause as { code?: string } | null)?.code ?? '';
  const reason = hidden(reasonOf(cause));
  if (NEVER_ARRIVED.has(code)) return { ok: false, code: 0, description: reason, retryAfter: null };
  throw new Error(`the Bot API did not answer: ${reason}`);
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
