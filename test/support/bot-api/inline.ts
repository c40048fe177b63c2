import type { InlineQueryResultArticle } from 'grammy/types';
import { wordsOf } from './requests.ts';
import type { InlineAnswer, Performed } from './types.ts';

const LIMITS = { results: 50, id: 64, offset: 64, startParameter: 64 };

/** Answers to searches in other chats, by the rules of the real server. */
export function startInline() {
  const answered = new Map<string, InlineAnswer>();

  function answer(params: Record<string, unknown>): Performed {
    const id = String(params.inline_query_id);
    const results = (params.results ?? []) as InlineQueryResultArticle[];
    const next_offset = wordsOf(params.next_offset);
    const button = (params.button ?? null) as InlineAnswer['button'];
    if (answered.has(id)) return { refused: 'Bad Request: query is too old and response timeout expired or query ID is invalid' };
    const refused = refusal(results, next_offset, button);
    if (refused !== undefined) return { refused: `Bad Request: ${refused}` };
    answered.set(id, { results, next_offset, is_personal: params.is_personal === true, button });
    return { result: true };
  }

  return { answered, answer };
}

function refusal(results: InlineQueryResultArticle[], next: string, button: InlineAnswer['button']): string | undefined {
  if (results.length > LIMITS.results) return 'RESULTS_TOO_MUCH';
  const ids = results.map(({ id }) => id);
  if (ids.some((id) => id === '' || Buffer.byteLength(id) > LIMITS.id)) return 'RESULT_ID_INVALID';
  if (new Set(ids).size < ids.length) return 'RESULT_ID_DUPLICATE';
  if (Buffer.byteLength(next) > LIMITS.offset) return 'NEXT_OFFSET_INVALID';
  if (button !== null && !/^[A-Za-z0-9_-]{1,64}$/.test(button.start_parameter)) return 'START_PARAM_INVALID';
  return results.some(({ title, input_message_content: content }) => title === '' || !('message_text' in content))
    ? 'MESSAGE_EMPTY'
    : results.map(refusalOfButtons).find(Boolean);
}

function refusalOfButtons({ reply_markup: markup }: InlineQueryResultArticle): string | undefined {
  const isWrong = (markup?.inline_keyboard.flat() ?? []).some((one) => !('url' in one) || !/^https:\/\//.test(one.url));
  return isWrong ? 'BUTTON_URL_INVALID' : undefined;
}
