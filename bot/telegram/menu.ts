import { languages, type Phrases } from '../../src/phrases/phrases.ts';
import type { TelegramApi } from './api.ts';

/** What stands behind the menu button of everybody; each is understood in every language. */
const COMMANDS = ['catalogue', 'orders', 'person', 'language', 'help'] as const;

/** Gives a bot its menu in every language we ship; English where Telegram speaks another one. */
export async function setMenu(api: TelegramApi, phrases: Phrases): Promise<void> {
  for (const language of languages) {
    const commands = COMMANDS.map((command) => ({ command, description: phrases(language, `telegram-menu-${command}`) }));
    const answer = await api.call('setMyCommands', { commands, ...(language !== 'en' && { language_code: language }) });
    if (!answer.ok) throw new Error(`setMyCommands: ${answer.code} ${answer.description}`);
  }
}
