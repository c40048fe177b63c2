import { bookPhrase } from '../../../books/words.ts';
import { say } from '../../../conversation/reply.ts';
import { button, press, text } from '../say.ts';
import { ask, on, saying, type Verb } from '../verb.ts';

/** Nobody reads more at once; the rest is counted. */
const SHOWN = 10;

export const booksVerb: Verb = {
  name: 'books',
  least: 'admin',
  args: [],
  run: () => ask('check-books', {}, 'checked'),
  after: {
    checked: on('check-books', (found) => {
      if (found.length === 0) return saying(text([say('books-in-order')]));
      const codes = [...new Set(found.flatMap(({ code }) => code ?? []))].slice(0, 4);
      const more = found.length > SHOWN ? [say('books-more', { count: found.length - SHOWN })] : [];
      return saying(
        text(
          [say('books-odd', { count: found.length }), ...found.slice(0, SHOWN).map(bookPhrase), ...more, say('books-what-to-do')],
          ...codes.map((code) => button(say('staff-show-order', { code }), press('order', code))),
        ),
      );
    }),
  },
};
