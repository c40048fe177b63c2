/** The statuses of an order that nothing leads back from. */
const FINAL: ReadonlySet<string> = new Set(['cancelled', 'returned', 'closed']);

export const isFinal = (status: string): boolean => FINAL.has(status);
