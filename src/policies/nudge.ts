/** What decides whether somebody may be reminded of something they left unfinished. */
export type NudgeCircumstances = {
  consent: boolean;
  stopped: boolean;
  /** Until when nothing that can wait is sent; null when now is fine. */
  quietUntil: Date | null;
  windowOpen: boolean;
  lastInbound: Date | null;
  nudgeSentAt: Date | null;
  owner: 'bot' | 'human';
};

export type NudgeDecision = 'now' | 'later' | 'never';

/** The policy the database applies when the time has come: `later` after quiet hours, `never` for every other no. */
export function mayNudge(given: NudgeCircumstances): NudgeDecision {
  const { consent, stopped, quietUntil, windowOpen, owner } = given;
  if (!consent || stopped || !windowOpen || owner === 'human' || nudgedSince(given)) return 'never';
  return quietUntil === null ? 'now' : 'later';
}

/** Whether the customer has been reminded since they last wrote. */
function nudgedSince({ nudgeSentAt, lastInbound }: NudgeCircumstances): boolean {
  return nudgeSentAt !== null && (lastInbound === null || nudgeSentAt >= lastInbound);
}
