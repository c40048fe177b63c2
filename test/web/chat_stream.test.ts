import { expect, it } from 'vitest';
import { Visitor } from '../support/visitor.ts';
import { until } from '../support/waiting.ts';
import { useWebChat } from '../support/web-chat.ts';

const chat = useWebChat({ limits: { heartbeatMs: 100, streams: 8 } });

const textsOf = (lines: Array<{ from: string; content: unknown }>) =>
  lines.map(({ from, content }) => {
    const { text, paragraphs } = content as { text?: string; paragraphs?: string[] };
    return `${from}: ${text ?? paragraphs?.join(' ')}`;
  });

it('tells what is there, says that it is ready, and goes on with what comes', async () => {
  const visitor = await Visitor.at(chat.page);
  await visitor.says('Hello');
  const stream = await visitor.listens();
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  await stream.hears(2);
  await visitor.says('And again');
  expect(textsOf(await stream.hears(4))).toEqual([
    'person: Hello',
    'desk: You said: Hello',
    'person: And again',
    'desk: You said: And again',
  ]);
  expect(stream.events.find(([name]) => name === 'ready')).toEqual(['ready', { chat: visitor.digest }]);
  expect(stream.events.filter(([name]) => name === 'typing').length).toBeLessThanOrEqual(4);
  stream.close();
});

it('hears the first message of a visitor it did not know', async () => {
  const visitor = await Visitor.at(chat.page);
  const stream = await visitor.listens();
  await visitor.says('Hello');
  expect(textsOf(await stream.hears(2))).toEqual(['person: Hello', 'desk: You said: Hello']);
  stream.close();
});

it('tells only what is newer than the page knows', async () => {
  const visitor = await Visitor.at(chat.page);
  await visitor.says('One');
  const first = await visitor.listens();
  const known = Math.max(...(await first.hears(2)).map(({ version }) => version));
  first.close();
  const second = await visitor.listens(known);
  await visitor.says('Two');
  expect(textsOf(await second.hears(2))).toEqual(['person: Two', 'desk: You said: Two']);
  second.close();
});

it.each(['-1', 'x', '1e400', '99999999999999999999', ''])('takes after=%s for the beginning', async (after) => {
  const visitor = await Visitor.at(chat.page);
  await visitor.says('Hello');
  const stream = await visitor.listens(after as never);
  expect(textsOf(await stream.hears(2))).toEqual(['person: Hello', 'desk: You said: Hello']);
  stream.close();
});

it('tells every page of the visitor, and nobody else', async () => {
  const [one, two] = [await Visitor.at(chat.page), await Visitor.at(chat.page)];
  const [window, phone, stranger] = [await one.listens(), await one.listens(), await two.listens()];
  await one.says('Secret');
  await two.says('Mine');
  for (const stream of [window, phone]) expect(textsOf(await stream.hears(2))).toEqual(['person: Secret', 'desk: You said: Secret']);
  expect(textsOf(await stranger.hears(2))).toEqual(['person: Mine', 'desk: You said: Mine']);
  for (const stream of [window, phone, stranger]) stream.close();
});

it('keeps a quiet stream open by a heartbeat', async () => {
  const visitor = await Visitor.at(chat.page);
  const stream = await visitor.listens();
  await until(async () => stream.events.filter(([name]) => name === 'comment').length >= 2);
  stream.close();
});

it('opens five streams for a visitor and eight in all, and another when one is closed', async () => {
  const visitor = await Visitor.at(chat.page);
  const five = await Promise.all(Array.from({ length: 5 }, () => visitor.listens()));
  expect(five.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect((await visitor.listens()).status).toBe(429);
  const others = await Promise.all(Array.from({ length: 4 }, async () => (await Visitor.at(chat.page)).listens()));
  expect(others.filter(({ status }) => status === 200)).toHaveLength(3);
  expect(others.filter(({ status }) => status === 503)).toHaveLength(1);
  five[0]?.close();
  await until(async () => {
    const again = await visitor.listens();
    again.close();
    return again.status === 200;
  });
  for (const stream of [...five, ...others]) stream.close();
});

it('ends its streams when the desk stops, and goes on where it was when the desk is back', async () => {
  const visitor = await Visitor.at(chat.page);
  await visitor.says('Before');
  const stream = await visitor.listens();
  const [, answer] = await stream.hears(2);
  const begin = performance.now();
  await chat.stop();
  await stream.ended;
  expect(performance.now() - begin).toBeLessThan(3_000);
  await chat.start();
  const next = await visitor.listens(answer?.version);
  await visitor.says('After');
  expect(textsOf(await next.hears(2))).toEqual(['person: After', 'desk: You said: After']);
  next.close();
});
