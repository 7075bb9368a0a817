import type { RecordPart } from "../files/part.ts";
import { campaignFile } from "./files.ts";

export const campaignRecords: RecordPart = { name: "campaign", files: [campaignFile] };
