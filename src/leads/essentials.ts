/**
 * A page reduced to the tags that say what it offers: its title, its metas, its linked data. Pages of strangers are not given
 * to a parser whole: 512 KB of tags within tags kept one busy for minutes (measured). One walk from left to right, whatever
 * the page is.
 */

const MOST = { metas: 80, meta: 4_000, title: 4_000, blocks: 4, block: 64_000 };

const NAME = /[a-z]{1,10}/iy;
const CLOSING = { title: /<\/title/gi, script: /<\/script/gi, style: /<\/style/gi } as const;

/** The head of the page in short, as HTML; empty when it says nothing of itself. */
export function essentialsOf(html: string): string {
  const kept: string[] = [];
  const left = { metas: MOST.metas, titles: 1, blocks: MOST.blocks };
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at);
      if (end === -1) break;
      at = end;
      continue;
    }
    const name = nameAt(html, at + 1);
    if (name === 'meta') {
      const end = endOfTag(html, at);
      if (end - at <= MOST.meta && left.metas-- > 0) kept.push(html.slice(at, end));
      at = end;
    } else if (name === 'title' || name === 'script' || name === 'style') {
      const inside = endOfTag(html, at);
      const end = closing(html, name, inside);
      const tag = html.slice(at, Math.min(inside, at + MOST.meta));
      if (name === 'title' && left.titles-- > 0) kept.push(`<title>${html.slice(inside, Math.min(end, inside + MOST.title))}</title>`);
      if (name === 'script' && /ld\+json/i.test(tag) && end - inside <= MOST.block && left.blocks-- > 0) {
        kept.push(`<script type="application/ld+json">${html.slice(inside, end)}</script>`);
      }
      at = end;
    } else at += 1;
  }
  return kept.join('\n');
}

function nameAt(html: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(html)?.[0].toLowerCase() ?? '';
}

/** Behind the tag that begins there; a bracket within quotes does not end it. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at++) {
    const letter = html.charAt(at);
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '>') return at + 1;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  return html.length;
}

function closing(html: string, name: keyof typeof CLOSING, from: number): number {
  const pattern = CLOSING[name];
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}
