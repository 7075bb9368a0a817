import { attendance } from "./attendance/index.ts";
import { attendanceRecords } from "./attendance/records.ts";
import { campaign } from "./campaign/index.ts";
import { campaignRecords } from "./campaign/records.ts";
import { digest } from "./digest/index.ts";
import { discussion } from "./discussion/index.ts";
import { discussionRecords } from "./discussion/records.ts";
import type { Deps, Feature } from "./feature.ts";
import type { FigureSource } from "./figures/source.ts";
import type { RecordFile } from "./files/file.ts";
import type { RecordPart } from "./files/part.ts";
import { home } from "./home/index.ts";
import type { Recorded } from "./org/recorded.ts";
import { reminders } from "./reminders/index.ts";
import { org } from "./roster/index.ts";
import { orgRecords } from "./roster/records.ts";
import { topic } from "./topic/index.ts";
import { topicRecords } from "./topic/records.ts";
import { undo } from "./undo/index.ts";

export type FeatureDeps = Deps & {
  forgetViewer: (slackUserId: string) => void;
  administrators: () => Promise<string[]>;
  chosenLanguage: (slackUserId: string) => Promise<string | null>;
};

/** THE list of features. Everything that needs all of them (digest, Home, texts, manifest) reads it. */
export function createFeatures(deps: FeatureDeps): Feature[] {
  const features: Feature[] = [
    campaign({ ...deps, parts: () => features }),
    org({ ...deps, parts: () => features }),
    attendance(deps),
    discussion(deps),
    topic(deps),
    digest({ ...deps, sources: () => features }),
    reminders({ ...deps, sources: () => features }),
    undo({ ...deps, parts: () => features }),
    home({ ...deps, parts: () => features }),
  ];
  return features;
}

/** What the features read and count, in the same order: a file comes after those that it refers to. */
export const recordParts: RecordPart[] = [
  campaignRecords,
  orgRecords,
  attendanceRecords,
  discussionRecords,
  topicRecords,
];

/** Every file of the import format. */
export const recordFiles: RecordFile[] = recordParts.flatMap((part) => part.files ?? []);

/** Of which dates there are records of units. */
export const recordedByAll: Recorded[] = recordParts.flatMap((part) => part.recorded ?? []);

/** Everything that counts, in the order of the printed figures. */
export const figureSources: FigureSource[] = recordParts.flatMap((part) => part.figures ?? []);
