/** For whom a use case acts, and the key under which a repetition of it is known. */
export type Who = {
  /** The staff row that acts: the desk's system for what a customer does in a chat. */
  actorId: string;
  /** Null for somebody the desk does not know yet. */
  customerId: string | null;
  idempotencyKey: string;
};
