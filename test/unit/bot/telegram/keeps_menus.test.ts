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
