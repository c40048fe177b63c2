import { z } from 'zod';

export const partNames = ['database', 'api', 'functions', 'migrations'] as const;
export type PartName = (typeof partNames)[number];

/** How one part is: ready, or down with the reason; either way with the milliseconds its answer took. */
export type PartHealth = { state: 'ready' | 'down'; ms: number; note?: string };

export type HealthReport = { ready: boolean; at: string; parts: Record<PartName, PartHealth> };

/** What `desk_health` answers. */
export const deskHealthSchema = z.object({
  postgres: z.string(),
  at: z.string(),
  desks: z.number(),
  migrations: z.object({ applied: z.number(), latest: z.string().nullable() }),
});

export type DeskHealth = z.output<typeof deskHealthSchema>;

/** A desk is ready when every part is, and the migrations are those of this code. */
export function isReady(parts: Record<PartName, PartHealth>): boolean {
  return partNames.every((name) => parts[name].state !== 'down');
}
