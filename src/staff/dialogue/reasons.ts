import { words } from './arguments.ts';
import type { Arg } from './verb.ts';

/** Why somebody does something, in their words: a smile or a "no" says nothing to whoever reads it later. */
export const aReason = (optional = false): Arg => {
  const read = words('reason').read;
  return {
    name: 'reason',
    typed: true,
    optional,
    read: (written, listening) =>
      /[\p{L}\p{N}]/u.test(written) && !listening.words.says(written, 'no') ? read(written, listening) : undefined,
  };
};
