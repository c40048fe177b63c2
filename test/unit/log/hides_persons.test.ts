import { expect, it } from 'vitest';
import { redact, redactText } from '../../../src/log/redact.ts';

it.each([
  ['an international number', 'call +905321234567 now', 'call [hidden] now'],
  ['a number with spaces and brackets', 'call +7 (912) 345-67-89', 'call [hidden]'],
  ['a number without plus', 'Key (phone)=(905321234567) exists', 'Key (phone)=([hidden]) exists'],
  ['a number at the end of a sentence', 'no chat with 905321234567.', 'no chat with [hidden].'],
  ['a Russian number as it is written there', 'call 8 (912) 345-67-89', 'call [hidden]'],
  ['a Turkish number as it is written there', 'call 0532 123 45 67', 'call [hidden]'],
  ['an e-mail', 'mail to anna.k+desk@mail.example.com failed', 'mail to [hidden] failed'],
])('hides %s in running text', (_what, text, clean) => {
  expect(redactText(text)).toBe(clean);
});

it('hides the number in a WhatsApp address', () => {
  expect(redactText('to 905321234567@c.us')).not.toContain('905321234567');
});

it.each([
  'text',
  'body',
  'content',
  'message_text',
  'caption',
  'phone',
  'contact_phone',
  'email',
  'full_name',
  'display_name',
  'address',
  'raw',
])('hides the field %s, whatever a person wrote there', (field) => {
  expect(redact({ update: { [field]: 'Anna, yellow house' } })).toEqual({ update: { [field]: '[hidden]' } });
});

it.each(['fullName', 'displayName', 'messageText', 'contactPhone', 'contactEmail', 'first_name', 'last_name', 'username'])(
  'hides the field %s, as TypeScript and Telegram spell it',
  (field) => {
    expect(redact({ update: { [field]: 'Anna, yellow house' } })).toEqual({ update: { [field]: '[hidden]' } });
  },
);

it('hides a phone number that is the name of a field', () => {
  expect(JSON.stringify(redact({ chats: { '+905321234567': 'open' } }))).not.toContain('905321234567');
});

it('does not spell out bytes', () => {
  expect(JSON.stringify(redact({ payload: new TextEncoder().encode('Anna') }))).not.toContain('65');
});
