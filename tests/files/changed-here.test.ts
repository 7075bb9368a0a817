import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attendanceService } from "../../src/attendance/service.ts";
import { attendanceStore } from "../../src/attendance/store.ts";
import { removalService } from "../../src/attendance/undo/removal-service.ts";
import { undoStore } from "../../src/attendance/undo/store.ts";
import { discussionService } from "../../src/discussion/service.ts";
import { discussionStore } from "../../src/discussion/store.ts";
import { ImportedMeanwhile } from "../../src/files/import.ts";
import { problemLine } from "../../src/files/problems.ts";
import { texts } from "../../src/files/texts.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { type Office, office, restating } from "../roster/office.ts";
import {
  attendanceHeader,
  campaignJson,
  countsHeader,
  csv,
  type Files,
  peopleHeader,
  unitsHeader,
  valley,
} from "./support.ts";

const discussionsHeader = "discussion_no,unit_code,date,theme_code,form,participant_count";
const participantsHeader = "discussion_no,employee_no";
const topicsHeader = "employee_no,direction_code,title,state,registered_on";
/** What was imported first, and is imported again. */
const folder = {
  ...valley,
  "discussions.csv": csv(
    discussionsHeader,
    "A-1,k-7,2025-05-12,LESEN,small_group,",
    "A-2,k-8,2025-05-15,LESEN,online,17",
  ),
  "discussion_participants.csv": csv(participantsHeader, "A-1,2", "A-1,3"),
  "topics.csv": csv(topicsHeader, "1,W1,Reading at home,registered,2025-04-01"),
} satisfies Files;

let place: Office;
beforeEach(async () => {
  place = await office();
  await place.into.import(folder);
});
afterEach(() => place.into.close());

const english = createI18n({ records: texts }).locale("en");

/** Imports files, and gives how it went with the lines that tell of conflicts. */
async function again(files: Files = folder, overwrite = false) {
  const outcome = await place.into.import(files, { overwrite });
  if (outcome.kind === "refused") return { kind: outcome.kind, told: outcome.problems.map(({ key }) => key) };
  return { kind: outcome.kind, told: outcome.conflicts.list.map((one) => problemLine(one, english)) };
}

/** Every row that an import writes, and the audit. */
async function everything() {
  const { db } = place;
  const rows = [
    await db.campaign.findMany({ include: { phases: true, themes: true, directions: true } }),
    await db.unit.findMany({ orderBy: { id: "asc" } }),
    await db.person.findMany({ orderBy: { id: "asc" } }),
    await db.membership.findMany({ orderBy: { id: "asc" } }),
    await db.roleHeld.findMany({ orderBy: { id: "asc" } }),
    await db.session.findMany({ orderBy: { id: "asc" } }),
    await db.attendance.findMany({ orderBy: [{ sessionId: "asc" }, { personId: "asc" }] }),
    await db.discussion.findMany({ orderBy: { id: "asc" } }),
    await db.discussionParticipant.findMany({ orderBy: [{ discussionId: "asc" }, { personId: "asc" }] }),
    await db.topic.findMany(),
    await db.auditEntry.findMany({ orderBy: { id: "asc" } }),
  ];
  return JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? String(value) : value));
}

const services = () => {
  const { db, workspaceId, write, org } = place;
  const store = attendanceStore(db, workspaceId);
  return {
    attendance: attendanceService({ store, write, org }),
    removal: removalService({ store, undos: undoStore(db, workspaceId), write, org }),
    discussion: discussionService({ store: discussionStore(db, workspaceId), write, org }),
  };
};
async function unit(code: string) {
  const found = (await place.org.units()).byCode(code);
  if (!found) throw new Error(`no unit ${code}`);
  return found;
}

async function markAbsent(employeeNo: string, date = "2025-03-12") {
  const exceptions = [{ personId: await place.person(employeeNo), status: "absent" as const }];
  const entry = { unit: await unit("k-7"), date, exceptions, others: "asRecorded" as const };
  await services().attendance.recordByName(await place.asker(), { ...entry, reason: "seen on the list" });
}
async function takeBack(code: string, date: string) {
  const asker = await place.asker();
  const { removal } = services();
  const {
    seen,
    unit: { id: unitId },
  } = await removal.facts(asker, { unitId: (await unit(code)).id, date });
  await removal.remove(asker, { unitId, date, seen }, "recorded twice");
}
const discussionCalled = (number: string) => place.db.discussion.findFirstOrThrow({ where: { number } });
const since = "since 2025-05-20 (U0ADMIN)";
const on = "on 2025-05-20 (U0ADMIN)";

