import { checkBooks } from '../../books/phone-book.ts';
import { attachDocument } from '../../documents/phone-book.ts';
import { askStaffExport } from '../../exports/phone-book.ts';
import type { Claim } from '../../inbox/claim.ts';
import { advanceLead, assignLead } from '../../leads/phone-book.ts';
import { advanceOrder, answerProposal, assignOrder } from '../../orders/phone-book.ts';
import { recordPayment } from '../../payments/phone-book.ts';
import { deskReport } from '../../reports/phone-book.ts';
import type { Outcome } from '../../rpc/call.ts';
import type { RpcPort } from '../../rpc/port.ts';
import type { Refusal } from '../../rpc/refusals.ts';
import { advanceShipment } from '../../shipments/phone-book.ts';
import { advanceTask, createTask } from '../../tasks/phone-book.ts';
import { handBack, sayInChat, staffChat, takeConversation, waitingChats } from '../chats.ts';
import { acceptReport, dismissTransfer, matchTransfer, paymentInbox, recordTransfer } from '../inbox.ts';
import { askRefund, previewQuote, quoteLead, quoteOrder, staffMoney } from '../money.ts';
import { receiveOrder, shipOrder, staffParcels } from '../parcels.ts';
import { addNote, staffColleagues, staffCustomer, staffDocuments, staffFind, takeNoteBack } from '../people.ts';
import {
  changeStaffRole,
  chooseStaffLanguage,
  deactivateStaff,
  inviteStaff,
  joinStaff,
  keepPromise,
  passOn,
  reactivateStaff,
  staffMembers,
  staffShift,
  takeWork,
} from '../phone-book.ts';
import { setDayOff, setHours, staffHours, staffSettings, updateSettings } from '../settings.ts';
import { assignTask, postponeTask, staffTask, staffTasks } from '../tasks.ts';
import { staffLead, staffLeads, staffOrder, staffOrders, staffToday } from '../work.ts';

type Line = (port: RpcPort, args: never) => Promise<Outcome<unknown>>;
/**
 * The key of a write makes it happen once; a write without one is told from its repetition by its refusal. Whoever joins
 * is nobody yet: the desk lets them in, in their chat.
 */
type Kind = 'read' | 'write' | 'keyed' | 'join';

