import type { RecordFile } from "../../files/file.ts";
import { discussionsFile } from "./discussions-file.ts";
import { participantsFile } from "./participants-file.ts";

/** Discussions and who took part; the second refers to the first. */
export const discussionFiles: RecordFile[] = [discussionsFile, participantsFile];
