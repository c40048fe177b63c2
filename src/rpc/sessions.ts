import postgres, { type PendingQuery, type Row, type Sql } from 'postgres';

/** The driver does not say so in its types: whether it has been sent, and is not yet answered. */
type Asked = PendingQuery<Row[]> & { readonly active: boolean };

/** One connection, lent to one caller at a time. */
export type LentSession = Pick<Sql, 'typed'> & {
  unsafe: (...query: Parameters<Sql['unsafe']>) => Asked;
  /** Nothing is expected of it any more: what is asked there fails, and nobody gets it again. */
  lose: (code: string) => void;
  release: () => void;
};

/** What a session asks of its driver: one connection, for good, no questions of its own, and to be told when it closes. */
export type OneConnection = { max: 1; max_lifetime: null; fetch_types: false; onclose: () => void };

type Waiting = { lend: (session: LentSession) => void; refuse: (reason: Error) => void };

/**
 * Lends sessions in place of the driver's own pool. Once a connection is lost, that one (postgres 3.4.9) never answers
 * what is sent until it has seen it close, ends the whole process when something is sent to a session it had lent, and
 * likewise when a new connection breaks while it asks there for the types of arrays, as nobody catches that question.
 * Here each session is a driver of its own with one connection, and is thrown away once that is lost.
 */
export class Sessions {
  readonly #make: (settings: OneConnection) => Sql;
  readonly #most: number;
  readonly #all = new Set<Session>();
  readonly #free: Session[] = [];
  readonly #waiting: Waiting[] = [];
  #ended = false;

  constructor(make: (settings: OneConnection) => Sql, most: number) {
    this.#make = make;
    this.#most = most;
  }

  /** In turn, to whoever has not gone. The one given back last is lent first: what it has planned and read is still at hand. */
  reserve(gone?: AbortSignal): Promise<LentSession> {
    if (this.#ended) return Promise.reject(ended());
    const session = this.#waiting.length === 0 ? this.#take() : undefined;
    if (session) return Promise.resolve(this.#hand(session));
    return new Promise((resolve, refuse) => {
      const leave = () => this.#leave(waiting);
      const lend = (lent: LentSession) => {
        gone?.removeEventListener('abort', leave);
        resolve(lent);
      };
      const waiting: Waiting = { lend, refuse };
      this.#waiting.push(waiting);
      gone?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Lends no more, and waits so many seconds for what is being said: the driver would wait for ever. */
  async end(timeout: number): Promise<void> {
    this.#ended = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(ended());
    await Promise.all([...this.#all].map((session) => session.driver.end({ timeout })));
  }

  #leave(waiting: Waiting): void {
    const place = this.#waiting.indexOf(waiting);
    if (place >= 0) this.#waiting.splice(place, 1)[0]?.refuse(withCode('No session became free.', 'NO_SESSION'));
  }

  #lend(): void {
    while (this.#waiting.length > 0) {
      const session = this.#take();
      if (!session) return;
      this.#waiting.shift()?.lend(this.#hand(session));
    }
  }

  #hand(session: Session): LentSession {
    return session.lent(() => this.#takeBack(session));
  }

  #take(): Session | undefined {
    const session = this.#free.pop();
    if (session) return session;
    if (this.#all.size >= this.#most) return undefined;
    const fresh = new Session(this.#make, () => this.#forget(fresh));
    this.#all.add(fresh);
    return fresh;
  }

  #takeBack(session: Session): void {
    if (!session.lost) this.#free.push(session);
    this.#lend();
  }

  #forget(session: Session): void {
    this.#all.delete(session);
    const place = this.#free.indexOf(session);
    if (place >= 0) this.#free.splice(place, 1);
    // Not at once: what is still connecting would be left open.
    void session.driver.end({ timeout: 5 });
    this.#lend();
  }
}

class Session {
  readonly driver: Sql;
  readonly #forget: () => void;
  #lost: Error | undefined;

  constructor(make: (settings: OneConnection) => Sql, forget: () => void) {
    this.#forget = forget;
    this.driver = make({ max: 1, max_lifetime: null, fetch_types: false, onclose: () => this.#lose('CONNECTION_CLOSED') });
  }

  get lost(): boolean {
    return this.#lost !== undefined;
  }

  /** Nothing more is said once it is lost: the driver would connect anew, outside the transaction and its role. */
  lent(release: () => void): LentSession {
    const unsafe: LentSession['unsafe'] = (...query) => {
      if (this.#lost) return Promise.reject(this.#lost) as never;
      const sent = this.driver.unsafe(...query) as Asked;
      sent.catch((error: { code?: string }) => isAnswer(error) || this.#lose(error.code ?? 'CONNECTION_CLOSED'));
      return sent;
    };
    return { unsafe, typed: this.driver.typed, lose: (code) => this.#lose(code), release };
  }

  #lose(code: string): void {
    if (this.#lost) return;
    this.#lost = withCode('The session with the database was lost.', code);
    this.#forget();
  }
}

/**
 * What the database says of a statement leaves the session as it was, and so does a value that the driver could not write.
 * After anything else nobody knows in what state it is.
 */
function isAnswer(error: unknown): boolean {
  return (error instanceof postgres.PostgresError && error.severity === 'ERROR') || error instanceof TypeError;
}

const ended = () => withCode('No more sessions are lent.', 'CONNECTION_ENDED');

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
