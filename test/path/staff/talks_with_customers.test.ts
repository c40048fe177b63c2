import { beforeAll, beforeEach, expect, it } from 'vitest';
import { type AtDesk, atDesk, join, type Member, read } from '../../support/at-desk.ts';
import { phrases, quiet, type TestWorkers, useWorkers } from '../../support/chatting.ts';
import { provesCommand } from '../../support/commands.ts';
import { useDatabase } from '../../support/database.ts';
import { handoverOf } from '../../support/handed-over.ts';
import { closeConversation } from '../../support/queues.ts';
import { type Customer, comes, customerNamed } from '../../support/relayed.ts';
import { call, createOrder, openShop, order, type Shop } from '../../support/shop.ts';

const database = useDatabase();
const workers = useWorkers(database);
let shop: Shop;
let other: Shop;
let crew: TestWorkers;
let desk: AtDesk;
let mia: Member;
let count = 0;

beforeAll(async () => {
  shop = await openShop(database.sql);
  other = await openShop(database.sql);
});

beforeEach(async () => {
  crew = await workers.start();
  desk = await atDesk(database, crew, shop);
  mia = await desk.the('manager');
});

const somebody = (where = shop) => customerNamed(database, crew, where, `Ada ${++count}`);
/** Every chat is the bot's again. */
const nobodyWaits = async () => {
  for (const { chat_id } of (await call(database.sql, 'waiting_chats', { actor_id: shop.managerId })) as unknown as Array<{
    chat_id: string;
  }>)
    await call(database.sql, 'hand_back_safe', { actor_id: shop.managerId, chat_id });
  await quiet(database);
};
const waiting = async (): Promise<Customer & { name: string }> => {
  const ada = await somebody();
  const name = `Ada ${count}`;
  await ada.says('/person');
  await comes(database, mia);
  return { ...ada, name };
};
const talking = async () => {
  const ada = await waiting();
  await mia.asks(`/talk ${ada.chatId}`);
  await comes(database, ada);
  return ada;
};
const holder = async ({ chatId }: Customer) => (await handoverOf(database.sql, chatId)) ?? {};
/** What the customer has heard since, without buttons. */
const heard = async (customer: Customer) => {
  await quiet(database, customer.chat);
  return customer.hears().flatMap(({ paragraphs }) => paragraphs);
};
const pressed = async (member: Member, action: string) => {
  await member.send({ type: 'press', action });
  return comes(database, member);
};

provesCommand('chats', {
  happy: async () => {
    const ada = await waiting();
    const list = await mia.asks('/chats');
    expect(list).toContain(`[${ada.name} · waiting for 0 min]`);
    await mia.asks(`/talk ${ada.chatId}`);
    await mia.asks('Good morning');
    expect(await mia.asks('/chats')).toContain(`[${ada.name} · with The manager]`);
  },
  missing: { none: 'it needs nothing' },
  wrong: { none: 'it takes nothing' },
  role: async () => {
    const ada = await waiting();
    // An agent sees chats of people they have work for; this one is nobody's customer yet.
    expect(await (await desk.the('agent')).asks('/chats')).not.toContain(ada.name);
  },
  state: async () => expect(await (await join(database, crew, other, 'manager')).asks('/chats')).toContain('Nobody is waiting'),
  elsewhere: async () => {
    const ada = await waiting();
    expect(await (await join(database, crew, other, 'manager')).asks('/chats')).not.toContain(ada.name);
  },
  stale: { none: 'a list is read anew' },
  twice: { none: 'it changes nothing' },
});

