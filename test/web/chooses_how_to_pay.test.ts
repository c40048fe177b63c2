import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { type KnownCustomer, type Order, openAsKnown, stock } from '../support/known-customer.ts';
import { readCode } from '../support/scan.ts';
import { pay, refund, type Shop } from '../support/shop.ts';
import { aFile, useStorage } from '../support/uploads.ts';
import { useWebChat } from '../support/web-chat.ts';

const storage = useStorage();
const chat = useWebChat({ files: storage.files }, loadDialogue());
storage.behind(chat.database);
const web = useBrowser();
let shop: Shop;

const ways = {
  bank_transfer: { en: 'Transfer', ru: 'Перевод', tr: 'Havale' },
  card: { en: 'Card', ru: 'Карта', tr: 'Kart' },
  cash: { en: 'Cash', ru: 'Наличные', tr: 'Nakit' },
};
const inCash = {
  en: 'Bring {amount} for order {order}.',
  ru: 'Принесите {amount} за заказ {order}.',
  tr: '{order} için {amount} getirin.',
};
const money = { en: /€60\.00/, ru: /60,00 €/, tr: /€60,00/ };

beforeAll(async () => {
  const { sql } = chat.database;
  shop = await stock(chat);
  for (const [code, names] of Object.entries(ways)) {
    await sql`update public.payment_methods set offered = true, names = ${sql.json(names)} where desk_id = ${shop.deskId} and code = ${code}`;
  }
  await sql`update public.payment_methods set iban = 'DE89370400440532013000', account_holder = 'Spoke & Co', qr = 'transfer'
    where desk_id = ${shop.deskId} and code = 'bank_transfer'`;
  await sql`update public.payment_methods set link = 'https://pay.example.com/{order}?sum={amount}', qr = 'link'
    where desk_id = ${shop.deskId} and code = 'card'`;
  await sql`update public.payment_methods set instructions = ${sql.json(inCash)} where desk_id = ${shop.deskId} and code = 'cash'`;
});

const scanned = async (ada: KnownCustomer) => readCode(await ada.log.locator('.bubble.image img').last().screenshot());
const drawn = (ada: KnownCustomer, count: number) =>
  ada.page.waitForFunction(
    (many) =>
      [...document.querySelectorAll<HTMLImageElement>('.bubble.image img')].filter((image) => image.naturalWidth > 0).length === many,
    count,
  );
const proofsOf = async ({ id }: Order) =>
  (
    await chat.database.sql`select (select count(*)::int from public.documents where order_id = ${id} and type = 'payment_proof') as proofs,
      (select count(*)::int from public.tasks where order_id = ${id} and kind = 'task-payment-reported' and status = 'open') as tasks`
  )[0];

describe.each(languages)('%s', (language) => {
  it('shows each way with what it takes, takes a PDF for a part, says what is left, and sends receipts of money in and out', async () => {
    const ada = await openAsKnown(chat, shop, web.browser, language);
    const order = await ada.orders({ payment: { method: 'bank_transfer' } });
    const { id, order_code: code } = order;
    await ada.tell(code);
    expect(await ada.counts(() => ada.press('button-move-pay'))).toBe(1);
    await ada.hears('DE89 3704 0044 0532 0130 00');
    await drawn(ada, 1);
    expect(await scanned(ada)).toContain(`\nEUR100.00\n\n\n${code}`);
    const other = await ada.counts(async () => {
      await ada.press('button-other-way');
      await ada.press('verbatim', { text: ways.card[language] });
    });
    expect(other).toBe(2);
    await drawn(ada, 2);
    const link = `https://pay.example.com/${code}?sum=100.00`;
    expect(await ada.log.locator(`a[href="${link}"][rel~="noopener"]`).count()).toBe(1);
    expect(await scanned(ada)).toBe(link);
    await ada.press('button-other-way');
    await ada.press('verbatim', { text: ways.cash[language] });
    await ada.hears(inCash[language].replace('{amount}', '100.00').replace('{order}', code));
    await ada.press('button-other-way');
    await ada.press('verbatim', { text: ways.bank_transfer[language] });
    await drawn(ada, 3);

    const reported = await ada.counts(async () => {
      await ada.press('button-move-proof');
      await ada.tell('40');
      const paper = { name: 'receipt.pdf', mimeType: 'application/pdf', buffer: aFile('pdf') };
      await ada.act(() => ada.page.locator('#files').setInputFiles(paper));
    });
    expect(reported).toBe(3);
    await ada.log.getByRole('button', { name: 'receipt.pdf' }).waitFor();
    expect(await proofsOf(order)).toEqual({ proofs: 1, tasks: 1 });

    const { sql } = chat.database;
    const transfer = { method: 'bank_transfer', actor_id: shop.managerId };
    await pay(sql, shop, id, { ...transfer, amount: 40, external_reference: `in:${language}` });
    await ada.catchesUp();
    await ada.hears(`in:${language}`);
    await ada.press('button-move-pay');
    await drawn(ada, 4);
    expect(await ada.heard()).toMatch(money[language]);
    expect(await scanned(ada)).toContain(`\nEUR60.00\n\n\n${code}`);
    const { payment: rest } = await pay(sql, shop, id, { ...transfer, amount: 60, external_reference: `rest:${language}` });
    await ada.hears(`rest:${language}`);
    await ada.hears(ada.say('notice-order-paid', { code }));
    await refund(sql, shop, id, {
      ...transfer,
      amount: 10,
      refund_reason: 'price_adjustment',
      related_payment_id: rest.id,
      external_reference: `out:${language}`,
    });
    await ada.hears(`out:${language}`);
    const said = await ada.heard();
    expect(said).not.toMatch(/price_adjustment|bank_transfer|\{|undefined|null/);
    expect(await overflowOf(ada.page)).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });
});
