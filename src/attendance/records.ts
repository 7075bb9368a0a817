import type { RecordPart } from "../files/part.ts";
import { attendanceFigures } from "./figures.ts";
import { attendanceFiles } from "./import/files.ts";
import { attendanceRecorded } from "./recorded.ts";

export const attendanceRecords: RecordPart = {
  name: "attendance",
  files: attendanceFiles,
  figures: [attendanceFigures],
  recorded: attendanceRecorded,
};
