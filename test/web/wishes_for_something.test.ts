import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import { type Language, languages } from '../../src/phrases/phrases.ts';
import { useBrowser } from '../support/browser.ts';
import { overflowOf } from '../support/chat-page.ts';
import { choose, offered, said, wordFor } from '../support/choosing.ts';
import { type Customer, openAsCustomer } from '../support/customer.ts';
import { useSite } from '../support/hostile-site.ts';
import { useLinkWorkers } from '../support/looking-up.ts';
import { rpc } from '../support/people.ts';
import { aPng, useStorage } from '../support/uploads.ts';
import { until } from '../support/waiting.ts';
import { useWebChat } from '../support/web-chat.ts';

const storage = useStorage();
const chat = useWebChat({ files: storage.files }, loadDialogue());
storage.behind(chat.database);
const web = useBrowser();
const links = useLinkWorkers(chat.database);
const site = useSite((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    '<title>Trek Domane</title><meta property="product:price:amount" content="1499"><meta property="product:price:currency" content="EUR">',
  );
});

const budgets = { en: 'up to 1 500 €', ru: 'до 1500 евро', tr: 'en fazla 1500 avro' };
const remarks = { en: 'size 56, by spring', ru: 'размер 56, к весне', tr: '56 beden, bahara kadar' };
const lamps = { en: 'an old brass lamp', ru: 'старая латунная лампа', tr: 'eski pirinç bir lamba' };

beforeAll(async () => {
  // Answers are due by a time of day whatever the hour at which this runs.
  await chat.database.sql`update public.desk_settings set quiet_from = null, quiet_until = null where desk_id = ${chat.desk.deskId}`;
});

let ada: Customer;
let before = 0;
const open = async (language: Language, width: number) => {
  ada = await openAsCustomer(web.browser, chat.page, language, { width });
  await offered(ada, 'button-wish').waitFor();
  before = 0;
};
/** Messages and presses since this was asked last; opening the page is the first. */
const spent = () => {
  const now = ada.messages() - before;
  before = ada.messages();
  return now;
};

const leads = () => chat.database.sql`
  select l.id, l.item_url, l.comment, l.budget_amount, l.budget_currency, l.status, l.status_reason, k.status as lookup,
    (select count(*)::int from public.documents as d where d.lead_id = l.id and d.type = 'photo') as photos
  from public.leads as l left join public.link_lookups as k on k.lead_id = l.id order by l.created_at desc`;
const newest = async () => (await leads())[0];

/** What somebody new says of themselves, and the button that sends the wish. */
async function introduces(name: string): Promise<void> {
  await ada.tell(name);
  await choose(ada, 'button-rather-not');
  await choose(ada, 'button-agree');
}

async function sends(): Promise<string> {
  await choose(ada, 'button-wish-send');
  const answer = await ada.hears(said(ada, 'wish-sent'));
  await offered(ada, 'button-wishes').waitFor();
  return await answer.innerText();
}

beforeEach(() => links.start(site.fetcher({ timeoutMs: 500 })));
afterEach(async () => {
  expect(await overflowOf(ada.page)).toBe(0);
  expect(ada.complaints).toEqual([]);
  await ada.close();
});

describe.each(languages)('%s', (language) => {
  it('takes a link of a newcomer in eight messages, in six when all is said at once, and shows what was found', async () => {
    await open(language, 320);
    await ada.tell(site.at(`/bikes/${language}`));
    await ada.hears('shop.example');
    await ada.tell(budgets[language]);
    await ada.tell(remarks[language]);
    await introduces('Ada');
    const next = await sends();
    expect(spent()).toBeLessThanOrEqual(8);
    // Who does what by when, as a moment and not as a word for it.
    expect(next).toMatch(/\d{1,2}[:.]\d{2}/);
    expect(await newest()).toMatchObject({ comment: remarks[language], budget_amount: '1500.00', budget_currency: 'EUR', status: 'new' });
    await until(async () => (await newest())?.lookup === 'done');
    await choose(ada, 'button-wishes');
    await ada.hears('Trek Domane');
    await ada.close();

    await open(language, 320);
    await ada.tell(`${site.at(`/bikes/${language}/2`)} ${remarks[language]}, ${budgets[language]}`);
    await introduces('Bo');
    await sends();
    expect(spent()).toBeLessThanOrEqual(6);
    expect(await newest()).toMatchObject({ budget_amount: '1500.00', budget_currency: 'EUR' });
  });

  it('takes a photo, words and a search that found nothing, lists them as they stand, and takes one back', async () => {
    await open(language, 1280);
    await ada.act(() => ada.page.locator('#files').setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: aPng() }));
    await choose(ada, 'button-wish-find-it');
    await choose(ada, 'button-wish-skip');
    await choose(ada, 'button-wish-skip');
    await introduces('Ada');
    await sends();
    expect(spent()).toBeLessThanOrEqual(9);
    expect(await newest()).toMatchObject({ photos: 1, comment: null, budget_amount: null });

    await choose(ada, 'button-menu');
    await choose(ada, 'button-wish');
    await ada.tell(lamps[language]);
    await choose(ada, 'button-wish-skip');
    await sends();
    expect(spent()).toBeLessThanOrEqual(5);
    expect(await newest()).toMatchObject({ comment: lamps[language] });

    await ada.tell('qwertzuiop');
    await choose(ada, 'button-wish-search');
    await ada.tell(budgets[language]);
    await sends();
    expect(spent()).toBeLessThanOrEqual(4);
    const { id } = (await newest()) ?? {};
    await rpc(chat.database.sql, 'advance_lead_status_safe', { actor_id: chat.desk.ownerId, lead_id: id, new_status: 'in_progress' });

    await ada.tell(wordFor(ada, 'wishes'));
    const list = await (await ada.hears(said(ada, 'wishes-some', { count: 3 }))).innerText();
    expect(list).toContain(said(ada, 'wish-status-in-progress'));
    expect(list).toContain(said(ada, 'wish-of-a-photo'));
    await choose(ada, 'button-wish-withdraw', { title: lamps[language] });
    await choose(ada, 'button-wish-withdraw-yes');
    await ada.hears(said(ada, 'wish-withdrawn'));
    expect(spent()).toBeLessThanOrEqual(3);
    const kept = (await leads()).filter(({ comment }) => comment === lamps[language]);
    expect(kept).toMatchObject([{ status: 'rejected', status_reason: 'customer_withdrew' }]);
  });

  it('shows an order made of a wish, and why it cannot be taken back by a list of before', async () => {
    await open(language, 320);
    await choose(ada, 'button-wish');
    await ada.tell(lamps[language]);
    await choose(ada, 'button-wish-skip');
    await introduces('Ada');
    await sends();
    expect(spent()).toBeLessThanOrEqual(8);
    await choose(ada, 'button-wishes');
    const { id } = (await newest()) ?? {};
    const { order } = await rpc(chat.database.sql, 'create_order_safe', {
      ...{ actor_id: chat.desk.ownerId, lead_id: id, lines: [{ title: 'Brass lamp', unit_price: 40 }], currency: 'EUR' },
    });
    await choose(ada, 'button-wish-withdraw', { title: lamps[language] });
    await choose(ada, 'button-wish-withdraw-yes');
    await ada.hears(said(ada, 'wish-too-late'));
    await ada.tell(wordFor(ada, 'wishes'));
    await ada.hears(said(ada, 'wish-line-ordered', { title: lamps[language], code: String(order.order_code) }));
    await choose(ada, 'button-show-order', { code: String(order.order_code) });
    await ada.log.locator('.card', { hasText: 'Brass lamp' }).last().waitFor();
  });
});
