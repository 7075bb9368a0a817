/**
 * Keeps the look-ups of a title that is being typed in order. Each letter starts one; of those that overlap only the
 * last is shown, and a view that shows the same topics already is not sent again: Slack allows a hundred updates a
 * minute. Remembered in the process only, for the few people who are typing; `begin` forgets.
 */
export function typing() {
  const users = new Map<string, { last: number; shown: string | undefined }>();
  let count = 0;
  return {
    /** The user opened the form anew. */
    begin(user: string): void {
      users.delete(user);
    },

    /** A letter was typed; `shows` decides, when its look-up is done, whether the result is to be shown. */
    typed(user: string) {
      count += 1;
      const mine = count;
      const before = users.get(user);
      users.set(user, { last: mine, shown: before?.shown });
      return {
        /** @param inView what the view showed when the letter was typed; what was sent since may not have arrived yet */
        shows(found: string, inView: string): boolean {
          const state = users.get(user);
          if (state?.last !== mine) return false;
          if (found === inView && found === (state.shown ?? inView)) return false;
          users.set(user, { last: mine, shown: found });
          return true;
        },
      };
    },
  };
}
