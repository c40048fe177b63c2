import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../../support/builders.ts';
import { useDatabase } from '../../support/database.ts';
import { choose, settingsOf } from '../../support/private-things.ts';
import { meet, openAccount, turn } from '../../support/queues.ts';
import { expectRefusal } from '../../support/refusals.ts';
import { asDeskRpc, auditOf, call, openShop, type Shop } from '../../support/shop.ts';

const database = useDatabase();
let shop: Shop;
let id: string;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
});
beforeEach(async () => {
  count += 1;
  await turn(database.sql, shop, `chat-${count}`, []);
  id = (await meet(database.sql, shop, `chat-${count}`)).id;
});

async function quietAt(at: string): Promise<string | null> {
  const [row] = await database.sql`
    select case when p.until = 'infinity' then 'for ever' else to_char(p.until at time zone 'UTC', 'YYYY-MM-DD HH24:MI') end as until
    from (select private.left_in_peace(${id}, ${at}) as until) as p`;
  return row?.until ?? null;
}
const deskIsIn = (zone: string) => database.sql`update public.desk_settings set time_zone = ${zone} where desk_id = ${shop.deskId}`;

describe('quiet hours', () => {
  it('of one’s own go before the desk’s, over midnight, by the desk’s clock', async () => {
    await deskIsIn('Europe/Istanbul');
    const { settings } = await choose(database.sql, shop, id, { quiet: { from: '23:30', until: '07:00' } });
    expect(settings.quiet).toEqual({ own: true, from: '23:30', until: '07:00' });
    expect(await quietAt('2026-05-05T20:29:00Z')).toBeNull();
    expect(await quietAt('2026-05-05T20:30:00Z')).toBe('2026-05-06 04:00');
    expect(await quietAt('2026-05-06T03:59:00Z')).toBe('2026-05-06 04:00');
    await deskIsIn('UTC');
    expect(await quietAt('2026-05-05T20:30:00Z')).toBeNull();
  });

  it('can be none at all, and the desk’s again', async () => {
    await choose(database.sql, shop, id, { quiet: 'off' });
    expect((await settingsOf(database.sql, shop, id)).quiet).toEqual({ own: true, from: '00:00', until: '00:00' });
    expect(await quietAt('2026-05-05T23:00:00Z')).toBeNull();
    const { settings } = await choose(database.sql, shop, id, { quiet: null });
    expect(settings.quiet).toEqual({ own: false, from: '21:00', until: '09:00' });
    expect(await quietAt('2026-05-05T23:00:00Z')).toBe('2026-05-06 09:00');
  });

  it.each([[{ from: '24:00', until: '08:00' }], [{ from: '22:00' }], [{ from: '9:00', until: '10:00' }], ['never'], [22], [[]]])(
    'are refused as %j',
    async (quiet) => {
      await expectRefusal(choose(database.sql, shop, id, { quiet }), 'BAD_INPUT');
    },
  );
});

describe('STOP and START', () => {
  it('hold from the first STOP until START, and each is written down once', async () => {
    const stopped = async () => (await database.sql`select stopped_at from public.customers where id = ${id}`)[0]?.stopped_at;
    expect((await choose(database.sql, shop, id, { stopped: true })).settings.stopped).toBe(true);
    const since = await stopped();
    await choose(database.sql, shop, id, { stopped: true });
    expect(await stopped()).toEqual(since);
    expect(await quietAt('2026-05-05T12:00:00Z')).toBe('for ever');
    expect((await choose(database.sql, shop, id, { stopped: false })).settings.stopped).toBe(false);
    expect(await quietAt('2026-05-05T12:00:00Z')).toBeNull();
    const changes = (await auditOf(database.sql, id)).filter(({ changed_fields }) => changed_fields?.includes('stopped_at'));
    expect(changes.map(({ acting_customer_id }) => acting_customer_id)).toEqual([id, id]);
  });

  it('leave the rest as it was', async () => {
    await choose(database.sql, shop, id, { quiet: { from: '20:00', until: '10:00' } });
    const { settings } = await choose(database.sql, shop, id, { stopped: true });
    expect(settings).toMatchObject({ quiet: { own: true, from: '20:00' }, preferred_channel: 'web' });
  });
});

describe('the channel', () => {
  it('is one they write from', async () => {
    await expectRefusal(choose(database.sql, shop, id, { preferred_channel: 'telegram' }), 'BAD_INPUT');
    const account = await openAccount(database.sql, shop);
    const { chatId } = await turn(database.sql, shop, `telegram-${count}`, [], account);
    await asDeskRpc(database.sql, shop, (sql) => sql`update public.chats set customer_id = ${id} where id = ${chatId}`);
    expect((await choose(database.sql, shop, id, { preferred_channel: 'telegram' })).settings.preferred_channel).toBe('telegram');
  });

  it('is none they cannot be reached in any more', async () => {
    await asDeskRpc(database.sql, shop, (sql) => sql`update public.chats set unreachable_at = now() where customer_id = ${id}`);
    await expectRefusal(choose(database.sql, shop, id, { preferred_channel: 'web' }), 'BAD_INPUT');
  });
});

it('refuses what is no setting, and changes nothing then', async () => {
  for (const changes of [
    null,
    [],
    'stop',
    { stopped: 'yes' },
    { stopped: true, nickname: 'Ada' },
    { stopped: true, preferred_channel: null },
  ]) {
    await expectRefusal(choose(database.sql, shop, id, changes), 'BAD_INPUT');
  }
  expect((await settingsOf(database.sql, shop, id)).stopped).toBe(false);
});

it('is for the customer alone', async () => {
  const elsewhere = await openDesk(database.sql);
  await expectRefusal(choose(database.sql, elsewhere, id, { stopped: true }), 'NOT_FOUND');
  const asManager = { actor_id: shop.managerId, acting_customer_id: id, changes: { stopped: true } };
  await expectRefusal(call(database.sql, 'choose_settings_safe', asManager), 'FORBIDDEN_ROLE');
  await call(database.sql, 'erase_customer_safe', { actor_id: shop.ownerId, customer_id: id });
  await expectRefusal(choose(database.sql, shop, id, { stopped: true }), 'NOT_FOUND');
});
