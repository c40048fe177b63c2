import { createHash, randomUUID } from 'node:crypto';
import type { WebLine } from '../../src/channels/web/types.ts';
import { until } from './waiting.ts';

export type VisitorStream = {
  status: number;
  headers: Headers;
  /** Every event so far, as [event, data]. */
  events: Array<[name: string, data: unknown]>;
  lines: () => WebLine[];
  /** Waits until so many lines have come. */
  hears: (count: number) => Promise<WebLine[]>;
  /** Resolves when the desk ends the stream. */
  ended: Promise<void>;
  close: () => void;
};

/** Somebody at the door of a web chat, without a browser. */
export class Visitor {
  readonly page: string;
  token = '';

  constructor(page: string, token = '') {
    this.page = page;
    this.token = token;
  }

  static async at(page: string): Promise<Visitor> {
    const response = await fetch(`${page}/visitors`, { method: 'POST' });
    const { token } = (await response.json()) as { token: string };
    return new Visitor(page, token);
  }

  get digest(): string {
    return createHash('sha256').update(this.token).digest('hex');
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}`, 'accept-language': 'en' };
  }

  async send(event: unknown, id: string = randomUUID(), more: object = {}): Promise<Response> {
    return await this.sendBody(JSON.stringify({ id, event, ...more }));
  }

  async sendBody(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(`${this.page}/events`, {
      method: 'POST',
      headers: { ...this.headers, ...headers },
      body,
      duplex: 'half',
    } as RequestInit);
  }

  async says(text: string, id?: string): Promise<{ messageId: number; duplicate: boolean }> {
    const response = await this.send({ type: 'text', text }, id);
    if (response.status !== 202) throw new Error(`the desk answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { messageId: number; duplicate: boolean };
  }

  async listens(after = 0): Promise<VisitorStream> {
    const abort = new AbortController();
    const response = await fetch(`${this.page}/stream?after=${after}`, { headers: this.headers, signal: abort.signal });
    const events: VisitorStream['events'] = [];
    const lines = () => events.filter(([name]) => name === 'message').map(([, data]) => data as WebLine);
    return {
      status: response.status,
      headers: response.headers,
      events,
      lines,
      hears: async (count) => {
        await until(async () => lines().length >= count);
        return lines();
      },
      ended: response.ok ? read(response, events) : (response.body?.cancel() ?? Promise.resolve()),
      close: () => abort.abort(),
    };
  }
}

async function read(response: Response, events: VisitorStream['events']): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const name = /^event: ([^\n]*)$/m.exec(block)?.[1];
        const data = /^data: ([^\n]*)$/m.exec(block)?.[1];
        events.push([name ?? 'comment', name === undefined ? block : JSON.parse(data ?? 'null')]);
      }
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
  }
}
