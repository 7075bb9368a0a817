import type { RecordPart } from "../feature.ts";
import { attendanceFigures } from "./figures.ts";
import { attendanceFiles } from "./files.ts";

export const attendanceRecords: RecordPart = {
  name: "attendance",
  files: attendanceFiles,
  figures: [attendanceFigures],
};
