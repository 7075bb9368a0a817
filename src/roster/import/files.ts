import type { RecordFile } from "../../files/file.ts";
import { peopleFile } from "./people-file.ts";
import { unitsFile } from "./units-file.ts";

/** The organisation's files; people refer to units. */
export const orgFiles: RecordFile[] = [unitsFile, peopleFile];
