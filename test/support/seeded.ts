/** Orders things at random, always in the same way for the same seed (mulberry32). */
export function shuffled(seed: number): <T>(things: T[]) => T[] {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (things) =>
    things
      .map((thing) => ({ thing, at: next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
}
