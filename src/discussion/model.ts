/** How a discussion was held. The words are those of the files. */
export const forms = ["meeting", "forum", "small_group", "online"] as const;
export type DiscussionForm = (typeof forms)[number];

/** More people in one discussion than this is a slip of the finger. */
export const mostParticipants = 100_000;
