import type { RecordPart } from "../feature.ts";

export const topicRecords: RecordPart = { name: "topic" };
