/** What an event can mean in this story. */
export type CartSignal = never;
