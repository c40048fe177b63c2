/** The places of this story in the machine, and what can happen in every place. */
export const personStates = {};
export const personOn = {};
