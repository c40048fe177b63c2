/** What this story asks of the desk, and what that comes to. */
export type PersonCommand = never;
export type PersonResult = never;
