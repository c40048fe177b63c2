/** What this story asks of the desk, and what that comes to. */
export type PrivacyCommand = never;
export type PrivacyResult = never;
