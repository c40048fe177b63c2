const HIDDEN = '[hidden]';

/** Fields whose value never belongs in a log, whatever it is: secrets, and what people write or are called. */
const HIDDEN_FIELDS =
  /^(.*(token|secret|password|passwd|apikey|api_key|authorization|cookie|signature|credential).*|.*key|text|body|content|message_text|caption|phone|.*_phone|email|.*_email|full_name|display_name|address|raw)$/i;

/** The same things inside running text. */
const HIDDEN_PATTERNS: readonly RegExp[] = [
  /\bsb_secret_[\w-]+/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  // A Telegram bot token, as it stands in file addresses.
  /\b\d{6,12}:[\w-]{30,}/g,
  // The password in an address.
  /(?<=:\/\/[^\s/:@]{1,100}:)[^\s/@]+(?=@)/g,
  /\+\d[\d ()-]{7,18}\d/g,
  /(?<![\w.])\d{10,15}(?![\w.])/g,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
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
  if (Array.isArray(value)) return value.slice(0, 50).map((inner) => redact(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, HIDDEN_FIELDS.test(name) && inner != null ? HIDDEN : redact(inner, depth + 1)]),
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
