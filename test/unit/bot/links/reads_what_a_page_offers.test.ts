import { expect, it } from 'vitest';
import { readPage } from '../../../../bot/links/read-page.ts';
import { snapshotOf } from '../../../../src/leads/snapshot.ts';

const url = 'https://shop.example/bikes/7';
const now = '2026-11-21T12:00:00.000Z';
const offerOf = async (html: string) => snapshotOf(await readPage({ html, url }), url, now);
const page = (head: string, body = '') => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

it('reads Open Graph with its price', async () => {
  const html = page(`
    <meta property="og:title" content="Trek Domane SL 6"><meta property="og:site_name" content="Bike Market">
    <meta property="og:description" content="56 cm,&nbsp;carbon"><meta property="og:image" content="/pictures/7.jpg">
    <meta property="product:price:amount" content="2 499,00"><meta property="product:price:currency" content="eur">`);
  expect(await offerOf(html)).toEqual({
    ...{ url, site: 'Bike Market', title: 'Trek Domane SL 6', description: '56 cm, carbon' },
    ...{ image: 'https://shop.example/pictures/7.jpg', price: '2499.00', currency: 'EUR', looked_up_at: now },
  });
});

it('reads a product of linked data, wherever it stands', async () => {
  const product = {
    '@type': 'Product',
    name: 'Canyon',
    image: ['https://shop.example/c.jpg'],
    offers: [{ price: 1899.5, priceCurrency: 'EUR' }],
  };
  const html = page(`<script type="application/ld+json">${JSON.stringify({ '@graph': [{ '@type': 'WebPage' }, product] })}</script>`);
  expect(await offerOf(html)).toMatchObject({ title: 'Canyon', image: 'https://shop.example/c.jpg', price: '1899.50', currency: 'EUR' });
});

it('is content with a title', async () => {
  expect(await offerOf(page('<title> Велосипед \n шоссейный </title>'))).toEqual({
    url,
    site: 'shop.example',
    title: 'Велосипед шоссейный',
    looked_up_at: now,
  });
});

it.each([
  ['nothing', ''],
  ['no title', page('', 'Bikes')],
  ['an empty title', page('<title> \u200B </title>')],
  ['no page', '\u0000\u0001'],
])('offers nothing where there is %s', async (_what, html) => {
  expect(await offerOf(html)).toBeUndefined();
});

it('reads a page that was cut short', async () => {
  expect(await offerOf('<html><head><title>Road bike</title><meta property="og:image" content="https://x.exam')).toMatchObject({
    title: 'Road bike',
  });
  expect(await offerOf('<html><head><title>Road bi')).toMatchObject({ title: 'Road bi' });
});

it.each([
  ['a megabyte', 'x'.repeat(1_000_000), `${'x'.repeat(199)}…`],
  ['emoji families', '👨‍👩‍👧‍👦'.repeat(200), expect.stringMatching(/^.{1,600}…$/u)],
  ['marks that turn the text around', '\u202Egnp.exe\u202C \u2066bike\u2069', 'gnp.exe bike'],
  ['characters no database keeps', 'Road\u0000 bi\uD800ke', expect.stringMatching(/^Road.* bi.ke$/)],
  ['markup', '&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
  ['spaces nobody sees', '\u200BRoad\uFEFF\u2060 bike', 'Road bike'],
])('keeps %s in a title as one short line', async (_what, title, kept) => {
  const offer = await offerOf(page(`<title>${title}</title>`));
  expect(offer?.title).toEqual(kept);
  expect(offer?.title.isWellFormed()).toBe(true);
  expect(JSON.stringify(offer).length).toBeLessThan(5_000);
});

it.each([
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'http://shop.example/plain.jpg',
  'file:///etc/passwd',
  `https://shop.example/${'a'.repeat(3000)}`,
  'https://[',
])('shows no picture from %s', async (image) => {
  expect(await offerOf(page(`<title>Bike</title><meta property="og:image" content="${image}">`))).not.toHaveProperty('image');
});

it.each(['free', '-5', '0', '1 000 000 000 000 000', 'from 5 to 9', 'NaN', '1e99'])('takes "%s" for no price', async (price) => {
  expect(await offerOf(page(`<title>Bike</title><meta property="product:price:amount" content="${price}">`))).not.toHaveProperty('price');
});

it.each([
  ['tags within tags', '<div>'.repeat(100_000)],
  ['tags that end nothing', '</div>'.repeat(80_000)],
  ['tables within tables', '<table><tr><td>'.repeat(30_000)],
  ['formatting within formatting', '<b><i><a href=x>'.repeat(20_000)],
  ['attributes', `<p ${Array.from({ length: 40_000 }, (_, i) => `a${i}=1`).join(' ')}>`],
  ['comments', '<!--<title>a</title>'.repeat(20_000)],
  ['quotes that do not end', '<meta "'.repeat(70_000)],
  ['scripts that do not end', '<script type="application/ld+json">'.repeat(14_000)],
  ['angle brackets', '<'.repeat(500_000)],
  ['metas of many attributes', `<meta ${'a=1 '.repeat(900)}>`.repeat(140)],
  ['metas', '<meta property="og:image" content="https://x.example/a.jpg">'.repeat(9_000)],
  ['linked data within itself', `<script type="application/ld+json">${'['.repeat(100_000)}${']'.repeat(100_000)}</script>`],
  ['broken linked data', '<script type="application/ld+json">{"@type": "Product", </script>'.repeat(5_000)],
])('is done soon with a page of %s', async (_what, body) => {
  const begin = performance.now();
  const found = await offerOf(`<title>Bike</title>${body}`.slice(0, 512 * 1024));
  expect(found).toMatchObject({ title: 'Bike' });
  expect(performance.now() - begin).toBeLessThan(5_000);
});
