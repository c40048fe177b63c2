import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import type { WorkersOptions } from '../../bot/work/workers.ts';
import type { ChatEvent } from '../../src/channels/events.ts';
import type { Language } from '../../src/phrases/phrases.ts';
import { actionOf, doorOf, person, phrases, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { earlier } from '../support/queues.ts';
import { keepFile } from '../support/sent-files.ts';
import { call, openShop, type Shop } from '../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let code: string;

beforeAll(async () => {
  const { sql } = database;
  shop = await openShop(sql);
  code = (await sql`select code from public.listings where id = ${shop.listingId}`)[0]?.code;
  await sql`update public.payment_methods set offered = code = 'bank_transfer', iban = 'DE89370400440532013000', account_holder = 'Spoke & Co',
    qr = 'transfer', names = '{"en": "Bank transfer", "ru": "Перевод", "tr": "Havale"}' where desk_id = ${shop.deskId}`;
});

/** Somebody whose order waits for money. */
async function aPayer(options: Partial<WorkersOptions> = {}, language: Language = 'en') {
  const say = (key: string, params?: Record<string, string>) => phrases(language, key, params);
  const staff = await workers.start(options);
  const ada = person(database, staff, shop.slug, language);
  await ada.opens(code);
  await ada.presses(/^1$/);
  await ada.says('Example street 1');
  await ada.says('Ada');
  await ada.presses(say('button-rather-not'));
  await ada.presses(say('button-agree'));
  await ada.presses(new RegExp(`^${say('button-confirm-by', { method: '' }).trim()}`));
  const [order] = await database.sql`
    select o.id, o.order_code from public.orders as o join public.chats as c on c.customer_id = o.customer_id where c.external_id = ${ada.chat}`;
  return { ada, say, orderId: order?.id as string, orderCode: order?.order_code as string };
}

const effectsOf = async (orderId: string) =>
  (
    await database.sql`select
      (select count(*)::int from public.tasks where order_id = ${orderId} and kind = 'task-payment-reported') as tasks,
      (select count(*)::int from public.documents where order_id = ${orderId} and type = 'payment_proof') as proofs,
      (select count(*)::int from public.payments where order_id = ${orderId}) as payments,
      (select count(*)::int from public.outbox_messages as o join public.tasks as t on t.id = o.entity_id
        where t.order_id = ${orderId} and o.phrase_key = 'notice-staff-payment-reported') as notices`
  )[0];

async function aPhoto(chat: string): Promise<Extract<ChatEvent, { type: 'file' }>> {
  const { path } = await keepFile(database.sql, shop, chat, doorOf(shop.slug));
  return { type: 'file', kind: 'image', name: 'receipt.jpg', size: 1000, path, caption: null };
}

it('shows how to pay with a code to be scanned, and takes the proof once, however often each message comes', async () => {
  const { ada, say, orderId, orderCode } = await aPayer();
  const shown = await ada.presses(say('button-move-pay'));
  const media = shown.find(({ media: one }) => one?.kind === 'drawn')?.media;
  expect(media?.name.replaceAll(/\s/g, ' ')).toBe(`Code to pay €100.00 for order ${orderCode}`);
  await ada.presses(say('button-move-proof'));
  const photo = await aPhoto(ada.chat);
  const id = randomUUID();
  await Promise.all(Array.from({ length: 4 }, () => ada.send(photo, id)));
  await quiet(database, ada.chat);
  await ada.send(photo, id);
  await quiet(database, ada.chat);
  expect(await effectsOf(orderId)).toMatchObject({ tasks: 1, proofs: 1, payments: 1 });
  expect(
    ada
      .hears()
      .flatMap(({ paragraphs }) => paragraphs)
      .filter((text) => text.includes('We are checking your payment')),
  ).toHaveLength(1);
});

it('comes to one report when the worker fails between the report and the end of the turn', async () => {
  let broken = true;
  const dialogue = loadDialogue();
  const { ada, say, orderId } = await aPayer({
    step: (stored, event, facts) => {
      if (broken && 'did' in event && event.did === 'report-payment') {
        broken = false;
        throw new Error('a crash after the report');
      }
      return dialogue(stored, event, facts);
    },
  });
  await ada.says('I have paid');
  await ada.send({ type: 'press', action: actionOf(ada.all(), say('button-no-picture')) });
  await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
  await quiet(database, ada.chat);
  expect(broken).toBe(false);
  const [managers] = await database.sql`select count(*)::int as all from public.staff where desk_id = ${shop.deskId} and status = 'active'
    and role in ('manager', 'admin', 'owner')`;
  expect(await effectsOf(orderId)).toEqual({ tasks: 1, proofs: 0, payments: 1, notices: managers?.all });
  expect(ada.hears().at(-1)?.paragraphs[0]).toContain('We are checking your payment');
});

it('a press of "no picture" by five trembling fingers is one report', async () => {
  const { ada, say, orderId } = await aPayer();
  await ada.says('I have paid');
  const action = actionOf(ada.all(), say('button-no-picture'));
  await Promise.all(Array.from({ length: 5 }, () => ada.send({ type: 'press', action })));
  await quiet(database, ada.chat);
  expect(await effectsOf(orderId)).toMatchObject({ tasks: 1, payments: 1 });
});

it('takes nobody’s file but the sender’s own for a proof', async () => {
  const { ada, orderId } = await aPayer();
  const foreign = await aPhoto('somebody else');
  await ada.says('I have paid');
  await ada.send(foreign);
  await quiet(database, ada.chat);
  // In Telegram nobody can name a file: whatever one sends is one's own.
  const foreignTaken = doorOf(shop.slug).provider === 'telegram' ? 1 : 0;
  expect(await effectsOf(orderId)).toMatchObject({ tasks: foreignTaken, proofs: foreignTaken, payments: 1 });
});

it.each(['en', 'ru', 'tr'] as const)('sends a receipt of a part and of a refund, in %s', async (language) => {
  const { ada, orderId, orderCode } = await aPayer({}, language);
  const money = { order_id: orderId, currency: 'EUR', method: 'bank_transfer', status: 'completed' };
  const part = { ...money, amount: 40, direction: 'incoming', role: 'client_payment', external_reference: `in:${language}` };
  await call(database.sql, 'record_generic_payment_safe', { actor_id: shop.managerId, ...part });
  await quiet(database, ada.chat);
  const refund = {
    ...money,
    amount: 10,
    direction: 'outgoing',
    role: 'refund',
    refund_reason: 'price_adjustment',
    external_reference: `out:${language}`,
  };
  await call(database.sql, 'record_generic_payment_safe', { actor_id: shop.adminId, ...refund });
  await quiet(database, ada.chat);
  const told = ada
    .hears()
    .flatMap(({ paragraphs }) => paragraphs)
    .join('\n')
    .replaceAll(/[\u00a0\u202f\u2068\u2069]/g, ' ');
  const [way, due, why] = {
    en: ['Bank transfer', 'Still to be paid: €60.00', 'the price was lowered'],
    ru: ['Перевод', 'Осталось оплатить 60,00 €', 'цена снижена'],
    tr: ['Havale', 'Kalan tutar: €60,00', 'fiyat düşürüldü'],
  }[language];
  for (const part of [orderCode, way, due, why, `in:${language}`, `out:${language}`]) expect(told).toContain(part);
  expect(told).not.toMatch(/none|price_adjustment|bank_transfer|\{/);
});
