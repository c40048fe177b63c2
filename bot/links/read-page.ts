import { essentialsOf } from '../../src/leads/essentials.ts';
import type { FetchedPage } from '../../src/leads/look-up.ts';
import type { PageTags } from '../../src/leads/snapshot.ts';

const MEASURES = [
  { multiple: false, property: 'product:price:amount', fieldName: 'productPriceAmount' },
  { multiple: false, property: 'product:price:currency', fieldName: 'productPriceCurrency' },
  { multiple: false, property: 'og:price:amount', fieldName: 'openGraphPriceAmount' },
  { multiple: false, property: 'og:price:currency', fieldName: 'openGraphPriceCurrency' },
];

/** What a page says of itself in Open Graph, in JSON-LD, or at least in its title. The parser is loaded when it is first needed. */
export async function readPage({ html }: FetchedPage): Promise<PageTags> {
  const essentials = essentialsOf(html);
  if (essentials === '') return {};
  const { default: scrape } = await import('open-graph-scraper');
  const { result } = await scrape({ html: `<head>${essentials}</head>`, customMetaTags: MEASURES });
  const custom: Record<string, unknown> = result.customMetaTags ?? {};
  return {
    title: result.ogTitle ?? result.twitterTitle,
    site: result.ogSiteName,
    description: result.ogDescription ?? result.twitterDescription,
    image: result.ogImage ?? result.twitterImage,
    price: custom['productPriceAmount'] ?? custom['openGraphPriceAmount'] ?? result.ogPriceAmount,
    currency: custom['productPriceCurrency'] ?? custom['openGraphPriceCurrency'] ?? result.ogPriceCurrency,
    linkedData: result.jsonLD,
  };
}
