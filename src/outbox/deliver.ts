import type { Address, Channel, Delivery, Provider } from '../channels/port.ts';
import type { Rendered } from '../channels/rendered.ts';
import { chooseLanguage, type Phrases } from '../phrases/phrases.ts';
import { staffOrderCard } from '../staff/dialogue/cards.ts';
import { chartSvg } from './chart.ts';
import type { Claimed } from './claimed.ts';
import { noticeReply } from './notice.ts';
import { orderCard } from './order-card.ts';
import { type Place, type Places, removesTopic, sendInTopic } from './topics.ts';
import { type Draw, drawnReply, type Listener, putIntoWords, sentence } from './words.ts';

export type Channels = Partial<Record<Provider, Channel>>;
/** Ends when the account may send once more in its second. */
export type Pace = (account: string, perSecond: number) => Promise<void>;
export type DeliveryDeps = { channels: Channels; phrases: Phrases; draw: Draw; places?: Places; pace?: Pace };

/** What `settle_outbox_messages` is told of one row. */
export type Settlement = {
  id: number;
  outcome: Delivery['outcome'] | 'released';
  provider_message_id?: string;
  error?: string;
  retry_after_seconds?: number;
  scope?: 'chat' | 'account';
  shown_hash?: string;
  /** The provider's ids of what was said with it, by the ids of those rows. */
  parts?: Record<string, string>;
};

/**
 * Sends rows of one chat, in their order. When one does not go out, those after it wait with it: a person never reads
 * the second sentence before the first.
 */
export async function deliverInOrder(rows: readonly Claimed[], deps: DeliveryDeps): Promise<Settlement[]> {
  const settlements: Settlement[] = [];
  let stuck = false;
  let place: Place | undefined;
  for (const row of rows) {
    place ??= placeOf(row);
    const settlement: Settlement = stuck ? { id: row.id, outcome: 'released' } : await deliver(row, place, deps);
    stuck ||= settlement.outcome === 'retry' || settlement.outcome === 'rate_limited' || settlement.outcome === 'possibly_sent';
    settlements.push(settlement);
  }
  return settlements;
}

/** Puts one row into words and gives it to its channel. What cannot be put into words is a bug, and no retry mends it. */
async function deliver(row: Claimed, place: Place, deps: DeliveryDeps): Promise<Settlement> {
  const channel = deps.channels[row.chat.provider];
  if (!channel) return { id: row.id, outcome: 'retry', error: `no ${row.chat.provider} channel is running` };
  let rendered: Rendered;
  let messages: unknown[];
  try {
    rendered = withinReach(await inWords(row, deps), row, channel);
    messages = channel.render(rendered);
  } catch (error) {
    return { id: row.id, outcome: 'permanent', error: `not to be put into words: ${String(error)}` };
  }
  const shown = row.reply?.kind === 'order-card' || row.edit !== null ? await hashOf(rendered) : undefined;
  const mark = shown === undefined ? {} : { shown_hash: shown };
  if (row.edit !== null && row.edit.shown_hash === shown) {
    return { id: row.id, outcome: 'sent', provider_message_id: row.edit.provider_message_id, ...mark };
  }
  // A channel that throws instead of saying what became of a sending leaves it open whether it went out.
  const delivery = await sendTo(row, place, channel, messages, deps).catch(
    (error: unknown): Delivery => ({ outcome: 'possibly_sent', error: String(error) }),
  );
  return { ...settlementOf(row, delivery), ...mark };
}

/** A channel that takes no money says in words what an invoice would; whoever only follows a chat pays for nothing there. */
function withinReach(rendered: Rendered, { topic }: Claimed, { capabilities }: Channel): Rendered {
  const { invoice } = rendered;
  if (invoice === null || (topic === null && capabilities.invoices)) return rendered;
  return {
    ...rendered,
    invoice: null,
    ...(topic !== null && { paragraphs: [...rendered.paragraphs.slice(0, -1), `${invoice.title}: ${invoice.description}`] }),
  };
}

const placeOf = ({ chat: { provider, account, external_id: chat }, topic }: Claimed): Place => ({
  to: { provider, account, chat },
  thread: topic?.thread ?? null,
});

async function sendTo(row: Claimed, place: Place, channel: Channel, messages: readonly unknown[], deps: DeliveryDeps): Promise<Delivery> {
  const { topic } = row;
  if (topic === null) return await sendAll(row, place.to, channel, messages, deps);
  const { threads } = channel;
  if (threads === undefined || deps.places === undefined) return { outcome: 'permanent', error: 'this channel has no topics' };
  const title = sentence({ key: 'topic-title', params: { name: topic.name ?? 'none', code: topic.code } }, listenerOf(row, deps));
  return await sendInTopic({ row, topic, place, threads, places: deps.places, title }, (to) => sendAll(row, to, channel, messages, deps));
}

