import { expect, it } from 'vitest';
import { aWeb, pageOf, reportWith } from './a_web.ts';

const reason = 'connect ECONNREFUSED 10.0.0.7:5432';
const down = reportWith({ database: { state: 'down', ms: 3000, note: reason }, api: { state: 'down', ms: 1, note: reason } });

it('counts the parts that are down and points to the log, not to the reason', async () => {
  const page = await pageOf(aWeb({ health: async () => down }), '/');
  expect(page).toContain('2 parts are not running');
  expect(page.match(/<li class="down">/g)).toHaveLength(2);
  expect(page.match(/The log of the desk says why/g)).toHaveLength(2);
  expect(page).not.toContain(reason);
});

it('writes times as the language does', async () => {
  const page = await pageOf(aWeb({ health: async () => reportWith({ api: { state: 'ready', ms: 1234.56 } }) }), '/?lang=ru');
  expect(page).toContain('1,5 мс');
  expect(page).toMatch(/1\s235 мс/);
});

it.each([
  ['embedded', 'Runs on this machine, without any account'],
  ['hosted', 'Runs on your Supabase project'],
] as const)('says that the desk is %s and where Studio is', async (mode, sentence) => {
  const page = await pageOf(aWeb({ mode, studioUrl: 'https://studio.example/p?a=1&b=2' }), '/');
  expect(page).toContain(sentence);
  expect(page).toContain('href="https://studio.example/p?a=1&amp;b=2"');
});

it('says how each bot is, in the reader’s language, and what Telegram keeps for it', async () => {
  const bot = { desk: 'demo', lastUpdateAt: null, isSilent: false, usual: 0, lastError: null, changes: 0 };
  const states = () => [
    { ...bot, name: '@up_bot', isReady: true, waiting: 3 },
    { ...bot, name: '@<down>', isReady: false, waiting: null, lastError: { at: Date.UTC(2026, 4, 1), what: '502 <Bad Gateway>' } },
    { ...bot, name: '@quiet', isReady: true, waiting: 0, isSilent: true, usual: 12, changes: 1 },
  ];
  const page = await pageOf(aWeb({ telegram: { hookOf: () => undefined, states } }), '/?lang=ru');
  expect(page).toContain('@up_bot');
  expect(page).toContain('ждут 3 сообщения');
  expect(page).toContain('@&lt;down&gt;');
  expect(page.match(/Telegram не отвечает/g)).toHaveLength(1);
  expect(page).toContain('502 &lt;Bad Gateway&gt;');
  expect(page).toContain('хотя бы 12 сообщений');
  expect(page).toContain('увёл обновления бота в другое место 1 раз');
  expect(page).toContain('class="summary down"');
});
