/** Where the time comes from. Nothing else in `src/` asks the machine for it, so that tests and the sandbox can set it. */
export type Clock = { now(): Temporal.Instant };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };
