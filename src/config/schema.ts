import { z } from 'zod';

/** One environment variable the desk understands. `.env.example` is written from these, and a test holds it equal. */
export type Variable = { name: string; mode: 'any' | 'embedded' | 'hosted'; about: string; example: string };

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number between 0 and 65535')
    .transform(Number)
    .refine((value) => value <= 65_535, 'must be a port number between 0 and 65535')
    .optional()
    .transform((value) => ({ port: value ?? fallback, chosen: value !== undefined && value !== 0 }));

const oneOf = <T extends string>(values: readonly [T, ...T[]], fallback: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`).default(fallback);

/** `https://shop.example`, several with spaces between: what may stand in a policy, and nothing that would end it. */
const origins = z
  .string()
  .transform((text) => text.trim().split(/\s+/))
  .refine((list) => list.every(isOrigin), 'must be origins like https://shop.example, with spaces between')
  .default([]);

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the short name of a desk, like demo');

function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.:[\]-]+$/i.test(text) && URL.canParse(text) && new URL(text).origin === text.toLowerCase();
}

/** `value`, or `shop=value` for another desk than the one named by DESK_CHAT_ACCOUNT; several with spaces between. */
const byDesk = (value: RegExp, problem: string) => {
  const pattern = new RegExp(`^(?:([a-z0-9][a-z0-9-]{0,62})=)?(${value.source})$`);
  return z
    .string()
    .transform((text) => text.trim().split(/\s+/))
    .refine((list) => list.every((one) => pattern.test(one)), problem)
    .transform((list) =>
      list.map((one) => {
        const [, desk, given = ''] = pattern.exec(one) ?? [];
        return { desk, value: given };
      }),
    )
    .default([]);
};

const botTokens = byDesk(/\d{3,20}:[\w-]{20,100}/, 'must be the token BotFather gave you, like 123456789:ABC…, or desk=token').transform(
  (list) => list.map(({ desk, value: token }) => ({ desk, token })),
);
/** A provider's token stands behind its number and TEST or LIVE. */
const paymentTokens = byDesk(
  /\d{3,20}:[\w:-]{5,200}/,
  'must be the payment token BotFather gave you, like 123456789:TEST:ABC…, or desk=token',
);
const stars = byDesk(
  /(?!0+(?:\.0*)?$)\d{1,6}(?:\.\d{1,2})?/,
  "must say how many Stars one unit of the desk's currency costs, like 50, or desk=50",
);

const webhook = z
  .url({ protocol: /^https$/, error: 'must be an address that Telegram reaches, like https://desk.shop.example' })
  .optional();

const common = {
  TELEGRAM_BOT_TOKEN: botTokens,
  TELEGRAM_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'must be the address of a Bot API server, like https://api.telegram.org' })
    .default('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_URL: webhook,
  TELEGRAM_PAYMENT_TOKEN: paymentTokens,
  TELEGRAM_STARS: stars,
  DESK_WEB_PORT: port(8080),
  DESK_LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error'], 'info'),
  DESK_LOG_FORMAT: oneOf(['auto', 'pretty', 'json'], 'auto'),
  DESK_CHAT_ORIGINS: origins,
};

const embedded = z.object({
  ...common,
  DESK_CHAT_ACCOUNT: slug.default('demo'),
  DESK_DATA_DIR: z.string().default('.desk'),
  DESK_API_PORT: port(54_321),
  DESK_DATABASE_PORT: port(54_322),
});

const hosted = z.object({
  ...common,
  DESK_CHAT_ACCOUNT: slug.optional(),
  SUPABASE_URL: z.url({ protocol: /^https?$/, error: 'must be the address of a Supabase project, like https://abc.supabase.co' }),
  SUPABASE_PUBLISHABLE_KEY: z
    .string('is missing')
    .startsWith('sb_publishable_', 'must be the publishable key, which starts with sb_publishable_'),
  SUPABASE_SECRET_KEY: z.string('is missing').startsWith('sb_secret_', 'must be the secret key, which starts with sb_secret_'),
  SUPABASE_DB_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a database address, like postgresql://postgres:password@host:5432/postgres' })
    .optional(),
});