describe("importing an unchanged folder again", () => {
  it("keeps a corrected week, a transfer and a new liaison, and tells of each", async () => {
    await markAbsent("2");
    await place.moving.transfer(await place.asker(), {
      ...{ personId: await place.person("2"), unitId: await place.unit("nord"), from: "2025-05-20" },
    });
    await place.editing.setRoles(await place.asker(), await place.person("4"), ["staff", "liaison"], false);
    const before = await everything();
    const { kind, told } = await again();
    expect(told).toEqual([
      `people.csv, line 3, unit_code: Bo (2): “nord” here ${since}, “k-7” in the file.`,
      `people.csv, line 5, roles: Di (4): “liaison;staff” here ${since}, “staff” in the file.`,
      `attendance.csv, line 2, status: Bo (2), Krippe (k-7), 2025-03-12: “absent” here ${since}, “present” in the file.`,
    ]);
    expect(kind).toBe("unchanged");
    expect(await everything()).toBe(before);
  });

  it("takes the folder's word for all of them when it is told to, and then has nothing to tell", async () => {
    await markAbsent("2");
    await place.moving.transfer(await place.asker(), {
      ...{ personId: await place.person("2"), unitId: await place.unit("nord"), from: "2025-05-20" },
    });
    const { kind, told } = await again(folder, true);
    expect([kind, told.length]).toEqual(["written", 2]);
    const entries = await place.db.auditEntry.findMany({
      where: { actor: "import" },
      orderBy: { id: "desc" },
      take: 2,
    });
    expect(entries.map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { status: "absent", reason: null }, after: { status: "present", reason: null } },
      { before: { unit: "nord" }, after: { unit: "k-7" } },
    ]);
    expect(await again()).toEqual({ kind: "unchanged", told: [] });
    expect(await again(folder, true)).toEqual({ kind: "unchanged", told: [] });
  });

  it("tells nothing of what was changed here and changed back", async () => {
    const roles = async (wanted: string[]) =>
      place.editing.setRoles(await place.asker(), await place.person("4"), wanted, false);
    await roles(["liaison"]);
    await roles(["staff"]);
    expect(await again()).toEqual({ kind: "unchanged", told: [] });
  });
});

describe("a file that corrects something", () => {
  it("is taken for the fields that were not changed here, though others of the same person were", async () => {
    await place.editing.setRoles(
      await place.asker(),
      await place.person("3"),
      ["liaison", "unit_head"],
      false,
    );
    const files = { "people.csv": csv(peopleHeader, "3,Cyrus,k-7,Chef,cy@k7.test,liaison") };
    const { kind, told } = await again(files);
    expect([kind, told.length]).toEqual(["written", 1]);
    expect(await place.db.person.findFirst({ where: { employeeNo: "3" } })).toMatchObject({
      ...{ name: "Cyrus", position: "Chef", roles: ["liaison", "unit_head"] },
    });
    // The import has changed something of the person since; their roles are still what was said here.
    expect(await again(files)).toMatchObject({ kind: "unchanged", told: [expect.stringContaining("roles")] });
  });

  it("changes what an import wrote after it had been changed here", async () => {
    await markAbsent("2");
    await again(folder, true);
    const files = { "attendance.csv": csv(attendanceHeader, "k-7,2025-03-12,2,late") };
    expect(await again(files)).toEqual({ kind: "written", told: [] });
  });

  it("is refused together with what stays, where that is why", async () => {
    const [personId, unitId] = [await place.person("3"), await place.unit("nord")];
    await place.moving.transfer(await place.asker(), { personId, unitId, from: "2025-05-19" });
    const files = {
      "people.csv": csv(peopleHeader, "3,Cy,k-8,Cook,cy@k7.test,liaison"),
      "attendance.csv": csv(attendanceHeader, "k-8,2025-05-20,3,late"),
    };
    expect(await place.into.import(files)).toMatchObject({
      ...{ kind: "refused", count: 1, problems: [{ key: "records.notMember" }] },
      conflicts: { list: [{ column: "unit_code", key: "records.conflict" }] },
    });
  });

  it("leaves alone what was only ever said here", async () => {
    const asker = await place.asker();
    const typed = { employeeNo: "9", name: "Ida", position: "Cook", email: "", roles: [] };
    await place.entering.add(asker, { ...typed, unitId: await place.unit("k-7"), from: asker.today });
    const files = { "people.csv": csv(peopleHeader, "9,Ida,k-7,Driver,,") };
    expect(await again(files)).toMatchObject({
      kind: "unchanged",
      told: [`people.csv, line 2, position: Ida (9): “Cook” here ${since}, “Driver” in the file.`],
    });
  });
});

