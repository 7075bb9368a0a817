import type { RecordPart } from "../feature.ts";

export const discussionRecords: RecordPart = { name: "discussion" };
