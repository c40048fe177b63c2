import { expect, it } from 'vitest';
import { say } from '../../../src/conversation/reply.ts';
import { type DeliveryDeps, deliverInOrder } from '../../../src/outbox/deliver.ts';
import { anOrder, claimed, keysOnly } from '../../support/claimed.ts';
import { recordingChannel } from '../../support/recording-channel.ts';

const desk = () => {
  const channel = recordingChannel();
  const deps: DeliveryDeps = {
    channels: { web: channel },
    phrases: keysOnly,
    draw: { code: (payload) => `drawn ${payload}`, chart: async (svg) => `drawn ${svg}` },
  };
  return { channel, deps };
};
const row = (id: number) => claimed({ id, kind: 'reply', reply: { kind: 'text', text: [say(`phrase-${id}`)] } });

it('sends the rows of a chat one after the other', async () => {
  const { channel, deps } = desk();
  expect(await deliverInOrder([row(1), row(2)], deps)).toEqual([
    { id: 1, outcome: 'sent', provider_message_id: 'm1' },
    { id: 2, outcome: 'sent', provider_message_id: 'm2' },
  ]);
  expect(channel.sent.map(({ key, message }) => [key, message.paragraphs])).toEqual([
    ['1', ['phrase-1']],
    ['2', ['phrase-2']],
  ]);
});

it.each(['retry', 'possibly_sent'] as const)('says nothing out of order after a %s', async (outcome) => {
  const { channel, deps } = desk();
  channel.faults.push(() => ({ outcome, error: 'the line is bad' }));
  const settled = await deliverInOrder([row(1), row(2), row(3)], deps);
  expect(settled.map((one) => one.outcome)).toEqual([outcome, 'released', 'released']);
});

it('waits as long as the channel asks, and goes past what will never be accepted', async () => {
  const { channel, deps } = desk();
  channel.faults.push(() => ({ outcome: 'permanent', error: 'no' }));
  channel.faults.push(() => ({ outcome: 'rate_limited', retryAfterSeconds: 7, scope: 'account', error: 'slow down' }));
  const settled = await deliverInOrder([row(1), row(2), row(3)], deps);
  expect(settled).toEqual([
    { id: 1, outcome: 'permanent', error: 'no' },
    { id: 2, outcome: 'rate_limited', retry_after_seconds: 7, scope: 'account', error: 'slow down' },
    { id: 3, outcome: 'released' },
  ]);
});

it('says notices that came together in one message, each once', async () => {
  const { channel, deps } = desk();
  const merged = [
    { id: 2, phrase_key: 'notice-payment-received', params: { code: '1042', amount: 5, currency: 'EUR' }, reply: null },
    { id: 3, phrase_key: 'notice-order-paid', params: { code: '1042' }, reply: null },
  ];
  await deliverInOrder([claimed({ merged })], deps);
  expect(channel.sent.map(({ message }) => message.paragraphs)).toEqual([
    ['notice-order-paid code=1042', 'notice-payment-received code=1042 amount=€5.00 currency=EUR'],
  ]);
  expect(channel.sent[0]?.message.choices.map(({ action }) => action)).toEqual(['1:order:1042']);
});

it('changes a living card in place, and leaves one alone that shows the same already', async () => {
  const { channel, deps } = desk();
  const card = claimed({ id: 1, kind: 'reply', reply: { kind: 'order-card', orderId: anOrder().id }, order: anOrder() });
  const [first] = await deliverInOrder([card], deps);
  const edit = { card_id: '33333333-3333-4333-8333-333333333333', provider_message_id: 'm1', shown_hash: first?.shown_hash ?? null };
  await deliverInOrder([claimed({ id: 2, edit, order: anOrder() })], deps);
  expect(channel.sent[0]?.edited).toBe(0);
  await deliverInOrder([claimed({ id: 3, edit, order: anOrder({ status: 'paid' }) })], deps);
  expect(channel.sent).toHaveLength(1);
  expect(channel.sent[0]?.edited).toBe(1);
});

it('gives up at once on what no retry can put into words', async () => {
  const { channel, deps } = desk();
  const broken: DeliveryDeps = {
    ...deps,
    phrases: () => {
      throw new Error('no phrase');
    },
  };
  const [settled] = await deliverInOrder([row(1)], broken);
  expect(settled).toMatchObject({ id: 1, outcome: 'permanent' });
  expect(channel.sent).toEqual([]);
});

it('takes a channel that breaks for one that may have sent, and goes on', async () => {
  const { channel, deps } = desk();
  channel.faults.push(() => {
    throw new Error('a bug of the channel');
  });
  expect(await deliverInOrder([row(1), row(2)], deps)).toEqual([
    { id: 1, outcome: 'possibly_sent', error: 'Error: a bug of the channel' },
    { id: 2, outcome: 'released' },
  ]);
});

it('quotes with the first part of an answer, and asks for its place in the second before each part', async () => {
  const { channel, deps } = desk();
  const heard: unknown[] = [];
  const web: typeof channel = {
    ...channel,
    render: (reply) => [reply, reply],
    send: (outgoing) => {
      heard.push(outgoing.quotes ?? 'nothing');
      return channel.send(outgoing);
    },
  };
  const pace = async (account: string, perSecond: number) => void heard.push(`${account} ${perSecond}`);
  await deliverInOrder([{ ...row(1), quotes: '77', per_second: 25 }, row(2)], { ...deps, channels: { web }, pace });
  expect(heard).toEqual(['web/demo 25', '77', 'web/demo 25', 'nothing', 'nothing', 'nothing']);
});
