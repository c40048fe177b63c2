import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatEventSchema } from '../../src/channels/events.ts';
import type { Channel, Delivery } from '../../src/channels/port.ts';
import type { Rendered } from '../../src/channels/rendered.ts';
import { aReply, choice } from '../unit/channels/a_reply.ts';

/** What somebody can do on every channel. */
export type Doing = { type: 'text'; text: string } | { type: 'press'; action: string } | { type: 'start'; payload: string | null };

export type Subject<Raw, Message> = {
  channel: Channel<Raw, Message>;
  /** What the provider brings when somebody does this; with the same number it is the same update. */
  brings: (doing: Doing, n: number) => Raw;
  /** The same, from anybody who knows the door. */
  hostile: (anything: unknown) => Raw;
  /** All that a person reads in these messages, and what its buttons carry. */
  read: (messages: readonly Message[]) => { text: string; actions: string[] };
  /** Sends or edits for real, to the far side as it is when all is well. */
  send: (message: Message) => Promise<Delivery>;
  edit: (message: Message, providerMessageId: string) => Promise<Delivery>;
};

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6_000 }).filter((text) => text.trim() !== '');
const plain = (text: string) => text.replaceAll(/\s/g, '');
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

/** What every channel promises, whichever it is. */
export function keepsThePort<Raw, Message>(name: string, subjectOf: () => Subject<Raw, Message>): void {
  const read = (raw: Raw) => subjectOf().channel.toInbox(raw);
  const one = (doing: Doing, n = 1) => read(subjectOf().brings(doing, n))[0];

  describe(`${name}, what comes in`, () => {
    it('says words, presses and openings as they are', () => {
      expect(one({ type: 'text', text: 'two of them, please' })?.event).toEqual({ type: 'text', text: 'two of them, please' });
      expect(one({ type: 'press', action: '1:order:1001' })?.event).toEqual({ type: 'press', action: '1:order:1001' });
      expect(one({ type: 'start', payload: '2026-001' })?.event).toEqual({ type: 'start', payload: '2026-001' });
      expect(one({ type: 'start', payload: null })?.event).toEqual({ type: 'start', payload: null });
    });

    it('knows an update by its id, whenever it comes', () => {
      const text: Doing = { type: 'text', text: 'hello' };
      expect(one(text, 1)).toEqual(one(text, 1));
      expect(one(text, 1)?.externalId).not.toBe(one(text, 2)?.externalId);
    });

    it('keeps what a database can keep, and says where it has cut', () => {
      const long = `${'x'.repeat(50_000)}\0\uD800`;
      const inbound = one({ type: 'text', text: long });
      expect(inbound?.event).toMatchObject({ type: 'text', cut: true });
      for (const text of [inbound?.body ?? '', inbound?.event.type === 'text' ? inbound.event.text : '']) {
        expect(isStorable(text)).toBe(true);
        expect(text.length).toBeLessThan(200_000);
      }
    });

    it('never throws, and never says what is no event', () => {
      fc.assert(
        fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (anything) => {
          for (const { event, chat, sender, externalId } of read(subjectOf().hostile(anything))) {
            expect(chatEventSchema.safeParse(event).success).toBe(true);
            for (const id of [chat, sender, externalId]) expect(id).not.toBe('');
          }
        }),
        { numRuns: 300 },
      );
    });

    it('takes any words somebody types, and no halves of characters', () => {
      fc.assert(
        fc.property(words, (text) => {
          const event = one({ type: 'text', text })?.event;
          if (event?.type !== 'text') return;
          expect(isStorable(event.text)).toBe(true);
          expect(text.startsWith(event.text.slice(0, 10))).toBe(true);
        }),
        { numRuns: 100 },
      );
    });
  });

  describe(`${name}, what goes out`, () => {
    const reply = (change: Partial<Rendered> = {}) =>
      aReply({
        paragraphs: ['Your order is on its way.'],
        choices: [choice('Where is it?', '1:track:1001'), choice('Menu', '1:menu')],
        ...change,
      });

    it('loses no word and no choice, whatever is said', () => {
      fc.assert(
        fc.property(
          fc.array(words, { minLength: 1, maxLength: 4 }),
          fc.array(
            fc.record({ label: fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== ''), action: fc.uuid() }),
            { maxLength: 40 },
          ),
          (paragraphs, offered) => {
            const { channel, read: readAll } = subjectOf();
            const choices = offered.map(({ label, action }) => choice(label, action));
            const { text, actions } = readAll(channel.render(aReply({ paragraphs, choices })));
            for (const paragraph of paragraphs) expect(plain(text)).toContain(plain(paragraph));
            for (const { label, action } of choices) expect(actions.includes(action) || plain(text).includes(plain(label))).toBe(true);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('says the same for the same', () => {
      expect(subjectOf().channel.render(reply())).toEqual(subjectOf().channel.render(reply()));
    });

    it('shows a card, and asks for what it asks for, at least in words', () => {
      const card = {
        title: 'Order 1001',
        rows: [{ label: 'Total', value: '€100.00' }],
        timeline: [{ label: 'Paid', at: null, state: 'now' as const }],
      };
      const { channel, read: readAll } = subjectOf();
      const { text } = readAll(channel.render(reply({ card, request: { what: 'contact', label: 'Share it' } })));
      for (const word of ['Order 1001', 'Total', '€100.00', 'Paid', 'on its way']) expect(text).toContain(word);
    });

    it('says that it has gone out, and under which id', async () => {
      const { channel, send } = subjectOf();
      for (const message of channel.render(reply())) {
        expect(await send(message)).toMatchObject({ outcome: 'sent', providerMessageId: expect.stringMatching(/\S/) });
      }
    });

    it('changes what it has sent, and takes a change to the same for done', async () => {
      const { channel, send, edit } = subjectOf();
      const [first] = channel.render(reply({ choices: [] }));
      const [second] = channel.render(reply({ paragraphs: ['It has arrived.'], choices: [] }));
      if (!channel.capabilities.edits || first === undefined || second === undefined) throw new Error('nothing to change');
      const sent = await send(first);
      if (sent.outcome !== 'sent') throw new Error(sent.error);
      expect(await edit(second, sent.providerMessageId)).toEqual(sent);
      expect(await edit(second, sent.providerMessageId)).toEqual(sent);
    });

    it('fails in no way when it cannot show that an answer is prepared', async () => {
      const { channel } = subjectOf();
      await channel.typing({ provider: channel.provider, account: 'nobody', chat: 'nobody' });
    });
  });
}
