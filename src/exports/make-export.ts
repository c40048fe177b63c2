import type { FileStore } from '../documents/files.ts';
import { asked } from '../rpc/call.ts';
import type { RpcPort } from '../rpc/port.ts';
import { BYTE_ORDER_MARK, csvLine } from './csv.ts';
import { claimStaffExport, type Subject, settleStaffExport, staffExportRows } from './phone-book.ts';

/** The first line of each table: the same in every language, for whatever reads it next. */
const COLUMNS: Record<Subject, readonly string[]> = {
  orders: ['order', 'created_at', 'status', 'customer', 'phone', 'currency', 'total', 'received', 'refunded', 'due', 'in_charge', 'lines'],
  payments: [
    ...['order', 'created_at', 'completed_at', 'direction', 'role', 'method', 'status', 'amount', 'currency', 'reference', 'refund_reason'],
  ],
  customers: ['name', 'phone', 'email', 'language', 'country', 'created_at', 'orders'],
  leads: [
    ...[
      'created_at',
      'status',
      'reason',
      'source',
      'customer',
      'phone',
      'email',
      'link',
      'comment',
      'budget',
      'budget_currency',
      'in_charge',
    ],
  ],
};

/**
 * Makes the next file that somebody of the staff asked for, page by page, and has it given to them. Crashed in between, it
 * is made again at the same place. False when there is none to make.
 */
export async function makeStaffExport(port: RpcPort, files: FileStore, worker: string): Promise<boolean> {
  const claimed = asked(await claimStaffExport(port, { worker }));
  if (claimed === null) return false;
  const { id: export_id, what, path } = claimed;
  const encoder = new TextEncoder();
  const parts = [encoder.encode(BYTE_ORDER_MARK + csvLine(COLUMNS[what]))];
  let count = 0;
  for (let from: { after?: string; after_id?: string } | null = {}; from !== null; ) {
    const { rows, last }: { rows: Parameters<typeof csvLine>[0][]; last: { at: string; id: string } | null } = asked(
      await staffExportRows(port, { export_id, worker, ...from }),
    );
    count += rows.length;
    parts.push(encoder.encode(rows.map(csvLine).join('')));
    from = last && { after: last.at, after_id: last.id };
  }
  await files.put(path, whole(parts), 'text/csv; charset=utf-8');
  asked(await settleStaffExport(port, { export_id, worker, row_count: count }));
  return true;
}

function whole(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
