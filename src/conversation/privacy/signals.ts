/** What an event can mean in this story. */
export type PrivacySignal = never;