export type EmbeddedConfig = { mode: 'embedded' } & z.output<typeof embedded>;
export type HostedConfig = { mode: 'hosted' } & z.output<typeof hosted>;
export type Config = EmbeddedConfig | HostedConfig;
export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

export const variables: readonly Variable[] = [
  {
    name: 'DESK_WEB_PORT',
    mode: 'any',
    example: '8080',
    about: "Port of the desk's own pages on 127.0.0.1. When nobody sets it and 8080 is busy, the next free one is taken.",
  },
  { name: 'DESK_LOG_LEVEL', mode: 'any', example: 'info', about: 'How much is logged: trace, debug, info, warn or error.' },
  { name: 'DESK_LOG_FORMAT', mode: 'any', example: 'auto', about: 'pretty for people, json for machines; auto is pretty on a terminal.' },
  {
    name: 'DESK_CHAT_ORIGINS',
    mode: 'any',
    example: 'https://shop.example https://www.shop.example',
    about: 'Sites that may show the web chat in a frame. Every site may when nobody sets it.',
  },
  {
    name: 'DESK_CHAT_ACCOUNT',
    mode: 'any',
    example: 'demo',
    about: 'Short name of the desk whose web chat the first page leads to. Embedded it is the demo desk when nobody sets it.',
  },
  {
    name: 'TELEGRAM_BOT_TOKEN',
    mode: 'any',
    example: '123456789:your-token-from-BotFather',
    about: 'The token BotFather gave you: the desk answers in Telegram. For bots of several desks: desk=token, with spaces between.',
  },
  {
    name: 'TELEGRAM_API_ROOT',
    mode: 'any',
    example: 'https://api.telegram.org',
    about: 'Another Bot API server than the public one, for instance one of your own.',
  },
  {
    name: 'TELEGRAM_WEBHOOK_URL',
    mode: 'any',
    example: 'https://desk.shop.example',
    about: "Where Telegram reaches the desk's own pages over https. When nobody sets it, the bot asks Telegram and needs no address.",
  },
  {
    name: 'TELEGRAM_PAYMENT_TOKEN',
    mode: 'any',
    example: '123456789:TEST:your-payment-token-from-BotFather',
    about:
      'Customers pay by card in Telegram: the token of a payment provider. For physical goods and services. For several desks: desk=token.',
  },
  {
    name: 'TELEGRAM_STARS',
    mode: 'any',
    example: '50',
    about:
      "Customers pay in Telegram Stars: how many of them one unit of the desk's currency costs. For digital goods alone. For several desks: desk=50.",
  },
  { name: 'DESK_DATA_DIR', mode: 'embedded', example: '.desk', about: 'Folder of the embedded desk: database, stored files, keys.' },
  { name: 'DESK_API_PORT', mode: 'embedded', example: '54321', about: 'Port of the embedded Supabase API and Studio on 127.0.0.1.' },
  { name: 'DESK_DATABASE_PORT', mode: 'embedded', example: '54322', about: 'Port of the embedded PostgreSQL on 127.0.0.1.' },
  {
    name: 'SUPABASE_URL',
    mode: 'hosted',
    example: 'https://your-project.supabase.co',
    about: 'Address of your Supabase project. Setting it turns hosted mode on and the embedded one off.',
  },
  { name: 'SUPABASE_PUBLISHABLE_KEY', mode: 'hosted', example: 'sb_publishable_…', about: "The project's publishable key." },
  {
    name: 'SUPABASE_SECRET_KEY',
    mode: 'hosted',
    example: 'sb_secret_…',
    about: "The project's secret key. It passes row level security: keep it to this process.",
  },
  {
    name: 'SUPABASE_DB_URL',
    mode: 'hosted',
    example: 'postgresql://postgres:password@db.your-project.supabase.co:5432/postgres',
    about: 'Optional: a direct database address (session mode) makes the worker several times faster.',
  },
];

