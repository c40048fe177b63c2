import { readFile } from 'node:fs/promises';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { loadPhrases } from '../../bot/phrases.ts';
import { startExports } from '../../bot/work/exports.ts';
import { languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { type Customer, openAsCustomer } from '../support/customer.ts';
import { rpc } from '../support/people.ts';
import { meet } from '../support/queues.ts';
import { useStorage } from '../support/uploads.ts';
import { useWebChat } from '../support/web-chat.ts';

const storage = useStorage();
const chat = useWebChat({ files: storage.files }, loadDialogue());
storage.behind(chat.database);
const web = useBrowser();
let exporting: ReturnType<typeof startExports> | undefined;

beforeAll(async () => {
  await rpc(chat.database.sql, 'create_listing_safe', { actor_id: chat.desk.ownerId, title: { en: 'Bell' }, price: 120, currency: 'EUR' });
  const { port, store } = storage.files;
  exporting = startExports({ port, files: store, phrases: loadPhrases(), wake: undefined, log: pino({ level: 'silent' }), everyMs: 100 });
});
afterAll(() => exporting?.stop());

/** Somebody the desk knows. Gives them and who they are. */
async function known(language: (typeof languages)[number], width = 390): Promise<{ ada: Customer; id: string }> {
  const { sql } = chat.database;
  const ada = await openAsCustomer(web.browser, chat.page, language, { width });
  await ada.hears(ada.say('menu-ask'));
  const [newest] = await sql`select sender_id from public.chats order by created_at desc limit 1`;
  return { ada, id: String((await meet(sql, chat.desk, newest?.sender_id, { language, full_name: 'Ada Lovelace' })).id) };
}

async function order(id: string): Promise<string> {
  const { sql } = chat.database;
  const given = { actor_id: chat.desk.systemId, source: 'web', acting_customer_id: id, lines: [{ title: 'Bell' }] };
  return String((await rpc(sql, 'quick_order_safe', given)).order.order_code);
}

/** How many messages of theirs something took. */
async function counted(ada: Customer, doing: () => Promise<void>): Promise<number> {
  const before = ada.messages();
  await doing();
  return ada.messages() - before;
}

const CODE = /[2-9A-Z]{4}-[2-9A-Z]{4}/;

describe.each(languages)('%s', (language) => {
  it('says how they want to be written to: STOP, quiet hours and consents, each in two or three messages', async () => {
    const { ada, id } = await known(language, 320);
    const { sql } = chat.database;
    const row = async () =>
      (
        await sql`select stopped_at is not null as stopped, to_char(quiet_from, 'HH24:MI') as quiet from public.customers where id = ${id}`
      )[0];
    const stop = await counted(ada, async () => {
      await ada.tell('/settings');
      await ada.press('button-stop');
    });
    await ada.hears(ada.say('messages-stopped'));
    expect([stop, await row()]).toEqual([2, { stopped: true, quiet: null }]);
    expect(await counted(ada, () => ada.press('button-start-again'))).toBe(1);
    await ada.hears(ada.say('chosen-started'));
    const quiet = await counted(ada, async () => {
      await ada.press('button-quiet-hours');
      await ada.tell('23-7');
    });
    await ada.hears(ada.say('quiet-own', { from: '23:00', until: '07:00' }));
    expect([quiet, await row()]).toEqual([2, { stopped: false, quiet: '23:00' }]);
    const consent = await counted(ada, async () => {
      await ada.press('button-consents');
      await ada.press('button-agree-training');
      await ada.hears(ada.say('chosen-consent-given'));
      await ada.press('button-withdraw-training');
    });
    await ada.hears(ada.say('chosen-consent-taken-back'));
    const ledger = await sql`select granted from public.consents where customer_id = ${id} and kind = 'training' order by id`;
    expect([consent, ledger.map(({ granted }) => granted)]).toEqual([3, [true, false]]);
    await ada.press('button-back');
    await ada.hears(ada.say('settings-ask'));
    expect([await overflowOf(ada.page), ada.complaints]).toEqual([0, []]);
    await ada.close();
  });

  it('has their data as a file that opens in two messages, and is forgotten in three', async () => {
    const { ada, id } = await known(language);
    const { sql } = chat.database;
    const file = ada.log.getByRole('button', { name: 'my-data.json' });
    const asked = await counted(ada, async () => {
      await ada.tell('/mydata');
      await ada.press('button-export');
    });
    await file.waitFor();
    const [download] = await Promise.all([ada.page.waitForEvent('download'), file.click()]);
    const content = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(content).toMatchObject({
      customer: { id, full_name: 'Ada Lovelace' },
      parts: { orders: ada.say('export-part', { part: 'orders' }) },
    });
    expect([asked, download.suggestedFilename()]).toEqual([2, 'my-data.json']);

    const forgotten = await counted(ada, async () => {
      await ada.press('button-erase');
      await ada.press('button-erase-yes');
      await ada.press('button-erase-surely');
    });
    await ada.hears(ada.say('forgotten-meanwhile'));
    const [row] = await sql`select full_name, erased_at is not null as erased from public.customers where id = ${id}`;
    expect([forgotten, row]).toEqual([3, { full_name: 'Erased', erased: true }]);
    await ada.page.reload();
    await ada.hears(ada.say('forgotten-meanwhile'));
    expect((await ada.said()).join('\n')).not.toContain('Lovelace');
    await ada.tell('/mydata');
    await ada.hears(ada.say('nobody-known'));
    expect(ada.complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await ada.close();
  });

  it('joins two browsers by a code in three messages, and sees the orders of both in either', async () => {
    const [one, other] = [await known(language), await known(language, 1280)];
    const codes = [await order(one.id), await order(other.id)];
    const took = await counted(one.ada, () => one.ada.tell('/link'));
    const written = await one.ada.log.getByText(CODE).last().innerText();
    const shown = CODE.exec(written)?.[0] ?? '';
    const more = await counted(other.ada, async () => {
      await other.ada.tell(shown);
      await other.ada.press('button-link-yes');
    });
    await other.ada.hears(other.ada.say('link-done'));
    await one.ada.hears(one.ada.say('channel-joined', { channel: 'web' }));
    expect(took + more).toBe(3);
    for (const { ada } of [one, other]) {
      await ada.press('button-my-orders');
      for (const code of codes) await ada.log.getByRole('button', { name: code }).last().waitFor();
      expect([await overflowOf(ada.page), ada.complaints]).toEqual([0, []]);
      await ada.close();
    }
    expect(await rpc(chat.database.sql, 'check_books', {})).toEqual([]);
  });
});
