/**
 * Where to end a text so that it is at most `limit` long and no character a person sees is cut in half: an emoji
 * family counts as one. A single character longer than the limit is cut between code points.
 */
export function cutAt(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  // A character that begins before the limit and ends behind it shows as such only with what follows it.
  const head = text.slice(0, limit + 64);
  let end = 0;
  for (const { index, segment } of graphemes.segment(head)) {
    const next = index + segment.length;
    if (next > limit) break;
    end = next;
  }
  return end > 0 ? end : codePointAt(text, limit);
}

/** At most `limit` long, with an ellipsis in place of what is left out. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, cutAt(text, limit - 1)).trimEnd()}…`;
}

/** The text in pieces of at most `limit`: whole sentences together where they fit, else cut between characters. */
export function splitText(text: string, limit: number, language: string): string[] {
  if (text.length <= limit) return [text];
  const pieces: string[] = [];
  let piece = '';
  for (const sentence of sentencesOf(text, language)) {
    if (piece.length + sentence.length > limit) {
      if (piece !== '') pieces.push(piece);
      piece = '';
    }
    let rest = sentence;
    while (rest.length > limit) {
      const end = cutAt(rest, limit);
      pieces.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    piece += rest;
  }
  return (piece === '' ? pieces : [...pieces, piece]).map((part) => part.trim()).filter((part) => part !== '');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function sentencesOf(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function codePointAt(text: string, limit: number): number {
  const isHalved = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[limit] ?? '');
  return isHalved && limit > 1 ? limit - 1 : limit;
}
