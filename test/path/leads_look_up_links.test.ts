import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { loadDialogue } from '../../bot/dialogue.ts';
import type { Dialogue } from '../../src/conversation/step.ts';
import type { FetchPage } from '../../src/leads/look-up.ts';
import { actionOf, type Person, person, quiet, useWorkers } from '../support/chatting.ts';
import { useDatabase } from '../support/database.ts';
import { useSite } from '../support/hostile-site.ts';
import { useLinkWorkers } from '../support/looking-up.ts';
import { earlier } from '../support/queues.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { until } from '../support/waiting.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let price = '1499.00';

const site = useSite(({ url = '' }, response) => {
  if (url.startsWith('/silent')) return;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<title>Trek Domane</title><meta property="product:price:amount" content="${price}">
    <meta property="product:price:currency" content="EUR"><meta property="og:image" content="https://shop.example/7.jpg">`);
});

beforeAll(async () => {
  shop = await openShop(database.sql);
});

const links = useLinkWorkers(database);
const startLinks = (fetchPage: FetchPage = site.fetcher({ timeoutMs: 500 })) => links.start(fetchPage);

const leadsOf = (chat: string) => database.sql`
  select l.id, l.item_url, l.item_snapshot, l.comment, l.budget_amount, l.budget_currency, l.status, l.status_reason, k.status as lookup, k.problem
  from public.leads as l join public.chats as c on c.customer_id = l.customer_id left join public.link_lookups as k on k.lead_id = l.id
  where c.external_id = ${chat} order by l.created_at`;
const settled = (chat: string) => until(async () => ['done', 'failed'].includes((await leadsOf(chat))[0]?.lookup));

/** Somebody new, who pastes a link, up to the button that sends the wish. */
async function aboutToSend(ada: Person, link: string): Promise<string> {
  await ada.says(link);
  await ada.says('up to 1 500 €');
  await ada.says('size 56');
  await ada.says('Ada');
  await ada.says('rather not');
  await ada.presses(/^I agree/);
  return actionOf(ada.all(), /^Send/);
}

it('A-01, A-06: takes a link to a lead with its offer frozen, shows it to the customer, and lets them take it back', async () => {
  await startLinks();
  const staff = await workers.start();
  const ada = person(database, staff, shop.slug);
  await aboutToSend(ada, `${site.at('/bikes/7')}?utm_source=ads`);
  const [said] = await ada.presses(/^Send/);
  expect(said?.paragraphs.join(' ')).toMatch(/your wish is with our team.*A person looks at it by/);
  await settled(ada.chat);
  const [lead] = await leadsOf(ada.chat);
  expect(lead).toMatchObject({
    ...{
      item_url: site.at('/bikes/7'),
      comment: 'size 56',
      budget_amount: '1500.00',
      budget_currency: 'EUR',
      status: 'new',
      lookup: 'done',
    },
    item_snapshot: { title: 'Trek Domane', price: '1499.00', currency: 'EUR', image: 'https://shop.example/7.jpg' },
  });

  price = '1.00';
  await database.sql`select pg_notify('desk_work', 'links')`;
  const [list] = await ada.says('my wishes');
  expect(list?.paragraphs.join(' ')).toContain('Trek Domane, up to €1,500.00: waiting for our answer');
  await ada.presses(/^Take back: Trek Domane/);
  await ada.presses(/^Yes, take it back/);
  expect(await leadsOf(ada.chat)).toMatchObject([
    { status: 'rejected', status_reason: 'customer_withdrew', item_snapshot: { price: '1499.00' } },
  ]);
});

it('is not held up by a site that does not answer', async () => {
  await startLinks();
  const staff = await workers.start();
  const ada = person(database, staff, shop.slug);
  await aboutToSend(ada, site.at('/silent'));
  const [said] = await ada.presses(/^Send/);
  expect(said?.paragraphs.join(' ')).toContain('your wish is with our team');
  await until(async () => (await leadsOf(ada.chat))[0]?.problem === 'no-answer');
  const before = ada.all().length;
  await quiet(database, ada.chat);
  expect(ada.all()).toHaveLength(before);
});

it('makes one lead of five presses, of a press repeated later, and of a turn that broke off after the lead', async () => {
  const dialogue = loadDialogue();
  let broken = true;
  const step: Dialogue = (stored, event, facts) => {
    if (broken && 'did' in event && event.did === 'send-wish') throw new Error('a bug after the lead');
    return dialogue(stored, event, facts);
  };
  const staff = await workers.start({ step });
  const ada = person(database, staff, shop.slug);
  const action = await aboutToSend(ada, site.at('/bikes/8'));
  await Promise.all(Array.from({ length: 5 }, () => ada.send({ type: 'press', action }, randomUUID())));
  await until(async () => (await leadsOf(ada.chat)).length === 1);
  broken = false;
  await earlier(database.sql, shop, 'inbox_messages', 'due_at', '1 hour');
  await quiet(database, ada.chat);
  await ada.send({ type: 'press', action });
  await quiet(database, ada.chat);
  expect(await leadsOf(ada.chat)).toHaveLength(1);
});

it('ends a conversation with a wish as extracted, once nothing has been said for a while', async () => {
  const staff = await workers.start();
  const ada = person(database, staff, shop.slug);
  await aboutToSend(ada, site.at('/bikes/9'));
  await ada.presses(/^Send/);
  const conversation = () => database.sql`
    select v.status, v.timeout_name, v.completeness from public.conversations as v join public.chats as c on c.id = v.chat_id where c.external_id = ${ada.chat}`;
  expect(await conversation()).toMatchObject([{ status: 'active', timeout_name: 'finished', completeness: 100 }]);
  await earlier(database.sql, shop, 'conversations', 'timeout_at', '1 hour');
  await until(async () => (await conversation())[0]?.status === 'extracted');
});

it('goes on with a link whose worker died in the middle of it', async () => {
  const first = await startLinks();
  const open = () => database.sql`select from public.link_lookups where status = 'claimed' or (status = 'waiting' and due_at <= now())`;
  await until(async () => (await open()).length === 0);
  await first();
  let began: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    began = resolve;
  });
  const letGo: Array<(page: { problem: 'no-answer'; again: true }) => void> = [];
  const stuck = await startLinks(() => {
    began();
    return new Promise((resolve) => {
      letGo.push(resolve);
    });
  });
  const staff = await workers.start();
  const ada = person(database, staff, shop.slug);
  price = '777.00';
  await aboutToSend(ada, site.at('/bikes/10'));
  await ada.presses(/^Send/);
  await started;
  await startLinks();
  await settled(ada.chat);
  for (const resolve of letGo) resolve({ problem: 'no-answer', again: true });
  await stuck();
  expect(await leadsOf(ada.chat)).toMatchObject([{ lookup: 'done', item_snapshot: { price: '777.00' } }]);
});
