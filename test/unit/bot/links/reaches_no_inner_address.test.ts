import { beforeEach, expect, it } from 'vitest';
import { createFetchPage } from '../../../../bot/links/fetch-page.ts';
import { leadsTo, useSite } from '../../../support/hostile-site.ts';

const site = useSite((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<title>inside</title>');
});

beforeEach(() => {
  site.asked.length = 0;
});

const refused = { problem: 'refused-address', again: false };

/** The loopback and other inner addresses, in every dress they go out in. */
const DISGUISES = [
  'http://127.0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.1:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://127.0.0.1%2e:PORT/',
  'http://１２７.０.０.１:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[fe80::1%25eth0]:PORT/',
  'http://localhost:PORT/',
  'http://localhost.:PORT/',
  'http://LOCALHOST:PORT/',
  'http://shop.localhost:PORT/',
  'http://metadata.google.internal:PORT/',
  'http://printer.local:PORT/',
  'http://1.0.0.127.in-addr.arpa:PORT/',
  'http://router:PORT/',
  'http://shop.example@127.0.0.1:PORT/',
  'http://user:pass@shop.example:PORT/',
  'http://8.8.8.8:PORT/',
  'ftp://shop.example:PORT/',
  'file:///etc/passwd',
  'gopher://shop.example:PORT/',
  'javascript:alert(1)',
  'no address at all',
  '',
];

it.each(DISGUISES)('does not go to %s, even where the site itself may be reached', async (address) => {
  expect(await site.fetcher()(address.replace('PORT', String(site.port())))).toEqual(refused);
  expect(site.asked).toEqual([]);
});

it.each([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'ff02::1',
])('connects to no name that leads to %s', async (address) => {
  const fetchPage = site.fetcher({ allowAddresses: [], lookup: leadsTo(address) });
  expect(await fetchPage(site.at('/'))).toEqual(refused);
  expect(site.asked).toEqual([]);
});

it('connects to no name that leads to an inner address beside an outer one', async () => {
  const fetchPage = site.fetcher({ allowAddresses: [], lookup: leadsTo('93.184.215.14', '127.0.0.1') });
  expect(await fetchPage(site.at('/'))).toEqual(refused);
});

it('asks for a name once and connects to what it was told, so that a second answer has no say', async () => {
  let times = 0;
  const lookup: typeof turncoat = (hostname, options, callback) => {
    times += 1;
    leadsTo(times === 1 ? '127.0.0.1' : '127.0.0.2')(hostname, options, callback);
  };
  const turncoat = leadsTo('127.0.0.1');
  expect(await site.fetcher({ lookup })(site.at('/'))).toMatchObject({ html: '<title>inside</title>' });
  expect(times).toBe(1);
});

it('keeps to the ports of the web', async () => {
  expect(await createFetchPage({ lookup: leadsTo('127.0.0.1'), allowAddresses: ['127.0.0.1'] })(site.at('/'))).toEqual(refused);
  expect(site.asked).toEqual([]);
});

it('is as strict as that by itself', async () => {
  const fetchPage = createFetchPage({ lookup: leadsTo('127.0.0.1') });
  expect(await fetchPage('http://shop.example/')).toEqual(refused);
  expect(await fetchPage('https://shop.example/')).toEqual(refused);
});

it('says that a name nobody knows does not answer', async () => {
  const unknown = site.fetcher({
    lookup: (_name, _options, callback) => callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), '', 4),
  });
  expect(await unknown(site.at('/'))).toEqual({ problem: 'no-answer', again: true });
});