async function sendAll(
  row: Claimed,
  to: Address,
  channel: Channel,
  messages: readonly unknown[],
  { pace }: DeliveryDeps,
): Promise<Delivery> {
  const [first] = messages;
  const account = `${to.provider}/${to.account}`;
  const mayGo = async () => (row.per_second === null ? undefined : await pace?.(account, row.per_second));
  if (row.edit !== null && channel.capabilities.edits) {
    await mayGo();
    return await channel.edit({ key: String(row.id), to, message: first, providerMessageId: row.edit.provider_message_id });
  }
  let last: Delivery = { outcome: 'permanent', error: 'the reply came to no message' };
  let album: Delivery | undefined;
  for (const [index, message] of messages.entries()) {
    await mayGo();
    const part = index === 0 ? { key: String(row.id), ...(row.quotes !== null && { quotes: row.quotes }) } : { key: `${row.id}/${index}` };
    const delivery = await channel.send({ ...part, to, message });
    // A part is out already: what follows may show it again.
    if (delivery.outcome === 'retry' && index > 0) return { outcome: 'possibly_sent', error: delivery.error };
    if (delivery.outcome !== 'sent') return delivery;
    last = delivery;
    if (delivery.others !== undefined) album = delivery;
  }
  // It is the pictures that one answers; their words have buttons.
  return album ?? last;
}

const listenerOf = ({ language, time_zone: timeZone }: Claimed, { phrases }: Pick<DeliveryDeps, 'phrases'>): Listener => ({
  language: chooseLanguage(language === null ? [] : [language]),
  timeZone,
  phrases,
});

/** What a customer was told is shown to the staff as such, and its buttons are the customer's. */
async function inWords(row: Claimed, deps: DeliveryDeps): Promise<Rendered> {
  const listener = listenerOf(row, deps);
  if (removesTopic(row)) return putIntoWords({ kind: 'text', text: [{ key: 'topic-ended', params: { by: 'erasure' } }] }, listener);
  const rendered = withAlbum(row, await replyInWords(row, listener, deps), listener);
  if (row.topic?.told !== true) return rendered;
  return { ...rendered, paragraphs: [sentence({ key: 'topic-told' }, listener), ...rendered.paragraphs], choices: [], request: null };
}

/** The pictures that go with the first. What the others say is what it says already. */
function withAlbum({ merged }: Claimed, rendered: Rendered, listener: Listener): Rendered {
  const album = merged.flatMap(({ reply }) => (reply?.kind === 'image' ? (putIntoWords(reply, listener).media ?? []) : []));
  return album.length === 0 ? rendered : { ...rendered, album };
}

async function replyInWords(row: Claimed, listener: Listener, { draw }: DeliveryDeps): Promise<Rendered> {
  const { reply } = row;
  if (reply?.kind === 'order-card' && reply.for === 'staff')
    return putIntoWords(staffOrderCard(row.staff_order, reply.code ?? ''), listener);
  // A card is shown anew as an order, unless it says itself what it shows by now.
  if (reply?.kind === 'order-card' || (row.edit !== null && reply === null)) {
    if (row.order === null) throw new Error('the order of the card is not there');
    return orderCard(row.order, reply?.kind === 'order-card' ? reply.choices : undefined, listener);
  }
  if (reply?.kind === 'qr') return drawnReply(reply, listener, draw.code(reply.payload));
  if (reply?.kind === 'chart') return drawnReply(reply, listener, await draw.chart(chartSvg(reply, listener)));
  return putIntoWords(reply ?? noticeReply(row), listener);
}

function settlementOf(row: Claimed, delivery: Delivery): Settlement {
  const { id } = row;
  switch (delivery.outcome) {
    case 'sent':
      return { id, outcome: 'sent', provider_message_id: delivery.providerMessageId, ...partsOf(row, delivery.others) };
    case 'rate_limited': {
      const { outcome, retryAfterSeconds, scope, error } = delivery;
      return { id, outcome, retry_after_seconds: retryAfterSeconds, scope, error: storable(error) };
    }
    // Only what has threads, or is a group, is moved or divided; for anybody else it is a chat that is gone.
    case 'moved':
      return { id, outcome: 'unreachable', error: storable(delivery.error) };
    case 'thread_gone':
      return { id, outcome: 'permanent', error: storable(delivery.error) };
    case 'retry':
    case 'unreachable':
    case 'permanent':
    case 'possibly_sent':
      return { id, outcome: delivery.outcome, error: storable(delivery.error) };
  }
}

/** Which of the rows that went with this one is which message. */
function partsOf({ merged }: Claimed, others: readonly string[] | undefined): Pick<Settlement, 'parts'> {
  // Where one of them is missing nobody can tell which.
  if (others?.length !== merged.length) return {};
  return { parts: Object.fromEntries(merged.flatMap((one, index) => (others[index] === undefined ? [] : [[one.id, others[index]]]))) };
}

/** An error as the database can keep it, whatever the other side has written into it. */
function storable(error: string): string {
  return error.slice(0, 500).toWellFormed().replaceAll('\0', '');
}

async function hashOf(rendered: Rendered): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(rendered)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