provesCommand('talk', {
  happy: async () => {
    const ada = await waiting();
    const answer = await mia.asks(`/talk ${ada.chatId}`);
    expect(answer).toContain(`You are talking with ${ada.name} now.`);
    expect(answer).toContain('[Back to the bot]');
    expect(await holder(ada)).toMatchObject({ taken_by: mia.id, ended_at: null });
    expect((await heard(ada)).join()).toContain('The manager from the desk is with you now');
    expect(await mia.asks('/undo')).toContain('The bot has the chat again.');
    expect(await holder(ada)).toMatchObject({ ended_by: 'staff' });
  },
  missing: async () => {
    const ada = await waiting();
    expect(await mia.asks('/talk')).toContain(`[${ada.name} · waiting for 0 min]`);
    await mia.taps(new RegExp(`^${ada.name} · waiting`));
    expect(await holder(ada)).toMatchObject({ taken_by: mia.id });
  },
  wrong: async () => expect(await mia.asks('/talk nobody at all')).toContain('I find no chat with that.'),
  role: async () => {
    const ada = await waiting();
    expect(await (await desk.the('agent')).asks(`/talk ${ada.chatId}`)).toContain('I find no chat with that.');
    expect(await holder(ada)).toMatchObject({ taken_by: null });
  },
  state: async () => {
    const ada = await talking();
    const second = await join(database, crew, shop, 'admin', 'en', 'Bea');
    expect(await second.asks(`/talk ${ada.chatId}`)).toContain('The manager is talking in this chat');
    expect(await holder(ada)).toMatchObject({ taken_by: mia.id });
    expect(await second.taps('Take over from The manager')).toContain(`You are talking with ${ada.name} now.`);
    expect(await holder(ada)).toMatchObject({ taken_by: second.id });
    expect(await comes(database, mia)).toContain(`Bea has taken over your chat with ${ada.name}.`);
  },
  elsewhere: async () => {
    const bob = await somebody(other);
    expect(await mia.asks(`/talk ${bob.chatId}`)).toContain('I find no chat with that.');
    expect(await mia.asks(`/talk ${(await order(database.sql, other)).order_code}`)).toContain('I find no chat with that.');
    expect(await handoverOf(database.sql, bob.chatId)).toBeUndefined();
  },
  stale: async () => {
    const ada = await talking();
    const [second, third] = [
      await join(database, crew, shop, 'admin', 'en', 'Bea'),
      await join(database, crew, shop, 'admin', 'en', 'Cem'),
    ];
    await second.asks(`/talk ${ada.chatId}`);
    await third.asks(`/talk ${ada.chatId}`);
    await third.taps('Take over from The manager');
    // The button of before takes it from nobody but whom it names.
    expect(await second.taps('Take over from The manager')).toContain('Cem is talking in this chat');
    expect(await holder(ada)).toMatchObject({ taken_by: third.id });
  },
  twice: async () => {
    const ada = await waiting();
    await mia.send({ type: 'press', action: `s1:talk:${ada.chatId}` });
    await pressed(mia, `s1:talk:${ada.chatId}`);
    expect((await heard(ada)).filter((text) => text.includes('is with you now'))).toHaveLength(1);
  },
});

provesCommand('say', {
  happy: async () => {
    const ada = await waiting();
    const answer = await mia.asks(`/say ${ada.chatId} It is packed.`);
    expect(answer).toContain(`Sent to ${ada.name}.`);
    expect(answer).toContain('[Talk on]');
    expect(await heard(ada)).toContain('The manager: It is packed.');
    // One word only: what is typed next is no message.
    expect(await mia.asks('nothing of this')).toContain('Nothing was found');
    expect(await mia.asks('/undo')).toContain('it cannot be taken back');
  },
  missing: async () => {
    const ada = await waiting();
    expect(await mia.asks(`/say ${ada.chatId}`)).toContain('What shall I tell them?');
    expect(await mia.asks('It is packed.')).toContain(`Sent to ${ada.name}.`);
    expect(await heard(ada)).toContain('The manager: It is packed.');
  },
  wrong: async () => expect(await mia.asks('/say Nemo hello')).toContain('I find no chat with that.'),
  role: async () => {
    const ada = await waiting();
    expect(await (await desk.the('agent')).asks(`/say ${ada.chatId} hello`)).toContain('I find no chat with that.');
    expect((await heard(ada)).join()).not.toContain('hello');
  },
  state: async () => {
    const ada = await talking();
    const second = await join(database, crew, shop, 'admin', 'en', 'Bea');
    expect(await second.asks(`/say ${ada.chatId} hello from me`)).toContain('The manager is talking in this chat');
    expect((await heard(ada)).join()).not.toContain('hello from me');
  },
  elsewhere: async () => {
    const bob = await somebody(other);
    bob.hears();
    expect(await mia.asks(`/say ${bob.chatId} hello`)).toContain('I find no chat with that.');
    expect(await heard(bob)).toEqual([]);
  },
  stale: async () => {
    const ada = await talking();
    await ada.presses(phrases('en', 'button-resume'));
    expect(await comes(database, mia)).toContain(`${ada.name} has gone back to the bot.`);
    const answer = await mia.asks('Are you still there?');
    expect(answer).toContain('is with the bot again, so that this was not sent');
    expect(await holder(ada)).toMatchObject({ ended_by: 'customer' });
    expect((await heard(ada)).join()).not.toContain('Are you still there?');
    // And the mode has ended: the next words are no message either.
    expect(await mia.asks('hello there')).toContain('Nothing was found');
  },
  twice: { none: 'two messages of the same words are two messages; one that is delivered twice is tried below' },
});

