/** What this story asks of the desk, and what that comes to. */
export type CareCommand = never;
export type CareResult = never;