/** Everything the dialogue of the staff may ask of the desk: the line of a phone book, and whether it takes a key. */
const CALLS = {
  'join-staff': [joinStaff, 'join'],
  'staff-members': [staffMembers, 'read'],
  'invite-staff': [inviteStaff, 'write'],
  'change-staff-role': [changeStaffRole, 'write'],
  'deactivate-staff': [deactivateStaff, 'write'],
  'reactivate-staff': [reactivateStaff, 'write'],
  'choose-language': [chooseStaffLanguage, 'write'],
  'staff-today': [staffToday, 'read'],
  'staff-leads': [staffLeads, 'read'],
  'staff-lead': [staffLead, 'read'],
  'staff-orders': [staffOrders, 'read'],
  'staff-order': [staffOrder, 'read'],
  'take-work': [takeWork, 'write'],
  'staff-shift': [staffShift, 'read'],
  'pass-on': [passOn, 'write'],
  'keep-promise': [keepPromise, 'keyed'],
  'staff-settings': [staffSettings, 'read'],
  'update-settings': [updateSettings, 'write'],
  'staff-hours': [staffHours, 'read'],
  'set-hours': [setHours, 'write'],
  'set-day-off': [setDayOff, 'write'],
  'check-books': [checkBooks, 'read'],
  'desk-report': [deskReport, 'read'],
  'ask-staff-export': [askStaffExport, 'keyed'],
  'staff-chat': [staffChat, 'read'],
  'waiting-chats': [waitingChats, 'read'],
  'take-conversation': [takeConversation, 'keyed'],
  'say-in-chat': [sayInChat, 'keyed'],
  'hand-back': [handBack, 'keyed'],
  'advance-lead': [advanceLead, 'write'],
  'assign-lead': [assignLead, 'write'],
  'advance-order': [advanceOrder, 'keyed'],
  'assign-order': [assignOrder, 'write'],
  'staff-parcels': [staffParcels, 'read'],
  'ship-order': [shipOrder, 'keyed'],
  'advance-shipment': [advanceShipment, 'keyed'],
  'receive-order': [receiveOrder, 'keyed'],
  'preview-quote': [previewQuote, 'read'],
  'quote-order': [quoteOrder, 'keyed'],
  'quote-lead': [quoteLead, 'keyed'],
  'answer-proposal': [answerProposal, 'keyed'],
  'staff-money': [staffMoney, 'read'],
  'record-payment': [recordPayment, 'keyed'],
  'ask-refund': [askRefund, 'keyed'],
  'staff-tasks': [staffTasks, 'read'],
  'staff-task': [staffTask, 'read'],
  'create-task': [createTask, 'keyed'],
  'advance-task': [advanceTask, 'write'],
  'postpone-task': [postponeTask, 'write'],
  'assign-task': [assignTask, 'write'],
  'staff-customer': [staffCustomer, 'read'],
  'staff-colleagues': [staffColleagues, 'read'],
  'staff-find': [staffFind, 'read'],
  'staff-documents': [staffDocuments, 'read'],
  'add-note': [addNote, 'keyed'],
  'take-note-back': [takeNoteBack, 'write'],
  'attach-document': [attachDocument, 'keyed'],
  'payment-inbox': [paymentInbox, 'read'],
  'accept-report': [acceptReport, 'keyed'],
  'match-transfer': [matchTransfer, 'keyed'],
  'record-transfer': [recordTransfer, 'keyed'],
  'dismiss-transfer': [dismissTransfer, 'write'],
} as const satisfies Record<string, readonly [Line, Kind]>;

type Calls = typeof CALLS;
export type CallName = keyof Calls;
/** What is asked, without who asks and under which key: that is the turn's. */
export type ArgsOf<C extends CallName> = Omit<
  Parameters<Calls[C][0]>[1],
  'actor_id' | 'acting_customer_id' | 'idempotency_key' | (Calls[C][1] extends 'join' ? 'chat_id' : never)
>;
export type AnswerOf<C extends CallName> = Extract<Awaited<ReturnType<Calls[C][0]>>, { ok: true }>['data'];

/** A command of the staff's dialogue: one call, in the name of whoever writes. */
export type StaffCommand = {
  [C in CallName]: {
    do: 'call';
    call: C;
    args: ArgsOf<C>;
    /** What makes it the same write for everybody who asks for it, and not only for this message. */
    once?: string;
  };
}[CallName];
export type StaffResult = { did: 'called'; call: CallName; answer: unknown } | { did: 'call-refused'; call: CallName; refusal: Refusal };

/** Whether a call changes something, when it is not refused. */
export const isWrite = (call: CallName): boolean => CALLS[call][1] !== 'read';

/** Makes the call, as the member of the staff who wrote. Who is none any more is refused by the desk. */
export async function performCall(port: RpcPort, claim: Claim, { call, args, once }: StaffCommand): Promise<StaffResult> {
  const [line, kind] = CALLS[call];
  const outcome = await (line as Line)(port, { ...args, ...whoAsks(claim, kind, once) } as never);
  return outcome.ok ? { did: 'called', call, answer: outcome.data } : { did: 'call-refused', call, refusal: outcome.refusal };
}

function whoAsks({ staff, chat, message_id, system_staff_id }: Claim, kind: Kind, once?: string) {
  if (kind === 'join') return { actor_id: system_staff_id, chat_id: chat.id };
  return {
    actor_id: staff?.id,
    ...(kind === 'keyed' && { idempotency_key: `${once === undefined ? '' : `${once}|`}inbox:${message_id}` }),
  };
}
