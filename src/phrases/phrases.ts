import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { negotiateLanguages } from '@fluent/langneg';

export const languages = ['en', 'ru', 'tr'] as const;
export type Language = (typeof languages)[number];

export type PhraseParams = Record<string, FluentVariable>;

/** Every sentence a person can read, by key, in every language we ship. */
export type Phrases = (language: Language, key: string, params?: PhraseParams) => string;

/** Builds the phrases from the texts of the `.ftl` files. A broken file or phrase is a bug and throws. */
export function createPhrases(sources: Readonly<Record<Language, string>>): Phrases {
  const bundles = new Map<Language, FluentBundle>();
  for (const language of languages) {
    // Isolation marks around parameters show up as boxes in some channels.
    const bundle = new FluentBundle(language, { useIsolating: false });
    const errors = bundle.addResource(new FluentResource(sources[language]));
    if (errors.length > 0) throw new Error(`phrases of ${language}: ${errors.map(String).join('; ')}`);
    bundles.set(language, bundle);
  }
  return (language, key, params = {}) => {
    const bundle = bundles.get(language);
    const pattern = bundle?.getMessage(key)?.value;
    if (!bundle || !pattern) throw new Error(`no phrase "${key}" in ${language}`);
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, params, errors);
    if (errors.length > 0) throw new Error(`phrase "${key}" in ${language}: ${errors.map(String).join('; ')}`);
    return text;
  };
}

/** The language that fits best what somebody asks for (`Accept-Language` or a single tag); English when none does. */
export function chooseLanguage(wanted: readonly string[]): Language {
  const [best] = negotiateLanguages([...wanted], [...languages], { defaultLocale: 'en', strategy: 'lookup' });
  return languages.find((language) => language === best) ?? 'en';
}
