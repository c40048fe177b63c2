import postgres, { type Sql } from 'postgres';
import { createMigratedDatabase, type ScratchCluster, startScratchCluster } from '../supabase/local/scratch.ts';

export type BenchShop = {
  sql: Sql;
  deskId: string;
  system: string;
  owner: string;
  manager: string;
  agent: string;
  listing: string;
  customer: string;
};

/** A fresh database with one desk, and connections that act as the worker does. */
export async function withShop(work: (shop: BenchShop) => Promise<void>): Promise<void> {
  const cluster: ScratchCluster = await startScratchCluster();
  const sql = postgres(await createMigratedDatabase(cluster, 'bench'), { max: 4, onnotice: () => undefined });
  try {
    const [desk] = await sql`select public.open_desk_safe('bench', 'Bench', 'Owner') as d`;
    const { desk_id: deskId, owner_staff_id: owner, system_staff_id: system } = desk?.d ?? {};
    const [manager, agent] = [await addStaff(sql, owner, 'manager'), await addStaff(sql, owner, 'agent')];
    const [listing] =
      await sql`select public.create_listing_safe(${owner}, '{"en": "Bike"}', price => 100, currency => 'EUR') #>> '{listing,id}' as id`;
    const [lead] = await sql`
      select public.capture_lead_safe(${system}, 'bench', '{"phone": "+12025550100"}') #>> '{customer,id}' as customer`;
    await work({ sql, deskId, owner, system, manager, agent, listing: listing?.id, customer: lead?.customer });
  } finally {
    await sql.end();
    await cluster.stop();
  }
}

async function addStaff(sql: Sql, owner: string, role: string): Promise<string> {
  const [invited] = await sql`select public.invite_staff_safe(${owner}, ${role}, ${role}) ->> 'code' as code`;
  const [accepted] = await sql`select public.accept_invitation_safe(${invited?.code}, 'web', ${role}) #>> '{staff,id}' as id`;
  return accepted?.id;
}
