import { beforeAll, expect, it } from 'vitest';
import { asSignedIn, useDatabase } from '../../support/database.ts';
import { openShop, rpc, type Shop } from '../../support/people.ts';
import { accept, commit, says } from '../../support/queues.ts';

const database = useDatabase();
let shop: Shop;
const chats: Record<string, string> = {};

beforeAll(async () => {
  shop = await openShop(database.sql);
  for (const role of ['agent', 'admin', 'owner']) {
    const { code } = await rpc(database.sql, 'invite_staff_safe', { actor_id: shop.ownerId, display_name: role, role });
    await rpc(database.sql, 'accept_invitation_safe', { code, provider: 'web', account: shop.slug, external_id: role });
    const { claim } = await accept(database.sql, shop, role, { claim_as: 'w' });
    await commit(database.sql, claim.message_id, { replies: says('hello', 'hello') });
    chats[role] = claim.chat.id;
  }
});

const TABLES = ['chats', 'conversations', 'inbox_messages', 'outbox_messages'] as const;

it.each([
  ['manager', ['agent']],
  ['admin', ['admin', 'agent']],
] as const)('a %s reads the chats of %j, over every table', async (reader, readable) => {
  for (const table of TABLES) {
    const seen = await asSignedIn(database.sql, shop[reader].subject, (sql) =>
      sql.unsafe(`select distinct ${table === 'chats' ? 'id' : 'chat_id'} as chat from public.${table}`),
    );
    const names = Object.keys(chats).filter((role) => seen.some((row) => row['chat'] === chats[role]));
    expect({ table, names: names.toSorted() }).toEqual({ table, names: readable });
  }
});
