import type { Sql } from 'postgres';
import { rpc, type Shop } from './people.ts';
import { asDeskRpc } from './shop.ts';

/** A link of a lead that waits to be looked up, or that this worker holds. Gives the look-up. */
export async function aLink(sql: Sql, shop: Shop, leadId: string, worker: string | null = null): Promise<string> {
  const row = { desk_id: shop.deskId, lead_id: leadId, url: 'https://ads.example/1', created_by: shop.systemId };
  const [added] = await asDeskRpc(sql, shop, (own) => own`insert into public.link_lookups ${own(row)} returning id`);
  if (worker !== null) await rpc(sql, 'claim_link_lookups', { worker, batch: 100, lease_seconds: 600 });
  return added?.id;
}

/** What was found behind a link. */
export const found = { url: 'https://ads.example/1', site: 'ads.example', title: 'Road bike', price: '100.00', currency: 'EUR' };
