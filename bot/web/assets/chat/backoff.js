// @ts-check

const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Growing pauses between attempts, which `hurry` cuts short.
 */
export class Backoff {
  #attempts = 0;
  #end = () => {};

  /**
   * @param {number | null} seconds what the desk asked for
   */
  async pause(seconds) {
    const growing = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    // Not all browsers at the same instant.
    const ms = Math.max(growing * (0.75 + Math.random() / 4), (seconds ?? 0) * 1000);
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  reset() {
    this.#attempts = 0;
  }

  /** The desk is back, or seems to be: try at once. */
  hurry() {
    this.#attempts = 0;
    this.#end();
  }
}
