import type { RecordPart } from "../files/part.ts";
import { topicFigures } from "./figures.ts";
import { topicsFile } from "./import/topics-file.ts";
import { topicRecorded } from "./recorded.ts";

export const topicRecords: RecordPart = {
  name: "topic",
  files: [topicsFile],
  figures: [topicFigures],
  recorded: topicRecorded,
};
