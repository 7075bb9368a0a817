import type { RecordPart } from "../feature.ts";
import { campaignFile } from "./files.ts";

export const campaignRecords: RecordPart = { name: "campaign", files: [campaignFile] };
