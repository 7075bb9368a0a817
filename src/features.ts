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
import { group } from "./group/index.ts";
import { home } from "./home/index.ts";
import { inspection } from "./inspection/index.ts";
import { issue } from "./issue/index.ts";
import type { Kind } from "./kind/kind.ts";
import { kindRecords } from "./kind/records.ts";
import { lecture } from "./lecture/index.ts";
import { mobilization } from "./mobilization/index.ts";
import { note } from "./note/index.ts";
import type { Recorded } from "./org/recorded.ts";
import { plan } from "./plan/index.ts";
import { publicity } from "./publicity/index.ts";
import { reminders } from "./reminders/index.ts";
import { org } from "./roster/index.ts";
import { orgRecords } from "./roster/records.ts";
import { topic } from "./topic/index.ts";
import { topicRecords } from "./topic/records.ts";
import { undo } from "./undo/index.ts";
import { visit } from "./visit/index.ts";

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

/** The kinds of record that are declared once; so far they are read from files and counted. */
export const kinds: Kind[] = [group, plan, mobilization, note, lecture, visit, issue, inspection, publicity];

/** What the features read and count, in the same order: a file comes after those that it refers to. */
export const recordParts: RecordPart[] = [
  campaignRecords,
  orgRecords,
  attendanceRecords,
  discussionRecords,
  topicRecords,
  ...kinds.map(kindRecords),
];

/** Every file of the import format. */
export const recordFiles: RecordFile[] = recordParts.flatMap((part) => part.files ?? []);

/** Of which dates there are records of units. */
export const recordedByAll: Recorded[] = recordParts.flatMap((part) => part.recorded ?? []);

/** Everything that counts, in the order of the printed figures. */
export const figureSources: FigureSource[] = recordParts.flatMap((part) => part.figures ?? []);
