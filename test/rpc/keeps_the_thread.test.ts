import { beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../support/shop.ts';
import { transports, useTransports } from '../support/transports.ts';

const { database, call } = useTransports();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const listing = () => ({ actor_id: shop.ownerId, title: { en: 'Bell' } });
const threadOf = async (outcome: unknown) => {
  expect(outcome).toMatchObject({ ok: true });
  const [row] = await database.sql`select correlation_id from public.audit_log order by id desc limit 1`;
  return row?.correlation_id;
};

describe.each(transports)('%s', (transport) => {
  it('leaves the message behind a call on its audit, without any key', async () => {
    expect(await threadOf(await call(transport, 'create_listing_safe', listing(), { thread: 'inbox:77' }))).toBe('inbox:77');
  });

  it('leaves nothing to the next call of its session', async () => {
    for (let n = 0; n < 12; n++) await call(transport, 'create_listing_safe', listing(), { thread: 'inbox:78' });
    for (let n = 0; n < 12; n++) expect(await threadOf(await call(transport, 'create_listing_safe', listing()))).toBeNull();
  });

  it('takes no thread that is none of a message', async () => {
    for (const thread of ['inbox:', 'inbox:1; drop', 'somebody', '']) {
      expect(await threadOf(await call(transport, 'create_listing_safe', listing(), { thread })), thread).toBeNull();
    }
  });
});
