/** Slack gives 3 s for an acknowledgement; what is not done by then is answered "still working" and delivered later. */
export const answerWithin = 2000;
/** What is left of the 3 s after that, to say in a message what a form saved before the form closes. */
export const tellWithin = 700;
/** A trigger id lives 3 s and opening a view takes a round trip to Slack: after this time a loading view is opened. */
export const openWithin = 700;

/** The result, or "late" when it is not there after so many milliseconds. The work goes on. */
export async function within<T>(work: Promise<T>, milliseconds: number): Promise<{ done: T } | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), milliseconds);
  });
  try {
    return await Promise.race([work.then((done) => ({ done })), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Work that goes on after Slack was answered, so that a shutdown can wait for it. */
export class Tracker {
  readonly #running = new Set<Promise<unknown>>();

  follow<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const forget = () => this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Resolves when nothing is running any more, or after so many milliseconds. @returns how many still run */
  async drain(milliseconds: number): Promise<number> {
    await within(Promise.allSettled(this.#running), milliseconds);
    return this.#running.size;
  }
}
