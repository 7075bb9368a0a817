import type { FigureSource } from "../figures/source.ts";
import type { Recorded } from "../org/recorded.ts";
import type { RecordFile } from "./file.ts";

/** What a feature reads and counts; it needs no bot around it, so the command line uses it alone. */
export type RecordPart = {
  /** The first part of its ids and texts. */
  name: string;
  /** Its files of the import format, in the order in which they refer to each other. */
  files?: RecordFile[];
  figures?: FigureSource[];
  /** Who moves units asks all features for it, and never their tables. */
  recorded?: Recorded;
};
