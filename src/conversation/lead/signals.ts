/** What an event can mean in this story. */
export type LeadSignal = never;
