import { z } from 'zod';
import { searchFromOutside } from '../../src/catalogue/phone-book.ts';
import { shorten } from '../../src/channels/cut.ts';
import { storable } from '../../src/channels/storable.ts';
import { telegramLimits } from '../../src/channels/telegram/limits.ts';
import { CATALOGUE_PAYLOAD } from '../../src/conversation/codes.ts';
import type { Listing } from '../../src/conversation/results.ts';
import { money, textFor } from '../../src/outbox/words.ts';
import { chooseLanguage, type Language, type Phrases } from '../../src/phrases/phrases.ts';
import type { RpcPort } from '../../src/rpc/port.ts';
import type { Log } from '../log.ts';
import type { TelegramApi } from './api.ts';

const PAGE = 20;
/** A moment of what there is: prices change. */
const CACHE_SECONDS = 30;
/** Answered at a time, and people who may wait for it; what comes beyond is let go, and their next letter asks again. */
const MOST = { atOnce: 4, waiting: 50 } as const;
const LONGEST = { title: 100, description: 200 } as const;

const querySchema = z.looseObject({
  id: z.string(),
  from: z.looseObject({ id: z.int(), language_code: z.string().optional().catch(undefined) }),
  query: z.string(),
  offset: z.string(),
});
type Query = z.output<typeof querySchema>;

export type AnswerInline = (query: unknown) => void;
type Deps = { port: RpcPort; phrases: Phrases; log: Log };
type Bot = { api: TelegramApi; account: string; handle: string };

/**
 * Answers `@bot helmet`, typed in any chat: from what everybody may see, in the language of whoever types. Nothing of it is
 * stored. Every letter asks anew: of what one person has typed meanwhile only the newest is answered.
 */
export function inlineDoor({ port, phrases, log }: Deps, { api, account, handle }: Bot): AnswerInline {
  const waiting = new Map<number, Query>();
  const working = new Set<number>();

  async function answer({ id, from, query, offset }: Query): Promise<void> {
    const page = /^\d{1,4}$/.test(offset) ? Number(offset) : 0;
    const words = storable(query).trim();
    const found = await searchFromOutside(port, { provider: 'telegram', account, query: words, page, page_size: PAGE });
    if (waiting.has(from.id)) return;
    if (!found.ok) return log.debug({ code: found.refusal.code }, 'a search in another chat was not answered');
    const { listings, more, languages } = found.data;
    const [first = 'en'] = languages;
    const spoken = from.language_code === undefined ? first : chooseLanguage([from.language_code]);
    const language = chooseLanguage([languages.includes(spoken) ? spoken : first]);
    const isEmpty = listings.length === 0 && page === 0;
    const answered = await api.call('answerInlineQuery', {
      inline_query_id: id,
      results: listings.map((listing) => resultOf(listing, language, { handle, phrases })),
      // It is in the language of this person: nobody else is shown what was kept for them.
      ...{ is_personal: true, cache_time: CACHE_SECONDS, next_offset: more ? String(page + 1) : '' },
      ...(isEmpty && { button: { text: phrases(language, 'inline-nothing'), start_parameter: CATALOGUE_PAYLOAD } }),
    });
    // Too old by now, mostly: whoever types has typed on.
    if (!answered.ok) log.debug({ code: answered.code, description: answered.description }, 'a search in another chat was not answered');
  }

  function goOn(): void {
    for (const [person, query] of waiting) {
      if (working.size >= MOST.atOnce) return;
      if (working.has(person)) continue;
      waiting.delete(person);
      working.add(person);
      void answer(query)
        .catch((error: unknown) => log.debug({ err: error }, 'a search in another chat was not answered'))
        .finally(() => {
          working.delete(person);
          goOn();
        });
    }
  }

  return (given) => {
    const { success, data } = querySchema.safeParse(given);
    if (!success || (waiting.size >= MOST.waiting && !waiting.has(data.from.id))) return;
    waiting.set(data.from.id, data);
    goOn();
  };
}

/** A listing as it is listed, as it is then said, and the button by which it is ordered. */
function resultOf({ code, title, description, price, currency }: Listing, language: Language, { handle, phrases }: Words) {
  const name = textFor(title, language);
  const cost = price === null || currency === null ? phrases(language, 'price-by-manager') : money(price, currency, language);
  const about = textFor(description, language);
  const heading = shorten(name, LONGEST.title);
  const text = shorten([heading, cost, about].filter(Boolean).join('\n'), telegramLimits.text);
  return {
    ...{ type: 'article', id: code, title: heading, description: shorten(`${cost}\n${about}`.trim(), LONGEST.description) },
    input_message_content: {
      message_text: text,
      entities: [{ type: 'bold', offset: 0, length: heading.length }],
      link_preview_options: { is_disabled: true },
    },
    reply_markup: {
      inline_keyboard: [[{ text: phrases(language, 'inline-order'), url: `https://t.me/${handle}?start=listing_${code}` }]],
    },
  };
}

type Words = { handle: string; phrases: Phrases };
