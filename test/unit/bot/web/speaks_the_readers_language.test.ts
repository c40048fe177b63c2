import { describe, expect, it } from 'vitest';
import { aWeb, pageOf, reportWith } from './a_web.ts';

const web = aWeb();

it.each([
  ['/', {}, 'en', 'Everything is running'],
  ['/?lang=ru', {}, 'ru', 'Всё работает'],
  ['/?lang=tr', { 'accept-language': 'ru' }, 'tr', 'Her şey çalışıyor'],
  ['/', { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' }, 'ru', 'Всё работает'],
  ['/', { 'accept-language': 'de-DE, tr;q=0.7' }, 'tr', 'Her şey çalışıyor'],
  ['/?lang=xx', { 'accept-language': 'ru' }, 'ru', 'Всё работает'],
  ['/', { 'accept-language': '*' }, 'en', 'Everything is running'],
])('shows %s with %j in %s', async (path, headers, language, sentence) => {
  const page = await pageOf(web, path, headers);
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(sentence);
  expect(page).toMatch(new RegExp(`<a href="/\\?lang=${language}" lang="${language}" aria-current="true">`));
  expect(page.match(/aria-current/g)).toHaveLength(1);
});

it('renews the state in the language of the page', async () => {
  const part = await pageOf(web, '/status?lang=ru');
  expect(part).toContain('Всё работает');
  expect(part).not.toContain('<html');
});

it.each([
  ['/nowhere', 'There is no page at this address.'],
  ['/nowhere?lang=ru', 'По этому адресу нет страницы.'],
  ['/nowhere?lang=tr', 'Bu adreste bir sayfa yok.'],
])('answers 404 to %s with a sentence', async (path, sentence) => {
  const response = await web.request(path);
  expect({ status: response.status, text: await response.text() }).toEqual({ status: 404, text: sentence });
});

describe.each(['"><script>alert(1)</script>', '__proto__', 'constructor', '../../etc/passwd', 'en\r\nset-cookie: a=b', 'a'.repeat(100)])(
  'a hostile language %j',
  (hostile) => {
    it.each(['?lang=', 'header'])('is English, and is not repeated (%s)', async (where) => {
      const inAddress = where === '?lang=';
      const headers: Record<string, string> = inAddress ? {} : { 'accept-language': hostile.replaceAll(/[\r\n]/g, ' ') };
      const response = await web.request(inAddress ? `/?lang=${encodeURIComponent(hostile)}` : '/', { headers });
      const page = await response.text();
      expect(response.status).toBe(200);
      expect(page).toContain('<html lang="en">');
      expect(page).not.toContain(hostile);
    });
  },
);

it('writes what a part says as text, never as markup', async () => {
  const hostile = '<img src=x onerror="alert(1)">';
  const page = await pageOf(aWeb({ health: async () => reportWith({ database: { state: 'ready', ms: 1, note: hostile } }) }), '/');
  expect(page).not.toContain('<img');
  expect(page).toContain('<code>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;</code>');
});
