/** What a request has saved so far; "perhaps" where it committed, but neither changed a record nor is known to be the first. */
export type Saved = "nothing" | "perhaps" | "saved";

const more = { nothing: 0, perhaps: 1, saved: 2 };

/** Which requests have committed what they write, so that an answer that fails afterwards tells the truth about it. */
export type SavedRequests = ReturnType<typeof savedRequests>;

export function savedRequests() {
  const followed = new Map<string, { saved: Saved; followers: number }>();
  return {
    /** Follows a request until `end`. Two deliveries of one request share what is known. */
    follow(key: string): { saved(): Saved; end(): void } {
      const request = followed.get(key) ?? { saved: "nothing", followers: 0 };
      request.followers += 1;
      followed.set(key, request);
      return {
        saved: () => request.saved,
        end() {
          request.followers -= 1;
          if (request.followers === 0) followed.delete(key);
        },
      };
    },

    /** A write of that request was committed. */
    note(key: string, saved: Saved): void {
      const request = followed.get(key);
      if (request && more[saved] > more[request.saved]) request.saved = saved;
    },
  };
}
