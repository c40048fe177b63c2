import { expect, it } from 'vitest';
import { invitationIn } from '../../../src/staff/dialogue/join.ts';

const typed = (text: string) => invitationIn({ type: 'text', text });

it.each(['ABCD-EFGH-JKLM-2345', 'abcd efgh jklm 2345', 'ABCDEFGHJKLM2345', '/join ABCD-EFGH-JKLM-2345', 'ABCD–EFGH–JKLM–2345'])(
  'takes %s for one',
  (text) => {
    expect(typed(text)).toBeDefined();
  },
);

it.each(['received 88888882', 'cancelled 8888888', '4222 2222 2222 2222', 'I want four bikes', 'ABCD-EFGH-JKLM', 'where is 88888882'])(
  'leaves %s to the customer',
  (text) => {
    expect(typed(text)).toBeUndefined();
  },
);
