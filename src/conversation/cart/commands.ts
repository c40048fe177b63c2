/** What this story asks of the desk, and what that comes to. */
export type CartCommand = never;
export type CartResult = never;
