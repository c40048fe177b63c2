import { afterEach, expect, it, vi } from 'vitest';
import { startPace } from '../../../bot/work/pace.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('lets through what an account may send in a second, one after the other, whatever came at once', async () => {
  vi.useFakeTimers();
  const pace = startPace();
  let gone = 0;
  const all = Array.from({ length: 60 }, () => pace('telegram/1', 25).then(() => (gone += 1)));
  const others = [pace('telegram/2', 25), pace('web/1', 1)];
  await Promise.all(others);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(gone).toBe(26);
  await vi.advanceTimersByTimeAsync(1_400);
  await Promise.all(all);
  // After a rest nobody waits for what was sent before it.
  await vi.advanceTimersByTimeAsync(5_000);
  await pace('telegram/1', 25);
});
