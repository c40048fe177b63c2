/** Says that something of a chat has changed. May ring for nothing; what is heard of is read from the database. */
export type WebWake = { onChange: (chatId: string, listener: () => void) => () => void };

/** One ring for many listeners, by topic. */
export type Bell = WebWake & { ring: (topic: string) => void; ringAll: () => void };

export function createBell(): Bell {
  const listeners = new Map<string, Set<() => void>>();
  const ring = (topic: string) => {
    for (const listener of listeners.get(topic) ?? []) listener();
  };
  return {
    onChange(topic, listener) {
      const heard = listeners.get(topic) ?? new Set();
      listeners.set(topic, heard.add(listener));
      return () => {
        heard.delete(listener);
        if (heard.size === 0 && listeners.get(topic) === heard) listeners.delete(topic);
      };
    },
    ring,
    ringAll() {
      for (const topic of [...listeners.keys()]) ring(topic);
    },
  };
}

export type WakeSource = WebWake & { close: () => Promise<void> };

/** Where there is no session to listen on, every open chat looks by itself. */
export function pollForWeb(everyMs: number): WakeSource {
  const bell = createBell();
  const timer = setInterval(bell.ringAll, everyMs);
  return {
    ...bell,
    close: async () => clearInterval(timer),
  };
}
