import { randomUUID } from "node:crypto";
import { todayIn } from "../../src/calendar.ts";
import { createWrite } from "../../src/db/write.ts";
import { recordParts } from "../../src/features.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { Choosing } from "../../src/line/doubt.ts";
import type { Asker } from "../../src/org/asker.ts";
import { organisation } from "../../src/org/index.ts";
import { recordedPeople } from "../../src/org/recorded.ts";
import { RestateDoubtful } from "../../src/org/restate.ts";
import { orgStore } from "../../src/org/store.ts";
import { adding } from "../../src/roster/people/adding.ts";
import { edits } from "../../src/roster/people/edits.ts";
import { moves } from "../../src/roster/people/moves.ts";
import { rosterStore } from "../../src/roster/people/store.ts";
import { texts } from "../../src/roster/texts.ts";
import { unitService } from "../../src/roster/units/service.ts";
import { unitStore } from "../../src/roster/units/store.ts";
import { type Importer, importer, valley } from "../files/support.ts";

/** The records' small county, with the services that change its people and units, and an administrator who uses them. */
export type Office = Awaited<ReturnType<typeof office>>;

/** Answers the question that a change asks with one of its ways. @returns what was then done */
export async function choosing<W extends string, T>(way: W, work: (sure?: string) => Promise<T>): Promise<T> {
  const asked = await work().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(asked instanceof Choosing)) throw asked ?? new Error("nothing was asked");
  return work(asked.ways.find((one) => one.way === way)?.sure ?? "no such way");
}

/** Does it, and says Yes where it asks whether the past of a unit goes along. */
export const restating = <T>(work: (sure?: string) => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    if (!(error instanceof RestateDoubtful)) throw error;
    return work(error.sure);
  });

/** Tuesday of week 21; two weeks back are open. */
const now = Temporal.Instant.from("2025-05-20T12:00:00Z");
const i18n = createI18n({ common: commonTexts, org: texts });

export async function office(given?: Importer) {
  const into = given ?? (await importer());
  await into.import(valley);
  const { db, workspaceId } = into;
  const clock = { now: () => now };
  const write = createWrite({ db, workspaceId, clock, onRecords: async () => undefined });
  const org = organisation({ store: orgStore(db, workspaceId), clock, rememberSeconds: 0 });
  const store = rosterStore(db, workspaceId);
  const moving = moves({ store, workspaceId, write, org, recorded: () => recordedPeople(recordParts) });

  async function asker(): Promise<Asker> {
    const campaign = await org.campaign();
    const root = (await org.units()).root;
    if (!root) throw new Error("no tree");
    return {
      ...{ slackUserId: "U0ADMIN", personId: null, unit: root, actor: { name: "U0ADMIN" } },
      ...{ member: { personId: "", roles: ["administrator"], unit: root }, campaign },
      ...{ today: todayIn(now, campaign.timeZone), now, key: randomUUID(), locale: i18n.locale("en") },
    };
  }
  return {
    ...{ into, db, workspaceId, org, asker, write, moving },
    editing: edits({ store, workspaceId, write }),
    entering: adding({ store, workspaceId, write, moving, recorded: () => recordedPeople(recordParts) }),
    units: unitService({ store: unitStore(db, workspaceId), workspaceId, write, parts: () => recordParts }),
    unit: async (code: string) => (await db.unit.findFirstOrThrow({ where: { code } })).id,
    person: async (employeeNo: string) => (await db.person.findFirstOrThrow({ where: { employeeNo } })).id,
  };
}
