import type { RecordPart } from "../files/part.ts";
import { discussionFigures } from "./figures.ts";
import { discussionFiles } from "./import/files.ts";
import { discussionRecorded } from "./recorded.ts";

export const discussionRecords: RecordPart = {
  name: "discussion",
  files: discussionFiles,
  figures: [discussionFigures],
  recorded: discussionRecorded,
};
