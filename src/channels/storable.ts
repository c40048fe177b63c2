/** Without U+0000 and halves of surrogate pairs, which no database text can hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** As it was received. JSON has no raw U+0000, and one that is escaped stays so; only the length has to give. */
export function keepStorable(body: string, limit: number): string {
  return body.length <= limit ? body : body.slice(0, limit).toWellFormed();
}

/** What a channel says of somebody's language, if it is a language tag. */
export function languageTag(language: string | undefined): string | null {
  return language !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language) ? language : null;
}
