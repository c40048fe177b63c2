/** What has been started, taken down in reverse order; by a stop, and by a start that fails halfway. */
export class Teardown {
  readonly #steps: Array<{ name: string; stop: () => Promise<unknown> }> = [];

  add(name: string, stop: () => Promise<unknown>): void {
    this.#steps.push({ name, stop });
  }

  /** Runs every step even when one fails; gives back what failed. A second run finds nothing left to do. */
  async run(): Promise<Array<{ name: string; error: unknown }>> {
    const failed: Array<{ name: string; error: unknown }> = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        failed.push({ name: step.name, error });
      }
    }
    return failed;
  }
}
