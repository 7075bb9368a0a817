import { attendanceFigures } from "../attendance/figures.ts";
import { attendanceFiles } from "../attendance/files.ts";
import { campaignFile } from "../campaign/files.ts";
import type { FigureSource } from "../feature.ts";
import { peopleFigures, unitFigures } from "../org/figures.ts";
import { orgFiles } from "../org/files.ts";
import type { RecordFile } from "./file.ts";

/** Every file of the import format, each after those that it refers to. */
export const recordFiles: RecordFile[] = [campaignFile, ...orgFiles, ...attendanceFiles];

/** Everything that counts, in the order of the printed figures. */
export const figureSources: FigureSource[] = [unitFigures, peopleFigures, attendanceFigures];
