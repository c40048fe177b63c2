import { type Language, languages } from '../../phrases/phrases.ts';
import { fold, listsOf } from '../../phrases/words.ts';
import { verbs } from './verbs.ts';

/** The words of the commands and of what is chosen with them, of every language at once: `/take`, `take`, `/взять`. */
export type Vocabulary = {
  /** The command a text begins with, and what comes after it; `sure` with the stroke before it. */
  commandOf: (text: string) => { command: string; rest: string; sure: boolean } | undefined;
  /** Which of these options a text begins with, by its name or by the words of the phrase `option-<name>`. */
  optionOf: (text: string, options: readonly string[]) => { value: string; rest: string } | undefined;
  /** How a command is written in a language. */
  nameOf: (command: string, language: Language) => string;
};

/** Reads the words out of the texts of the phrase files. A command without words, or two with the same, is a bug and throws. */
export function createVocabulary(sources: Readonly<Record<Language, string>>): Vocabulary {
  const commands = new Map<string, string>();
  const names = new Map<string, string>();
  for (const language of languages) {
    const lists = listsOf(sources[language], 'command-', (word) => word.trim());
    for (const { name } of verbs) {
      const words = lists.get(`command-${name}`);
      if (words === undefined || words.length === 0) throw new Error(`no phrase "command-${name}" in ${language}`);
      names.set(`${language}:${name}`, words[0] ?? name);
      for (const word of words.map(fold)) {
        const known = commands.get(word);
        if (known !== undefined && known !== name) throw new Error(`"${word}" is said for ${known} and for ${name}`);
        commands.set(word, name);
      }
    }
  }
  const lists = languages.map((language) => listsOf(sources[language], 'option-'));
  const wordsFor = (option: string) => [option, ...lists.flatMap((list) => list.get(`option-${option.replaceAll('_', '-')}`) ?? [])];
  return {
    commandOf: (text) => {
      const [begun = '', stroke = '', word = ''] = /^(\/?)([\p{L}_]+)(?:@\w+)?(?=\s|$)/u.exec(text.trim()) ?? [];
      const command = commands.get(fold(word));
      return command === undefined ? undefined : { command, rest: text.trim().slice(begun.length).trim(), sure: stroke !== '' };
    },
    optionOf: (text, wanted) => {
      const said = wanted.flatMap((value) => wordsFor(value).map((word) => ({ value, word })));
      for (const { value, word } of said.toSorted((a, b) => b.word.length - a.word.length)) {
        const [begun] = beginningOf(text, word.split(' ').length);
        if (begun !== undefined && fold(begun) === fold(word)) return { value, rest: text.slice(begun.length).replace(/^[\s,:]+/, '') };
      }
      return undefined;
    },
    nameOf: (command, language) => `/${names.get(`${language}:${command}`) ?? command}`,
  };
}

/** The first so many words of a text, as they are written there. */
const beginningOf = (text: string, words: number): string[] => new RegExp(`^\\S+(?:\\s+\\S+){${words - 1}}(?=\\s|$)`).exec(text) ?? [];