provesCommand('back', {
  happy: async () => {
    const ada = await talking();
    expect(await mia.asks('/back')).toContain('The bot has the chat again');
    expect(await holder(ada)).toMatchObject({ ended_by: 'staff' });
    expect((await heard(ada)).join()).toContain(phrases('en', 'back-with-the-bot'));
    expect(await mia.asks('Ada, are you there')).toContain('Nothing was found');
    expect(await mia.asks('/undo')).toContain('You can take the chat once more.');
  },
  missing: async () => expect(await mia.asks('/back')).toContain('You are not talking with anybody.'),
  wrong: async () => expect(await mia.asks('/back nobody at all')).toContain('I find no chat with that.'),
  role: async () => {
    const ada = await talking();
    expect(await (await desk.the('agent')).asks(`/back ${ada.chatId}`)).toContain('I find no chat with that.');
    expect(await holder(ada)).toMatchObject({ ended_at: null });
  },
  state: async () => {
    const ada = await somebody();
    expect(await mia.asks(`/back ${ada.chatId}`)).toContain('That chat is with the bot already.');
  },
  elsewhere: async () => expect(await mia.asks(`/back ${(await somebody(other)).chatId}`)).toContain('I find no chat with that.'),
  stale: async () => {
    const ada = await talking();
    await ada.says('Is it red?');
    await comes(database, mia);
    await ada.presses(phrases('en', 'button-resume'));
    await comes(database, mia);
    expect(await mia.taps('Back to the bot')).toContain('That chat is with the bot already.');
  },
  twice: async () => {
    const ada = await talking();
    await mia.send({ type: 'press', action: `s1:back:${ada.chatId}` });
    await pressed(mia, `s1:back:${ada.chatId}`);
    expect((await heard(ada)).filter((text) => text === phrases('en', 'back-with-the-bot'))).toHaveLength(1);
  },
});

it('counts who waits apart from who is with a person', async () => {
  await nobodyWaits();
  await waiting();
  expect(await mia.asks('/chats')).toContain('One customer is waiting; ');
});

it.each([
  ['en', '/chats', '/talk', '/back'],
  ['ru', '/чаты', '/ответить', '/боту'],
  ['tr', '/sohbetler', '/yanıtla', '/bota'],
] as const)('talks, hears and hands back in %s', async (language, chats, talk, back) => {
  await nobodyWaits();
  const boss = await join(database, crew, shop, 'admin', language, 'Zoe');
  const name = `Eve ${++count}`;
  const eve = await customerNamed(database, crew, shop, name, language);
  await eve.says('/person');
  await comes(database, boss);
  expect(await boss.asks(chats)).toContain(phrases(language, 'chats-row-minutes', { name, minutes: 0 }));
  expect(await boss.asks(`${talk} ${name}`)).toContain(phrases(language, 'chats-talking', { name }));
  expect(await boss.asks('1042')).toContain(phrases(language, 'chats-said', { name }));
  expect(await heard(eve)).toContain(phrases(language, 'staff-says', { name: 'Zoe', text: '1042' }));
  await eve.says('И ещё?');
  expect(await comes(database, boss)).toContain(phrases(language, 'relay-says', { name, text: 'И ещё?' }));
  expect(await boss.asks(back)).toContain(phrases(language, 'chats-handed-back'));
  expect(await boss.asks('/undo')).toContain(phrases(language, 'undo-never-handed-back'));
});

it('reads an order, a phone number and a place of the list as whose chat is meant', async () => {
  const ada = await waiting();
  const { order_code: code } = await createOrder(database.sql, shop, { customer_id: ada.id });
  expect(await mia.asks(`/talk #${code}`)).toContain(`You are talking with ${ada.name} now.`);
  expect(read(mia.all().slice(-1))).toContain(`[Order ${code}]`);
  await mia.asks('/back');
  await call(database.sql, 'update_customer_safe', { actor_id: shop.managerId, customer_id: ada.id, changes: { phone: '+4915112345678' } });
  expect(await mia.asks('/talk +49 151 12345678')).toContain(`You are talking with ${ada.name} now.`);
  await mia.asks('/back');
  await nobodyWaits();
  await ada.says('/person');
  await mia.asks('/chats');
  expect(await mia.asks('/say 1 Hello there')).toContain(`Sent to ${ada.name}.`);
});

it('finds a customer by name who waits for nobody, and tells them when the bot is back', async () => {
  const name = `Marie Curie ${++count}`;
  const marie = await customerNamed(database, crew, shop, name);
  await closeConversation(database.sql, shop, marie.chatId);
  expect(await mia.asks(`/talk ${name}`)).toContain(`You are talking with ${name} now.`);
  await mia.asks('hello');
  await heard(marie);
  await mia.asks('/back');
  expect(await heard(marie)).toContain(phrases('en', 'back-with-the-bot'));
});

it('leaves nobody alone who is talked with, for trying how it is for a customer', async () => {
  const ada = await talking();
  expect(await mia.asks('/try')).toContain('You are talking with a customer.');
  await mia.asks('still here');
  expect(await heard(ada)).toContain(phrases('en', 'staff-says', { name: 'The manager', text: 'still here' }));
});
