import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { everything } from '../../support/audit.ts';
import { useDatabase } from '../../support/database.ts';
import { hostileTexts } from '../../support/hostile-text.ts';
import { expectRefusal } from '../../support/refusals.ts';

const database = useDatabase();

type Input = { slug: string | null; name: string | null; owner_name: string | null; owner_language: string | null };

const freshSlug = () => `desk-${randomBytes(6).toString('hex')}`;
const open = (input: Partial<Input>) => {
  const { slug, name, owner_name, owner_language } = {
    slug: freshSlug(),
    name: 'A desk',
    owner_name: 'Ada',
    owner_language: 'en',
    ...input,
  };
  return database.sql`select public.open_desk_safe(${slug}, ${name}, ${owner_name}, ${owner_language}) as opened`;
};

const nameless = [null, '', '   ', '\t\r\n', 'x'.repeat(201), '👍'.repeat(201)];

it.each([
  ...[null, '', ' ', 'x'.repeat(61), 'Upper', 'two words', '-a', 'a-', 'a--b', 'a_b', 'é', 'аbc', 'a\n', '../a', 'a٣'].map(
    (slug) => ['slug', slug] as const,
  ),
  ...hostileTexts.map(([, slug]) => ['slug', slug] as const),
  ...nameless.map((name) => ['name', name] as const),
  ...nameless.map((name) => ['owner_name', name] as const),
  ...[null, '', 'e', 'EN', 'english', 'en_GB', 'en-gb', 'en-GB ', 'ру', "en'; --"].map((language) => ['owner_language', language] as const),
])('refuses the %s %j by name and writes nothing', async (field, value) => {
  const before = await everything(database.sql);
  const refused = await expectRefusal(open({ [field]: value }), 'BAD_INPUT');
  expect(refused.code).toBe('PT400');
  expect(JSON.parse(refused.detail ?? '')).toEqual({ code: 'BAD_INPUT', field });
  expect(await everything(database.sql)).toEqual(before);
});

it.each([...hostileTexts, ['200 characters', 'é'.repeat(200)], ['200 characters outside the first plane', '👍'.repeat(200)]])(
  'keeps %s in a name exactly as it was typed',
  async (_what, text) => {
    const [row] = await open({ name: text, owner_name: text });
    const { desk_id, owner_staff_id } = row?.opened ?? {};
    expect(await database.sql`select name from public.desks where id = ${desk_id}`).toEqual([{ name: text }]);
    expect(await database.sql`select display_name from public.staff where id = ${owner_staff_id}`).toEqual([{ display_name: text }]);
  },
);

it.each(['a', '7', 'bike-import-24', 'x'.repeat(60)])('takes the slug %s', async (slug) => {
  await open({ slug });
  expect(await database.sql`select slug from public.desks where slug = ${slug}`).toEqual([{ slug }]);
});

it.each(['en', 'tr', 'fil', 'pt-BR'])('takes the language %s', async (owner_language) => {
  const [row] = await open({ owner_language });
  expect(await database.sql`select language from public.staff where id = ${row?.opened.owner_staff_id}`).toEqual([
    { language: owner_language },
  ]);
});
