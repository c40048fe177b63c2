import type { Conversation, ConversationFlavor } from '@grammyjs/conversations';
import type { SupabaseClient } from '@supabase/supabase-js';
import { type Context, InlineKeyboard, Keyboard, type SessionFlavor } from 'grammy';

export type Session = { language: string; orders: number };
export type BotContext = ConversationFlavor<Context & SessionFlavor<Session>>;
type Talk = Conversation<BotContext, Context>;

type Listing = { id: string; code: string; title: string; price: number; currency: string };
type Wish = { from: number; listing: Listing; quantity: number; address: string; name: string; method: string };

const METHODS = { bank_transfer: 'Bank transfer', card: 'Card', cash: 'Cash' };

const within = (labels: Record<string, string>) =>
  InlineKeyboard.from(Object.entries(labels).map(([data, label]) => [InlineKeyboard.text(label, data)]));

/** One order, from a link to a listing to its code: the questions of our own conversation, asked as the plugin means them to be. */
export const quickOrderOf = (db: SupabaseClient) =>
  async function quickOrder(talk: Talk, ctx: Context): Promise<void> {
    const code = ctx.message?.text?.split(' ')[1] ?? '';
    await ctx.reply('Hello, this is the shop. I can show you what we offer and take your order right here.');
    const listing = await talk.external(() => listingOf(db, code));
    if (listing === null) return void (await ctx.reply('There is no such listing.'));
    await ctx.reply(`${listing.title}\nPrice: ${listing.price} ${listing.currency}\nCode: ${listing.code}\n\nHow many would you like?`, {
      reply_markup: within({ 'quantity:1': '1', 'quantity:2': '2', 'quantity:3': '3', cancel: 'Cancel' }),
    });
    const chosen = await talk.waitForCallbackQuery(/^quantity:(\d+)$/);
    await chosen.answerCallbackQuery();
    const quantity = Number(chosen.match[1]);

    await ctx.reply('Where should we deliver? Type the address.', { reply_markup: within({ cancel: 'Cancel' }) });
    const address = (await talk.waitFor('message:text')).message.text;

    await ctx.reply('What is your name?', { reply_markup: within({ cancel: 'Cancel' }) });
    const name = (await talk.waitFor('message:text')).message.text;

    await ctx.reply('What is your phone number? We only use it for questions about your order.', {
      reply_markup: new Keyboard().requestContact('Share my phone number').row().text('Rather not').resized().oneTime(),
    });
    await talk.waitFor(['message:contact', 'message:text']);

    await ctx.reply('To handle your order, we keep your name, phone number, address and this conversation. Do you agree?', {
      reply_markup: within({ 'consent:yes': 'I agree', cancel: 'I do not agree' }),
    });
    const agreed = await talk.waitForCallbackQuery('consent:yes');
    await agreed.answerCallbackQuery();

    const total = (listing.price * quantity).toFixed(2);
    const summary = `Item: ${quantity} × ${listing.title}\nTotal: ${total} ${listing.currency}\nDelivery: ${address}`;
    await ctx.reply(`Your order\n${summary}\nFor: ${name}\n\nIs everything right? Choose how you would like to pay.`, {
      reply_markup: within({
        ...Object.fromEntries(Object.entries(METHODS).map(([method, label]) => [`confirm:${method}`, `Confirm: ${label}`])),
        cancel: 'Cancel',
      }),
    });
    const confirmed = await talk.waitForCallbackQuery(/^confirm:(\w+)$/);
    await confirmed.answerCallbackQuery();
    const wish: Wish = { from: confirmed.from.id, listing, quantity, address, name, method: confirmed.match[1] ?? '' };
    const placed = await talk.external(() => placeOrder(db, wish));
    await talk.external((outside) => {
      outside.session.orders += 1;
    });
    await ctx.reply(`Thank you. Your order ${placed} has been placed.\n\nTo pay: ${total} ${listing.currency}.`);
    await ctx.reply(`Order ${placed}\nStatus: Waiting for payment\n${summary}`, {
      reply_markup: within({ [`pay:${placed}`]: 'Pay', [`cancel:${placed}`]: 'Cancel the order' }),
    });
  };

async function listingOf(db: SupabaseClient, code: string): Promise<Listing | null> {
  const { data } = await db.from('listings').select('id, code, title, price, currency').eq('code', code).maybeSingle().throwOnError();
  return data;
}

/** The usual handful of calls, each a transaction of its own. */
async function placeOrder(db: SupabaseClient, { from, listing, quantity, address, name, method }: Wish): Promise<number> {
  const total = listing.price * quantity;
  const { data: customer } = await db
    .from('customers')
    .upsert({ telegram_id: from, name, consent_at: new Date().toISOString() }, { onConflict: 'telegram_id' })
    .select('id')
    .single()
    .throwOnError();
  const { data: order } = await db
    .from('orders')
    .insert({ customer_id: customer.id, address, total, currency: listing.currency })
    .select('id, code')
    .single()
    .throwOnError();
  // Neither needs the other.
  await Promise.all([
    db.from('order_lines').insert({ order_id: order.id, listing_id: listing.id, quantity, unit_price: listing.price }).throwOnError(),
    db.from('payments').insert({ order_id: order.id, method, amount: total }).throwOnError(),
  ]);
  return order.code;
}
