import { clean } from '../conversation/text.ts';
import { readAmount } from '../domain/sums.ts';
import { siteOf } from './links.ts';

/** An offer as it was when its link was looked at: what is frozen on the lead. The price is a hint, never an amount owed. */
export type Snapshot = {
  url: string;
  site: string;
  title: string;
  description?: string;
  image?: string;
  price?: string;
  currency?: string;
  looked_up_at: string;
};

/** What a page says of itself; every value may be missing, of another type, hostile. */
export type PageTags = {
  title?: unknown;
  site?: unknown;
  description?: unknown;
  image?: unknown;
  price?: unknown;
  currency?: unknown;
  /** The objects of JSON-LD blocks. */
  linkedData?: unknown;
};

const LONGEST = { title: 200, site: 100, description: 500, image: 2000 };
const MOST_NODES = 200;

/** The offer of a page; undefined when it does not even have a title. */
export function snapshotOf(tags: PageTags, url: string, now: string): Snapshot | undefined {
  const product = productIn(tags.linkedData);
  const title = line(tags.title, LONGEST.title) ?? line(product.title, LONGEST.title);
  if (title === undefined) return undefined;
  const description = line(tags.description, LONGEST.description);
  const image = imageAt(tags.image, url) ?? imageAt(product.image, url);
  const price = priceOf(tags.price, tags.currency) ?? priceOf(product.price, product.currency);
  return {
    url,
    site: line(tags.site, LONGEST.site) ?? siteOf(url),
    title,
    ...(description !== undefined && { description }),
    ...(image !== undefined && { image }),
    ...price,
    looked_up_at: now,
  };
}

/** One line of plain text; markup stays what it is, letters. */
function line(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  // A huge text is cut before it is cleaned, not after.
  const text = clean(value.slice(0, 20 * longest))
    .replaceAll(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (text === '') return undefined;
  const letters = Array.from(text);
  return letters.length <= longest ? text : `${letters.slice(0, longest - 1).join('')}…`;
}

/** Only what a browser loads safely beside our own pages. */
function imageAt(value: unknown, base: string): string | undefined {
  const given = Array.isArray(value) ? value[0] : value;
  const address = typeof given === 'object' && given !== null && 'url' in given ? given.url : given;
  if (typeof address !== 'string' || address.length > LONGEST.image || !URL.canParse(address, base)) return undefined;
  const { href, protocol } = new URL(address, base);
  return protocol === 'https:' && href.length <= LONGEST.image ? href : undefined;
}

function priceOf(amount: unknown, currency: unknown): { price: string; currency?: string } | undefined {
  if (typeof amount !== 'string' && typeof amount !== 'number') return undefined;
  const price = readAmount(String(amount).slice(0, 40));
  if (price === undefined) return undefined;
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  return { price, ...(/^[A-Z]{3}$/.test(code) && { currency: code }) };
}

/** The first product of the JSON-LD blocks, with the price of its first offer. Looks at a bounded part of what there is. */
function productIn(linkedData: unknown): { title?: unknown; image?: unknown; price?: unknown; currency?: unknown } {
  const queue: unknown[] = [linkedData];
  for (let looked = 0; looked < MOST_NODES && queue.length > 0; looked++) {
    const node = queue.shift();
    if (Array.isArray(node)) queue.push(...node.slice(0, MOST_NODES));
    if (!isObject(node)) continue;
    if ([node['@type']].flat().some((type) => type === 'Product' || type === 'Vehicle' || type === 'Car')) {
      const offer = [node['offers']].flat().find(isObject);
      return {
        title: node['name'],
        image: node['image'],
        price: offer?.['price'] ?? offer?.['lowPrice'],
        currency: offer?.['priceCurrency'],
      };
    }
    queue.push(node['@graph'], node['mainEntity']);
  }
  return {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
