import { expect, it } from 'vitest';
import { loadPhrases } from '../../../../bot/phrases.ts';
import type { TelegramApi } from '../../../../bot/telegram/api.ts';
import { staffMenus } from '../../../../bot/telegram/menu.ts';

it('gives everybody theirs though one chat is refused, asks that one again, and nobody twice', async () => {
  const given: number[] = [];
  let isBlocked = true;
  const call: TelegramApi['call'] = async (_method, { scope }) => {
    const { chat_id: chat } = scope as { chat_id: number };
    if (chat === 1 && isBlocked) return { ok: false, code: 400, description: 'Bad Request: chat not found', retryAfter: null };
    given.push(chat);
    return { ok: true, result: true };
  };
  const menus = staffMenus({ call } as TelegramApi, loadPhrases());
  const staff = ['1', '2'].map((chat) => ({ chat, role: 'agent' as const, language: 'en' }));
  await menus(staff);
  expect(given).toEqual([2]);
  isBlocked = false;
  await menus(staff);
  expect(given).toEqual([2, 1]);
});

it('takes it from whoever has left, also while nobody was here, once, and gives it again to whoever is back', async () => {
  const calls: string[] = [];
  const answers = [0, 429];
  const call: TelegramApi['call'] = async (method) => {
    calls.push(method);
    const code = method === 'deleteMyCommands' ? answers.shift() : undefined;
    return code === undefined ? { ok: true, result: true } : { ok: false, code, description: 'not now', retryAfter: null };
  };
  const menus = staffMenus({ call } as TelegramApi, loadPhrases());
  const gone = [{ chat: '1', role: null, language: 'en' }];
  // Not reached, told to wait, taken: and then it is.
  for (let look = 0; look < 5; look++) await menus(gone);
  expect(calls).toEqual(['deleteMyCommands', 'deleteMyCommands', 'deleteMyCommands']);
  await menus([{ chat: '1', role: 'agent', language: 'en' }]);
  await menus(gone);
  expect(calls.slice(3)).toEqual(['setMyCommands', 'deleteMyCommands']);
});
