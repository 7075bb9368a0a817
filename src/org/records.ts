import type { RecordPart } from "../feature.ts";
import { peopleFigures, unitFigures } from "./figures.ts";
import { orgFiles } from "./import/files.ts";

export const orgRecords: RecordPart = { name: "org", files: orgFiles, figures: [unitFigures, peopleFigures] };
