import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { campaignJson, csv, type Files, type Importer, importer, valley } from "../files/support.ts";

const discussionsHeader = "discussion_no,unit_code,date,theme_code,form,participant_count";
const participantsHeader = "discussion_no,employee_no";
const held: Files = {
  ...valley,
  "discussions.csv": csv(
    discussionsHeader,
    "A-1,k-7,2025-03-12,LESEN,small_group,",
    "A-2,k-8,2025-04-15,LESEN,online,17",
  ),
  "discussion_participants.csv": csv(participantsHeader, "A-1,2", "A-1,3"),
};

let place: Importer;
beforeEach(async () => {
  place = await importer();
});
afterEach(() => place.close());

const rows = () =>
  place.db.discussion.findMany({
    orderBy: { number: "asc" },
    include: { participants: { include: { person: true } }, unit: true },
  });
const problemsOf = async (files: Files) => {
  const outcome = await place.import(files);
  return outcome.kind === "refused"
    ? outcome.problems.map(({ file, line, key }) => `${file}:${line} ${key}`)
    : [];
};

describe("discussions in files", () => {
  it("are imported with their participants, in weeks off too, and again without a change", async () => {
    expect(await place.import(held)).toMatchObject({ kind: "written" });
    const [first, second] = await rows();
    expect(first).toMatchObject({ number: "A-1", form: "small_group", participantCount: null });
    expect(first?.participants.map(({ person }) => person.name).sort()).toEqual(["Bo", "Cy"]);
    expect(second).toMatchObject({ unit: { code: "k-8" }, participantCount: 17, participants: [] });
    expect(await place.import(held)).toMatchObject({ kind: "unchanged" });
    expect(await place.db.auditEntry.count({ where: { record: "discussion" } })).toBe(3);
  });

  it("are changed to what a corrected file says, and told so in the history", async () => {
    await place.import(held);
    const corrected = csv(
      discussionsHeader,
      "A-1,k-7,2025-03-13,LESEN,forum,",
      "A-2,k-8,2025-04-15,LESEN,online,",
    );
    const people = csv(participantsHeader, "A-2,4");
    const outcome = await place.import({
      "discussions.csv": corrected,
      "discussion_participants.csv": people,
    });
    expect(outcome).toMatchObject({
      kind: "written",
      files: [
        { name: "discussions.csv", records: 2 },
        { name: "discussion_participants.csv", records: 1 },
      ],
    });
    const [first, second] = await rows();
    expect(first?.form).toBe("forum");
    expect(first?.participants).toHaveLength(2);
    expect(second).toMatchObject({ participantCount: null });
    expect(second?.participants.map(({ person }) => person.name)).toEqual(["Di"]);
    const entry = await place.db.auditEntry.findFirst({
      where: { recordId: first?.id ?? "" },
      orderBy: { id: "desc" },
    });
    expect(entry).toMatchObject({ before: { form: "small_group" }, after: { form: "forum" } });
  });

  it("stand again when a file brings back one that was taken back", async () => {
    await place.import(held);
    await place.db.discussion.updateMany({ where: { number: "A-1" }, data: { removedAt: new Date(0) } });
    expect(await place.import(held)).toMatchObject({ kind: "written" });
    expect((await rows()).map(({ removedAt }) => removedAt)).toEqual([null, null]);
  });

  it("are refused with every problem: theme, form, unit, date, number, twice", async () => {
    const files = {
      ...valley,
      "discussions.csv": csv(
        discussionsHeader,
        "B-1,k-7,2025-03-12,NOPE,forum,",
        "B-2,k-7,2025-03-12,LESEN,party,",
        "B-3,nowhere,2025-03-12,LESEN,forum,",
        "B-4,k-7,2025-01-01,LESEN,forum,",
        "B-5,k-7,2025-06-01,LESEN,forum,",
        "B-6,k-7,2025-03-12,LESEN,forum,-3",
        "B-7,k-7,2025-03-12,LESEN,forum,",
        "B-7,k-7,2025-03-13,LESEN,forum,",
      ),
    };
    expect(await problemsOf(files)).toEqual([
      "discussions.csv:2 records.unknownTheme",
      "discussions.csv:3 records.unknownWord",
      "discussions.csv:4 records.unknownUnit",
      "discussions.csv:5 records.outsideCampaign",
      "discussions.csv:6 records.inFuture",
      "discussions.csv:7 records.negative",
      "discussions.csv:9 records.discussionTwice",
    ]);
    expect(await rows()).toEqual([]);
  });

  it("have names or a number, never both", async () => {
    const both = {
      ...valley,
      "discussions.csv": csv(discussionsHeader, "A-1,k-7,2025-03-12,LESEN,forum,9"),
      "discussion_participants.csv": csv(participantsHeader, "A-1,2"),
    };
    expect(await problemsOf(both)).toEqual(["discussions.csv:2 records.namedAndNumbered"]);
    await place.import(held);
    const numbered = { "discussions.csv": csv(discussionsHeader, "A-1,k-7,2025-03-12,LESEN,small_group,9") };
    expect(await problemsOf(numbered)).toEqual(["discussions.csv:2 records.heldWithNames"]);
    const named = { "discussion_participants.csv": csv(participantsHeader, "A-2,4") };
    expect(await problemsOf(named)).toEqual(["discussion_participants.csv:2 records.heldWithCount"]);
  });

  it("name people of the roster, each once, in discussions that exist", async () => {
    const people = csv(participantsHeader, "A-1,2", "A-1,2", "A-1,99", "A-9,2", "BAD,2");
    const discussions = csv(
      discussionsHeader,
      "A-1,k-7,2025-03-12,LESEN,forum,",
      "BAD,k-7,2025-03-12,LESEN,party,",
    );
    const files = { ...valley, "discussions.csv": discussions, "discussion_participants.csv": people };
    expect(await problemsOf(files)).toEqual([
      "discussions.csv:3 records.unknownWord",
      "discussion_participants.csv:3 records.participantTwice",
      "discussion_participants.csv:4 records.unknownPerson",
      "discussion_participants.csv:5 records.unknownDiscussion",
    ]);
  });

  it("are numbered anew by the next campaign", async () => {
    await place.import(held);
    await place.db.campaign.updateMany({ data: { closedAt: new Date("2025-06-30T00:00:00Z") } });
    place.setNow("2025-09-20T12:00:00Z");
    const next = {
      "campaign.json": campaignJson({ start: "2025-09-01", end: "2025-12-31", phases: [], weeks_off: [] }),
      "discussions.csv": csv(discussionsHeader, "A-1,k-7,2025-09-10,LESEN,forum,5"),
    };
    expect(await problemsOf(next)).toEqual([]);
    expect((await rows()).map(({ number, date }) => `${number} ${date.toISOString().slice(0, 10)}`)).toEqual([
      "A-1 2025-03-12",
      "A-1 2025-09-10",
      "A-2 2025-04-15",
    ]);
  });
});
