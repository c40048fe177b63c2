import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/conversation/state.ts';
import { load } from '../../../src/conversation/state.ts';
import { everyPlace, placeOf, talkAt } from '../../support/places.ts';
import type { Talk } from '../../support/talk.ts';

/** What people say beside the point. */
const CHATTER = {
  en: ['hmm', 'sorry, one moment please', 'haha', 'ok thanks', "I don't understand", 'wait', '😀', 'lol'],
  ru: ['хм', 'подождите минутку', 'хаха', 'ок спасибо', 'не понял', 'сейчас', 'секунду'],
  tr: ['hmm', 'bir dakika', 'haha', 'tamam teşekkürler', 'anlamadım', 'bir saniye', 'bekleyin'],
} as const;
const QUESTIONS = {
  en: ['do you ship to Berlin?', 'how long does it take?'],
  ru: ['а у вас есть гарантия?', 'а сколько ждать?'],
  tr: ['kargo ne kadar sürer?', 'garantisi var mı?'],
} as const;

/** What is looked for, or is the very thing that is asked for: any words. */
const TALKING: readonly Place[] = [
  'comment',
  'wish-item',
  'wish-photo',
  'wish-comment',
  'cancelReason',
  'asking',
  'ratingWords',
  'offer-wish',
];

const memoryOf = (talk: Talk) => {
  const memory = talk.stored && load(talk.stored)?.memory;
  return { ...memory, confused: 0, pressed: null, shown: [], search: null };
};

describe.each(['en', 'ru', 'tr'] as const)('in %s', (language) => {
  it.each(everyPlace.filter((place) => place !== 'home' && place !== 'results'))(
    'chatter at "%s" loses nothing and is no answer',
    (place) => {
      const talk = talkAt(place, language);
      const before = memoryOf(talk);
      const beside = TALKING.includes(place) ? CHATTER[language] : [...CHATTER[language], ...QUESTIONS[language]];
      for (const words of beside) {
        talk.type(words);
        expect([words, placeOf(talk), talk.commands]).toEqual([words, place, []]);
        expect(memoryOf(talk)).toEqual(before);
        if (place === 'human') expect(talk.replies).toEqual([]);
        else expect(talk.buttons().length + (talk.replies.some(({ kind }) => kind === 'text') ? 1 : 0)).toBeGreaterThan(0);
      }
    },
  );

  it.each(['home', 'results'] as const)('chatter at "%s" is looked for, or answered, and leads on', (place) => {
    for (const words of [...CHATTER[language], ...QUESTIONS[language]]) {
      const talk = talkAt(place, language);
      talk.type(words);
      expect([words, talk.buttons().length > 0]).toEqual([words, true]);
    }
  });
});
