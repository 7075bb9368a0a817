import type { RecordFile } from "../../files/file.ts";
import { headcountsFile } from "./headcounts-file.ts";
import { namesFile } from "./names-file.ts";

/** Attendance by name and by head-count; the second looks at what the first found. */
export const attendanceFiles: RecordFile[] = [namesFile, headcountsFile];