describe("what was changed here stays, of", () => {
  it("somebody who has left, or has another name or address", async () => {
    const id = await place.person("2");
    await place.moving.leave(await place.asker(), { personId: id, from: "2025-05-19" }, false);
    await place.editing.edit(await place.asker(), await place.person("4"), {
      ...{ employeeNo: "4", name: "Diana", position: "", email: "" },
    });
    const before = await everything();
    expect(await again()).toEqual({
      kind: "unchanged",
      told: [
        `people.csv, line 3, unit_code: Bo (2): “–” here ${since}, “k-7” in the file.`,
        `people.csv, line 5, name: Diana (4): “Diana” here ${since}, “Di” in the file.`,
        `people.csv, line 5, email: Diana (4): “–” here ${since}, “di@k8.test” in the file.`,
      ],
    });
    expect(await everything()).toBe(before);
  });

  it("a unit that was renamed and moved", async () => {
    const nursery = await place.unit("k-8");
    await place.units.change(await place.asker(), nursery, { name: "Hort", kind: "nursery", weekday: "4" });
    await restating(async (sure) =>
      place.units.move(await place.asker(), nursery, await place.unit("nord"), sure),
    );
    const before = await everything();
    expect(await again()).toEqual({
      kind: "unchanged",
      told: [
        `units.csv, line 5, name: Hort (k-8): “Hort” here ${since}, “Krippe” in the file.`,
        `units.csv, line 5, parent_code: Hort (k-8): “nord” here ${since}, “süd” in the file.`,
        `units.csv, line 5, session_weekday: Hort (k-8): “4” here ${since}, “5” in the file.`,
      ],
    });
    expect(await everything()).toBe(before);
    // Beside what is kept, the rest of the row counts.
    const kind = { "units.csv": csv(unitsHeader, "k-8,Krippe,school,süd,5") };
    expect(await again(kind)).toMatchObject({ kind: "written", told: { length: 3 } });
    expect(await place.db.unit.findFirst({ where: { code: "k-8" } })).toMatchObject({
      ...{ name: "Hort", kind: "school", sessionWeekday: 4 },
    });
  });

  it("the campaign: a choice, and its dates with its phases", async () => {
    const id = (await place.org.campaign()).id;
    await place.write({ actor: { name: "U0ADMIN" }, key: randomUUID() }, async (tx) => {
      await tx.campaign.update({
        where: { id },
        data: { endsOn: new Date("2025-07-06"), selfCheckIn: true },
      });
      const before = { endsOn: "2025-06-29", selfCheckIn: false };
      const after = { endsOn: "2025-07-06", selfCheckIn: true };
      return { outcome: null, changes: [{ record: "campaign", recordId: id, before, after }] };
    });
    const json = (more = {}) => ({ "campaign.json": campaignJson({ self_check_in: false, ...more }) });
    expect(await again(json())).toEqual({
      kind: "unchanged",
      told: [
        `campaign.json, self_check_in: Lesejahr: “true” here ${since}, “false” in the file.`,
        `campaign.json, start, end, phases: Lesejahr: “2025-07-06” here ${since}, “2025-06-29” in the file.`,
      ],
    });
    expect(await again(json({ name: "Jahr", phases: [] }))).toMatchObject({
      kind: "written",
      told: { length: 2 },
    });
    expect(await place.db.campaign.findFirst({ include: { phases: true } })).toMatchObject({
      ...{ name: "Jahr", selfCheckIn: true, endsOn: new Date("2025-07-06"), phases: { length: 2 } },
    });
  });

  it("sessions that were taken back, by name and by head-count", async () => {
    await takeBack("k-7", "2025-03-12");
    await takeBack("k-8", "2025-03-14");
    const before = await everything();
    expect(await again()).toEqual({
      kind: "unchanged",
      told: [
        `attendance.csv, line 2, unit_code: Krippe (k-7), 2025-03-12: taken back here ${on}, still in the file.`,
        `headcounts.csv, line 2, present, late, leave, absent: Krippe (k-8), 2025-03-14: taken back here ${on}, still in the file.`,
      ],
    });
    expect(await everything()).toBe(before);
    expect(await again(folder, true)).toMatchObject({ kind: "written", told: { length: 2 } });
    expect(await place.db.session.count()).toBe(4);
    expect(await again()).toEqual({ kind: "unchanged", told: [] });
  });

  it("one status that was taken back, beside somebody whom a file adds", async () => {
    const { db, workspaceId } = place;
    const session = await db.session.create({
      data: {
        ...{ workspaceId, campaignId: (await place.org.campaign()).id },
        ...{ unitId: await place.unit("k-7"), date: new Date("2025-05-14") },
        attendances: { create: { workspaceId, personId: await place.person("2") } },
      },
    });
    const { id, unitId, date } = session;
    const recordId = `${id}/${await place.person("2")}`;
    const change = {
      record: "attendance",
      recordId,
      before: { status: "present", reason: null },
      after: null,
    };
    await place.write({ actor: { name: "U0ADMIN" }, key: randomUUID() }, async () => ({
      outcome: null,
      changes: [{ ...change, unitId, date: date.toISOString().slice(0, 10) }],
    }));
    const files = {
      "attendance.csv": csv(attendanceHeader, "k-7,2025-05-14,2,present", "k-7,2025-05-14,3,late"),
    };
    const told = [
      `attendance.csv, line 2, status: Bo (2), Krippe (k-7), 2025-05-14: “–” here ${since}, “present” in the file.`,
    ];
    expect(await again(files)).toEqual({ kind: "written", told });
    expect(await again(files)).toEqual({ kind: "unchanged", told });
  });

  it("a session that was taken back of somebody who belongs elsewhere by now", async () => {
    const files = { ...folder, "attendance.csv": csv(attendanceHeader, "k-7,2025-05-14,2,present") };
    await again(files);
    await takeBack("k-7", "2025-05-14");
    const from = "2025-05-12";
    await place.moving.transfer(await place.asker(), {
      ...{ personId: await place.person("2"), unitId: await place.unit("nord"), from },
    });
    expect(await again(files)).toMatchObject({ kind: "unchanged", told: { length: 2 } });
  });

  it("head-counts, and a session that is recorded in the other way", async () => {
    const { attendance } = services();
    const why = { reason: "counted again" };
    const counts = { present: 16, late: 1, leave: 2, absent: 1 };
    await attendance.recordCounts(await place.asker(), {
      unit: await unit("k-8"),
      date: "2025-03-14",
      counts,
      ...why,
    });
    await takeBack("amt", "2025-03-10");
    await attendance.recordCounts(await place.asker(), {
      ...{ unit: await unit("amt"), date: "2025-03-10", ...why },
      counts: { present: 1, late: 0, leave: 0, absent: 0 },
    });
    expect(await again()).toEqual({
      kind: "unchanged",
      told: [
        `attendance.csv, line 6, unit_code: Schulamt (amt), 2025-03-10: recorded by head-count here ${on}, by name in the file.`,
        `headcounts.csv, line 2, present, late, leave, absent: Krippe (k-8), 2025-03-14: “16, 1, 2, 1” here ${since}, “17, 0, 2, 1” in the file.`,
      ],
    });
    const names = { "headcounts.csv": csv(countsHeader, "k-7,2025-03-12,2,0,0,0") };
    expect(await again(names)).toEqual({ kind: "refused", told: ["records.heldByName"] });
    await markAbsent("2");
    expect(await again(names)).toEqual({
      kind: "unchanged",
      told: [
        `headcounts.csv, line 2, present, late, leave, absent: Krippe (k-7), 2025-03-12: recorded by name here ${on}, by head-count in the file.`,
      ],
    });
  });

  it("a discussion and who took part in it", async () => {
    const { discussion } = services();
    const { id } = await discussionCalled("A-1");
    const entry = { unit: await unit("k-7"), date: "2025-05-12", themeCode: "LESEN", form: "forum" as const };
    const cy = await place.person("3");
    await discussion.change(await place.asker(), id, { ...entry, who: { kind: "named", people: [cy] } });
    const before = await everything();
    const told = [
      `discussions.csv, line 2, form: A-1 (k-7, 2025-05-12): “forum” here ${since}, “small_group” in the file.`,
      `discussion_participants.csv, line 2, employee_no: Bo (2), A-1 (k-7, 2025-05-12): taken back here ${on}, still in the file.`,
    ];
    expect(await again()).toEqual({ kind: "unchanged", told });
    expect(await everything()).toBe(before);
    // Somebody else whom a file adds does not bring back who was taken out.
    const more = { ...folder, "discussion_participants.csv": csv(participantsHeader, "A-1,2", "A-1,4") };
    expect(await again(more)).toEqual({ kind: "written", told });
    expect(await again(more)).toEqual({ kind: "unchanged", told });
    expect(await again(folder, true)).toEqual({ kind: "written", told });
    expect(await again()).toEqual({ kind: "unchanged", told: [] });
  });

  it("discussions that were taken back, or have a number in place of names", async () => {
    const { discussion } = services();
    await discussion.remove(await place.asker(), (await discussionCalled("A-2")).id, undefined);
    const entry = {
      unit: await unit("k-7"),
      date: "2025-05-12",
      themeCode: "LESEN",
      form: "small_group" as const,
    };
    await discussion.change(await place.asker(), (await discussionCalled("A-1")).id, {
      ...{ ...entry, who: { kind: "count", count: 2 } },
    });
    const before = await everything();
    expect(await again()).toEqual({
      kind: "unchanged",
      told: [
        `discussions.csv, line 2, participant_count: A-1 (k-7, 2025-05-12): “2” here ${since}, “–” in the file.`,
        `discussions.csv, line 3, discussion_no: A-2 (k-8, 2025-05-15): taken back here ${on}, still in the file.`,
        ...["Bo (2)", "Cy (3)"].map(
          (who, at) =>
            `discussion_participants.csv, line ${at + 2}, employee_no: ${who}, A-1 (k-7, 2025-05-12): taken back here ${on}, still in the file.`,
        ),
      ],
    });
    expect(await everything()).toBe(before);
    expect((await again(folder, true)).kind).toBe("written");
    expect(await discussionCalled("A-2")).toMatchObject({ removedAt: null });
    expect(await place.db.discussionParticipant.count()).toBe(2);
  });

  it("a topic that was decided about", async () => {
    const { id } = await place.db.topic.findFirstOrThrow();
    await place.write({ actor: { name: "U0ADMIN" }, key: randomUUID() }, async (tx) => {
      await tx.topic.update({ where: { id }, data: { state: "approved" } });
      const [before, after] = [{ state: "registered" }, { state: "approved" }];
      return { outcome: null, changes: [{ record: "topic", recordId: id, before, after }] };
    });
    expect(await again()).toEqual({
      kind: "unchanged",
      told: [`topics.csv, line 2, state: Ada (1): “approved” here ${since}, “registered” in the file.`],
    });
    const files = { ...folder, "topics.csv": csv(topicsHeader, "1,W1,Reading in bed,registered,2025-04-01") };
    expect(await again(files)).toMatchObject({ kind: "written", told: { length: 1 } });
    expect(await place.db.topic.findFirst()).toMatchObject({ title: "Reading in bed", state: "approved" });
  });
});

describe("what is changed here while a folder is being read", () => {
  const late = { "attendance.csv": csv(attendanceHeader, "k-7,2025-03-12,2,late") };
  it("stays, and nothing is written", async () => {
    place.into.beforeNextWrite(() => markAbsent("2"));
    await expect(place.into.import(late)).rejects.toThrow(ImportedMeanwhile);
    expect(await again(late)).toMatchObject({ kind: "unchanged", told: { length: 1 } });
  });

  it("stays also where the session was not there yet", async () => {
    const fresh = { "attendance.csv": csv(attendanceHeader, "k-7,2025-05-14,2,late") };
    place.into.beforeNextWrite(() => markAbsent("2", "2025-05-14"));
    await expect(place.into.import(fresh)).rejects.toThrow(ImportedMeanwhile);
    expect(await again(fresh)).toMatchObject({ kind: "unchanged", told: { length: 1 } });
  });

  it("may be something else", async () => {
    place.into.beforeNextWrite(() => markAbsent("3", "2025-03-19"));
    expect(await again(late)).toEqual({ kind: "written", told: [] });
  });
});
