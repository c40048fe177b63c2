/** Links people paste: found in what they write, freed of what only tracks them, and weighed before anybody follows one. */

/** No advert has a longer address; the database keeps none. */
const LONGEST_LINK = 2000;

/** A whole address, one that begins with www, or a host with something after it. */
const LINK = /(?<![\p{L}\p{N}@._/-])(?:https?:\/\/|www\.|(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}\/)[^\s<>"'`|\\^{}]{1,4000}/iu;
const CLOSING = /[.,;:!?…»”’)\]*_]+$/u;

const TRACKING =
  /^(?:utm_.*|_ga|_gl|_openstat|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ymclid|ysclid|igshid|igsh|mc_cid|mc_eid|srsltid|ref_src|spm|scm)$/i;

export type FoundLink = {
  url: string;
  /** What was written around it. */
  words: string;
};

/** The first link of a text, ready to be kept; undefined when there is none that could be one. */
export function findLink(text: string): FoundLink | undefined {
  const match = LINK.exec(text);
  if (match === null) return undefined;
  const written = withoutClosing(match[0]);
  const url = normalLink(/^https?:/i.test(written) ? written : `https://${written}`);
  if (url === undefined) return undefined;
  const words = `${text.slice(0, match.index)} ${text.slice(match.index + written.length)}`;
  return { url, words: words.replaceAll(/\s+/g, ' ').trim() };
}

/** Full stops and brackets around a link belong to the sentence; a bracket opened within it belongs to the link. */
function withoutClosing(written: string): string {
  const bare = written.replace(CLOSING, '');
  const opened = bare.includes('(') && !bare.includes(')') && written.startsWith(')', bare.length);
  return opened ? `${bare})` : bare;
}

/** One form for one page: no fragment, no name and password, no marks of advertisers. */
function normalLink(written: string): string | undefined {
  const url = parseLink(written);
  if (url === undefined) return undefined;
  url.username = '';
  url.password = '';
  if (!/^#[!/]/.test(url.hash)) url.hash = '';
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href.length <= LONGEST_LINK ? url.href : undefined;
}

function parseLink(written: string): URL | undefined {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname.includes('.') ? url : undefined;
}

/** The site as people say it: `shop.example`. Names in other scripts stay in the letters that machines use. */
export function siteOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '').replace(/\.$/, '') : '';
}

/** Names that only mean something inside a network. */
const INNER = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa|onion|invalid)$/;
const PORTS: ReadonlySet<string> = new Set(['', '80', '443']);

/**
 * Whether a worker may go there as far as the address tells: a page of the web, by name, at the usual ports. The URL parser
 * has turned decimal, octal, hexadecimal and short addresses into plain ones, so that a number is a number in every dress.
 * What a name leads to is weighed when the connection is made.
 */
export function mayFollow(url: URL, ports: ReadonlySet<string> = PORTS): boolean {
  const host = url.hostname.replace(/\.$/, '');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (url.username !== '' || url.password !== '' || !ports.has(url.port)) return false;
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return false;
  return host.includes('.') && !host.startsWith('.') && !INNER.test(host);
}
