import { peopleFigures, unitFigures } from "../figures/organisation.ts";
import type { RecordPart } from "../files/part.ts";
import { orgFiles } from "./import/files.ts";

export const orgRecords: RecordPart = { name: "org", files: orgFiles, figures: [unitFigures, peopleFigures] };
