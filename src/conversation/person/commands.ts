/** What this story asks of the desk, and what that comes to. */
export type PersonCommand =
  /** No more reminders: takes back the consent to them. */
  { do: 'decline-reminders'; version: string };
export type PersonResult = { did: 'decline-reminders' };