/** Variables of Supabase's own tools that may stand beside ours. */
const NEIGHBOURS = new Set([
  'SUPABASE_ACCESS_TOKEN',
  'SUPABASE_DB_PASSWORD',
  'SUPABASE_PROJECT_ID',
  'SUPABASE_PROJECT_REF',
  'SUPABASE_ANON_KEY',
  'SUPABASE_SERVICE_ROLE_KEY',
  'SUPABASE_JWT_SECRET',
  'SUPABASE_WORKDIR',
  'SUPABASE_ENV',
]);

/** Reads the environment once. Lists every problem at once, each with its variable's name. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  // An empty value in .env means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const mode = given.SUPABASE_URL === undefined ? 'embedded' : 'hosted';
  const parsed = mode === 'embedded' ? embedded.safeParse(given) : hosted.safeParse(given);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`)),
    ...unknownVariables(given),
    ...outOfPlace(given, mode),
    ...botsWithoutDesk(given, mode),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const tills = tillsWithoutBot(parsed.data as z.output<typeof hosted>);
  if (tills.length > 0) return { ok: false, problems: tills };
  return { ok: true, config: { mode, ...parsed.data } as Config };
}

function unknownVariables(given: Record<string, unknown>): string[] {
  const known = variables.map((variable) => variable.name);
  return Object.keys(given)
    .filter((name) => /^(DESK|SUPABASE|TELEGRAM)_/.test(name) && !known.includes(name) && !NEIGHBOURS.has(name))
    .map((name) => {
      const nearest = known.toSorted((a, b) => distance(name, a) - distance(name, b))[0] ?? '';
      const hint = distance(name, nearest) <= name.length / 3 ? `Did you mean ${nearest}?` : 'Remove it, or see .env.example.';
      return `${name} is not a variable of the desk. ${hint}`;
    });
}

function outOfPlace(given: Record<string, unknown>, mode: Config['mode']): string[] {
  if (mode === 'hosted') return [];
  return variables
    .filter((variable) => variable.mode === 'hosted' && given[variable.name] !== undefined)
    .map(
      (variable) => `${variable.name} is set, but SUPABASE_URL is not. Set both for a hosted project, or neither for the embedded desk.`,
    );
}

/** A hosted project may hold many desks, so a bot's is named. */
function botsWithoutDesk({ TELEGRAM_BOT_TOKEN: tokens, DESK_CHAT_ACCOUNT: desk }: Record<string, unknown>, mode: Config['mode']): string[] {
  const bots = botTokens.safeParse(tokens);
  const isUnnamed = bots.success && bots.data.some((bot) => bot.desk === undefined);
  return mode === 'hosted' && isUnnamed && desk === undefined
    ? ['TELEGRAM_BOT_TOKEN needs the short name of its desk: set DESK_CHAT_ACCOUNT, or write desk=token.']
    : [];
}

/** Money is taken by a bot of the same desk. */
function tillsWithoutBot({ TELEGRAM_BOT_TOKEN: bots, TELEGRAM_PAYMENT_TOKEN, TELEGRAM_STARS, DESK_CHAT_ACCOUNT }: z.output<typeof hosted>) {
  const served = bots.map(({ desk }) => desk ?? DESK_CHAT_ACCOUNT);
  return Object.entries({ TELEGRAM_PAYMENT_TOKEN, TELEGRAM_STARS }).flatMap(([name, tills]) =>
    tills
      .map(({ desk }) => desk ?? DESK_CHAT_ACCOUNT)
      .filter((desk) => !served.includes(desk))
      .map((desk) => `${name} is for the desk "${desk ?? ''}", which has no bot in TELEGRAM_BOT_TOKEN.`),
  );
}

/** Levenshtein distance: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
