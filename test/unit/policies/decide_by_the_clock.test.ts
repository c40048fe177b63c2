import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayNudge, type NudgeCircumstances } from '../../../src/policies/nudge.ts';
import { nextQuietEnd } from '../../../src/policies/quiet.ts';
import { phoneExpiresAt, phoneIsValid, windowIsOpen } from '../../../src/policies/window.ts';

const HOUR = 3_600_000;
const at = (iso: string) => new Date(iso);
const moments = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z'), noInvalidDate: true });
const zones = fc.constantFrom('Europe/Berlin', 'Europe/Istanbul', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((pair) => pair.map((n) => String(n).padStart(2, '0')).join(':'));
const wall = (moment: Date, timeZone: string) => moment.toLocaleTimeString('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' });

describe('quiet hours', () => {
  it.each([
    ['2026-05-05T18:59:59Z', 'Europe/Istanbul', '22:00', '08:00', null],
    ['2026-05-05T19:00:00Z', 'Europe/Istanbul', '22:00', '08:00', '2026-05-06T05:00:00.000Z'],
    ['2026-05-06T04:59:59Z', 'Europe/Istanbul', '22:00', '08:00', '2026-05-06T05:00:00.000Z'],
    ['2026-03-28T21:30:00Z', 'Europe/Berlin', '22:00', '08:00', '2026-03-29T06:00:00.000Z'],
    ['2026-10-24T20:30:00Z', 'Europe/Berlin', '22:00', '08:00', '2026-10-25T07:00:00.000Z'],
    ['2026-03-28T22:30:00Z', 'Europe/Berlin', '22:00', '02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-24T22:30:00Z', 'Europe/Berlin', '22:00', '02:30', '2026-10-25T01:30:00.000Z'],
    ['2026-05-05T12:00:00Z', 'UTC', '12:00', '12:00', null],
  ])('at %s in %s from %s to %s end at %s', (now, zone, from, until, end) => {
    expect(nextQuietEnd(at(now), zone, from, until)?.toISOString() ?? null).toBe(end);
  });

  it('end after the moment, within a day and a bit, at the right time on the wall, and are over then', () => {
    fc.assert(
      fc.property(moments, zones, times, times, (now, zone, from, until) => {
        const end = nextQuietEnd(now, zone, from, until);
        const time = wall(now, zone);
        const inside = from < until ? time >= from && time < until : from > until && (time >= from || time < until);
        expect(end !== null).toBe(inside);
        if (end === null) return;
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * HOUR);
        const shown = wall(end, zone);
        const leftOut = shown > until && wall(new Date(end.getTime() - 61 * 60_000), zone) <= until;
        expect(shown === until || leftOut).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

it('the window of WhatsApp is a day, and other channels have none', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 100 * HOUR }), (last, since) => {
      const now = new Date(last.getTime() + since);
      expect(windowIsOpen('whatsapp', last, now)).toBe(since < 24 * HOUR);
      expect(windowIsOpen('whatsapp_web', last, now)).toBe(since < 24 * HOUR);
      expect([windowIsOpen('telegram', null, now), windowIsOpen('web', null, now), windowIsOpen('whatsapp', null, now)]).toEqual([
        true,
        true,
        false,
      ]);
    }),
  );
});

it('a phone number is believed for thirty days after the last words either way', () => {
  fc.assert(
    fc.property(fc.option(moments, { nil: null }), fc.option(moments, { nil: null }), (inbound, outbound) => {
      const expires = phoneExpiresAt(inbound, outbound);
      const last = Math.max(inbound?.getTime() ?? 0, outbound?.getTime() ?? 0);
      const known = inbound !== null || outbound !== null;
      expect(phoneIsValid(expires, new Date(last + 720 * HOUR - 1))).toBe(known);
      expect(phoneIsValid(expires, new Date(last + 720 * HOUR))).toBe(false);
    }),
  );
});

describe('a nudge', () => {
  const fine: NudgeCircumstances = {
    ...{ consent: true, stopped: false, quietUntil: null, windowOpen: true, owner: 'bot' },
    lastInbound: at('2026-05-05T12:00:00Z'),
    nudgeSentAt: null,
  };

  it.each<[string, Partial<NudgeCircumstances>, string]>([
    ['with consent', {}, 'now'],
    ['without consent', { consent: false }, 'never'],
    ['after STOP', { stopped: true }, 'never'],
    ['outside the window', { windowOpen: false }, 'never'],
    ['while a person answers', { owner: 'human' }, 'never'],
    ['in quiet hours', { quietUntil: at('2026-05-06T05:00:00Z') }, 'later'],
    ['after a nudge', { nudgeSentAt: at('2026-05-05T15:00:00Z') }, 'never'],
    ['after a nudge before their last word', { nudgeSentAt: at('2026-05-05T11:00:00Z') }, 'now'],
  ])('%s', (_when, changes, decision) => {
    expect(mayNudge({ ...fine, ...changes })).toBe(decision);
  });
});
