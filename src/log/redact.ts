const HIDDEN = '[hidden]';

/** Fields whose value never belongs in a log, whatever it is: secrets, and what people write or are called. */
const HIDDEN_FIELDS =
  /token|secret|passw|apikey|authorization|cookie|signature|credential|key$|phone(number)?$|email$|^(text|body|content|messagetext|caption|address|raw)$|^(full|display|first|last|user)name$/;

const isHiddenField = (name: string) => HIDDEN_FIELDS.test(name.toLowerCase().replaceAll(/[_-]/g, ''));

/** The same things inside running text. */
const HIDDEN_PATTERNS: readonly RegExp[] = [
  /sb_secret_[\w-]+/g,
  /eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  // What a payment provider is called by in Telegram.
  /(?<!\d)\d{3,20}:(?:TEST|LIVE):[\w:-]+/g,
  // A Telegram bot token. In addresses it stands right behind "bot".
  /(?<!\d)\d{6,12}:[\w-]{30,}/g,
  // The password in an address.
  /(?<=:\/\/[^\s/:@]{0,100}:)[^\s/@]+(?=@)/g,
  /\+\d[\d ()-]{7,18}\d/g,
  // A phone as it is written inside Russia and Turkey.
  /(?<![\w.-])[08][ (-]{0,2}\d{3}[ )-]{1,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\w)/g,
  // Bare digits, but neither the end of a UUID, nor part of a decimal, nor the version of a migration.
  /(?<!\w|\d\.|[\da-f]{4}-)(?!20\d\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?!\d))\d{10,15}(?!\w|\.\d)/g,
  /[\p{L}\p{N}_.+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu,
];

const DEEPEST = 6;

export function redactText(text: string): string {
  return HIDDEN_PATTERNS.reduce((clean, pattern) => clean.replace(pattern, HIDDEN), text);
}

/** A copy of a value that may be logged: tokens, keys, phones, addresses and what people wrote are hidden. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= DEEPEST) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 50).map((inner) => redact(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      redactText(name),
      isHiddenField(name) && inner != null ? HIDDEN : redact(inner, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  return {
    name: error.name,
    message: redactText(error.message),
    ...('code' in error && { code: redact(error.code) }),
    ...(error.stack && { stack: redactText(error.stack) }),
    ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
  };
}
