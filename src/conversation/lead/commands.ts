/** What this story asks of the desk, and what that comes to. */
export type LeadCommand = never;
export type LeadResult = never;
