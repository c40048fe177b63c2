import postgres from 'postgres';

/** What the database calls out: work in a queue, or something new for a web chat (then with the chat's id). */
export const wakeChannels = ['desk_work', 'desk_web'] as const;
export type WakeChannel = (typeof wakeChannels)[number];

export type Wake = {
  /** Calls back whenever there may be something to do; sometimes when there is nothing. Undefined: look everywhere. */
  on: (channel: WakeChannel, listener: (payload: string | undefined) => void) => void;
  close: () => Promise<void>;
};

/** Wakes by LISTEN, on a connection of its own that comes back by itself. After a gap everybody is woken. */
export async function listenWake(databaseUrl: string): Promise<Wake> {
  const listeners: Record<WakeChannel, Array<(payload: string | undefined) => void>> = { desk_work: [], desk_web: [] };
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined, connection: { application_name: 'desk-wake' } });
  const call = (channel: WakeChannel, payload: string | undefined) => {
    for (const listener of listeners[channel]) listener(payload);
  };
  for (const channel of wakeChannels) {
    await sql.listen(
      channel,
      (payload) => call(channel, payload === '' ? undefined : payload),
      () => call(channel, undefined),
    );
  }
  return {
    on: (channel, listener) => void listeners[channel].push(listener),
    close: () => sql.end({ timeout: 1 }),
  };
}
