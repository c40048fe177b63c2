import { chooseLanguage, type Language, languages, type Phrases } from '../../src/phrases/phrases.ts';
import type { StaffChatAt } from '../../src/staff/chats.ts';
import { roles } from '../../src/staff/dialogue/verb.ts';
import { verbs } from '../../src/staff/dialogue/verbs.ts';
import type { TelegramApi } from './api.ts';

/** What stands behind the menu button of everybody; each is understood in every language. */
const COMMANDS = ['catalogue', 'orders', 'person', 'language', 'help'] as const;
/** As Telegram takes the name of a command: its words in Latin letters alone, which English has for each. */
const NAMES: Language = 'en';
const NAME = /^[a-z0-9_]{1,32}$/;
const MOST = 100;

type Command = { command: string; description: string };

/** Gives a bot its menu in every language we ship; English where Telegram speaks another one. */
export async function setMenu(api: TelegramApi, phrases: Phrases): Promise<void> {
  for (const language of languages) {
    const commands = COMMANDS.map((command) => ({ command, description: phrases(language, `telegram-menu-${command}`) }));
    const answer = await api.call('setMyCommands', { commands, ...(language !== 'en' && { language_code: language }) });
    if (!answer.ok) throw new Error(`setMyCommands: ${answer.code} ${answer.description}`);
  }
}

/** What this role may do, by the English names of the commands, told in this language. */
export function commandsFor(role: NonNullable<StaffChatAt['role']>, language: Language, phrases: Phrases): Command[] {
  return verbs
    .filter(({ least, byButton }) => byButton !== true && roles.indexOf(least) <= roles.indexOf(role))
    .map(({ name }) => ({
      command: phrases(NAMES, `command-${name}`).split('|')[0] ?? '',
      description: phrases(language, `help-${name}`).slice(0, 256),
    }))
    .filter(({ command }) => NAME.test(command))
    .slice(0, MOST);
}

/**
 * Keeps the menu in the chats of the staff what their role and language make it, and takes it from who has left. A chat that
 * Telegram refuses, because its owner has blocked the bot, say, keeps nobody else from theirs.
 */
export function staffMenus(api: TelegramApi, phrases: Phrases): (staff: readonly StaffChatAt[]) => Promise<void> {
  const shown = new Map<string, string>();
  /** From whom it was taken since the start: who left while nobody was here may still have it. */
  const taken = new Set<string>();
  return async (staff) => {
    for (const { chat, role, language } of staff) {
      if (role === null) continue;
      taken.delete(chat);
      const menu = `${role} ${language}`;
      if (shown.get(chat) === menu) continue;
      const commands = commandsFor(role, chooseLanguage([language]), phrases);
      const answer = await api.call('setMyCommands', { commands, scope: scopeOf(chat) });
      if (answer.ok) shown.set(chat, menu);
    }
    const here = new Set(staff.filter(({ role }) => role !== null).map(({ chat }) => chat));
    const gone = [...shown.keys(), ...staff.map(({ chat }) => chat)].filter((chat) => !here.has(chat) && !taken.has(chat));
    for (const chat of new Set(gone)) {
      const answer = await api.call('deleteMyCommands', { scope: scopeOf(chat) });
      if (!answer.ok && (answer.code === 0 || answer.code >= 429)) continue;
      shown.delete(chat);
      taken.add(chat);
    }
  };
}

const scopeOf = (chat: string) => ({ type: 'chat', chat_id: Number(chat) });
