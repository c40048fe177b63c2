import { beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { type Customer, openAsCustomer } from '../support/customer.ts';
import { rpc } from '../support/people.ts';
import { readCode } from '../support/scan.ts';
import { aFile, aPng, useStorage } from '../support/uploads.ts';
import { until } from '../support/waiting.ts';
import { useWebChat } from '../support/web-chat.ts';

const storage = useStorage();
const chat = useWebChat({ files: storage.files }, loadDialogue());
storage.behind(chat.database);
const web = useBrowser();
const names = { en: 'Transfer', ru: 'Перевод', tr: 'Havale' };

beforeAll(async () => {
  const { sql } = chat.database;
  await rpc(sql, 'create_listing_safe', { actor_id: chat.desk.ownerId, title: { en: 'Bell' }, price: 120, currency: 'EUR' });
  await sql`update public.payment_methods set offered = code = 'bank_transfer', names = ${sql.json(names)}, iban = 'DE89370400440532013000',
    account_holder = 'Spoke & Co', qr = 'transfer' where desk_id = ${chat.desk.deskId}`;
});

const transfer = (amount: string, orderCode: string) =>
  ['BCD', '002', '1', 'SCT', '', 'Spoke & Co', 'DE89370400440532013000', `EUR${amount}`, '', '', orderCode].join('\n');

const codeOf = async () => (await chat.database.sql`select code from public.listings`)[0]?.code as string;

/** Somebody with an order that waits for their money. Gives them and the order's code. */
async function ordered(language: (typeof languages)[number]): Promise<Customer> {
  const ada = await openAsCustomer(web.browser, chat.page, language, { start: await codeOf() });
  await ada.hears('Bell');
  await ada.press('verbatim', { text: '1' });
  await ada.press('button-pickup');
  await ada.tell('Ada');
  await ada.press('button-rather-not');
  await ada.press('button-agree');
  await ada.press('button-confirm-by', { method: names[language] });
  return ada;
}

const chosen = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
/** A picture that is really drawn, not only put into the page. */
const seen = (ada: Customer, side: 'desk' | 'person') =>
  until(async () =>
    ada.page.evaluate(
      (selector) => [...document.querySelectorAll<HTMLImageElement>(selector)].some((image) => image.complete && image.naturalWidth > 0),
      `.line.${side} .bubble.image img`,
    ),
  );

describe.each(languages)('%s', (language) => {
  it('shows the code to scan, takes a photo of the receipt, and sends the receipt when the money is there', async () => {
    const ada = await ordered(language);
    const before = ada.messages();
    await ada.press('button-move-pay');
    await seen(ada, 'desk');
    const { sql } = chat.database;
    const [placed] = await sql`select order_code from public.orders order by created_at desc limit 1`;
    // As a phone would see it: what is drawn on the screen is read, not the file it came from.
    expect(readCode(await ada.log.locator('.bubble.image img').last().screenshot())).toBe(transfer('120.00', placed?.order_code));
    await ada.press('button-move-proof');
    await ada.act(() => ada.page.locator('#files').setInputFiles(chosen('receipt.png', 'image/png', aPng())));
    await seen(ada, 'person');
    expect(ada.messages() - before).toBe(3);
    const [task] = await sql`select o.id, o.order_code, t.title from public.tasks as t join public.orders as o on o.id = t.order_id
      where t.kind = 'task-payment-reported' order by t.created_at desc limit 1`;
    expect(task?.title).toContain(task?.order_code);
    await ada.act(() =>
      rpc(sql, 'record_generic_payment_safe', {
        ...{ actor_id: chat.desk.ownerId, order_id: task?.id, amount: 40, currency: 'EUR', direction: 'incoming', role: 'client_payment' },
        ...{ method: 'bank_transfer', status: 'completed', external_reference: `bank:${language}` },
      }),
    );
    await ada.hears(`bank:${language}`);
    const receipt = (await ada.said()).join('\n');
    expect(receipt).toContain(names[language]);
    expect(receipt.replaceAll(/[\u00a0\u202f]/g, ' ')).toMatch(/80[.,]00/);
    expect(await overflowOf(ada.page)).toBe(0);
    expect(await ada.page.evaluate(() => document.body.scrollTop + document.documentElement.scrollTop)).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.close();
  });
});

it('says what was refused, lets it be put away, and takes what is pasted or dropped', async () => {
  const ada = await openAsCustomer(web.browser, chat.page, 'en', { start: await codeOf() });
  await ada.hears('Bell');
  const files = ada.page.locator('#files');
  await files.setInputFiles(chosen('page.png', 'image/png', Buffer.from('<!doctype html><script>alert(1)</script>')));
  await ada.page.getByText('The desk takes photos').first().waitFor();
  await ada.page.getByRole('button', { name: 'Remove: page.png' }).click();
  await files.setInputFiles(chosen('large.jpg', 'image/jpeg', Buffer.alloc(10_485_761)));
  await ada.page.locator('#uploads').getByText('larger than 10 MB').waitFor();
  await ada.page.getByRole('button', { name: 'Remove: large.jpg' }).click();
  expect(await ada.page.locator('#uploads').innerText()).toBe('');
  await ada.act(() =>
    ada.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31])], 'paper.pdf', { type: 'application/pdf' }));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }),
  );
  await ada.log.getByRole('button', { name: 'paper.pdf' }).waitFor();
  const [download] = await Promise.all([ada.page.waitForEvent('download'), ada.log.getByRole('button', { name: 'paper.pdf' }).click()]);
  expect(download.suggestedFilename()).toBe('paper.pdf');
  await ada.close();
});

it('sends again what could not be sent, as the same file, once', async () => {
  const ada = await openAsCustomer(web.browser, chat.page, 'en');
  await ada.hears('Hello');
  await ada.page.route('**/files/*?*', (route) => route.abort());
  await ada.page.locator('#files').setInputFiles(chosen('a.jpg', 'image/jpeg', aFile('jpeg')));
  await ada.page.locator('#uploads').getByText('The file could not be sent').waitFor();
  await ada.page.unroute('**/files/*?*');
  await ada.act(() => ada.page.getByRole('button', { name: 'Try again: a.jpg' }).click());
  await until(async () => (await ada.page.locator('#uploads').innerText()) === '');
  expect(await ada.page.locator('.line.person .bubble').count()).toBe(1);
  await ada.close();
});
