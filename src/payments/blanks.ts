/** Texts of the desk by language, with amount, currency and order code in their places, as the database fills them. */
export function fillBlanks(
  texts: Readonly<Record<string, string>>,
  { amount, currency, order }: { amount: string; currency: string; order: string },
): Record<string, string> {
  const blanks: Record<string, string> = { '{amount}': amount, '{currency}': currency, '{order}': order };
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [
      language,
      text.replaceAll(/\{(?:amount|currency|order)\}/g, (blank) => blanks[blank] ?? blank),
    ]),
  );
}
