/** The places of this story in the machine, and what can happen in every place. */
export const careStates = {};
export const careOn = {};
