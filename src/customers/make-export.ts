import type { FileStore } from '../documents/files.ts';
import { chooseLanguage, type Phrases } from '../phrases/phrases.ts';
import { asked } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import type { ClaimedExport } from './export-schema.ts';
import { claimExport, settleExport } from './phone-book.ts';

/**
 * Makes the next file of everything the desk knows of a person who asked for it, and has it given to them. Crashed in
 * between, it is made again at the same place. False when there is none to make.
 */
export async function makeExport(port: RpcPort, files: FileStore, phrases: Phrases, worker: string): Promise<boolean> {
  const claimed = asked(await claimExport(port, { worker }));
  if (claimed === null) return false;
  await files.put(claimed.path, new TextEncoder().encode(exportFile(claimed, phrases)), 'application/json');
  asked(await settleExport(port, { export_id: claimed.id, worker }));
  return true;
}

/** The file: what it is, in the person's language, then part by part under a heading of that language, then as it is kept. */
export function exportFile({ data, desk, asked_at, language }: ClaimedExport, phrases: Phrases): string {
  const spoken = chooseLanguage([language]);
  const parts = Object.keys(data).map((part) => [part, phrases(spoken, 'export-part', { part })] as const);
  const about = {
    about: phrases(spoken, 'export-about', { desk, day: asked_at.slice(0, 10) }),
    parts: Object.fromEntries(parts),
  };
  return `${JSON.stringify({ ...about, ...data }, null, 2)}\n`;
}
