import { describe, expect, it } from "vitest";
import { lastEphemeral, textOf } from "../support/screen.ts";
import { discussing, hill, jiang, liaison, type Town, themes, wang } from "./town.ts";

const answers = ({ slack }: Town, userId: string) => slack.ephemerals(userId).length;
const newest = ({ slack }: Town, userId: string) => slack.ephemerals(userId).at(-1);

/** Presses [Undo] under the answer that the user got last, and gives what is said then. */
async function undo(town: Town, userId: string): Promise<string> {
  // On a slow machine the answer comes after one that says so.
  await town.until(() => textOf(newest(town, userId)?.blocks).includes("undo.undo"));
  const ts = newest(town, userId)?.ts ?? "";
  const before = textOf(town.slack.ephemerals(userId));
  await town.slack.as(userId).press({ ephemeral: ts }, "undo.undo");
  await town.until(() => textOf(town.slack.ephemerals(userId)) !== before);
  return lastEphemeral(town.slack, userId);
}

describe("undoing what was saved of a discussion", () => {
  it("takes a record back, in the place of what said that it was saved", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 forum 5");
    await town.until(() => textOf(newest(town, liaison.id)?.blocks).includes("undo.undo"));
    const shown = answers(town, liaison.id);
    expect(await undo(town, liaison.id)).toContain("The discussion counts no more");
    expect(answers(town, liaison.id)).toBe(shown);
    expect(await town.records()).toMatchObject([{ isRemoved: true }]);
    expect(await town.db.auditEntry.count({ where: { record: "discussion" } })).toBe(2);
  });

  it("leaves a record in which somebody has kept a viewpoint since", async () => {
    const town = await discussing();
    await town.say(liaison.id, "T1 forum 5");
    const [record] = await town.records();
    const { id: discussionId = "" } = record ?? {};
    const { workspaceId, campaignId, unitId } = await town.db.discussion.findFirstOrThrow();
    const said = { ...{ workspaceId, campaignId, unitId, discussionId }, themeCode: themes[0]?.code ?? "" };
    await town.db.viewpoint.create({ data: { ...said, text: "Listen first", date: new Date("2026-10-21") } });
    expect(await undo(town, liaison.id)).toContain("A viewpoint of this discussion has been kept meanwhile");
    expect(await town.records()).toMatchObject([{ isRemoved: false }]);
  });

  it("takes oneself off again who joined, whoever else has joined since", async () => {
    const town = await discussing();
    await town.say(liaison.id, "open T1");
    await town.until(() => town.slack.messages(hill).length > 0);
    const where = { channelId: hill, ts: town.slack.messages(hill).at(-1)?.ts ?? "" };
    for (const { id } of [wang, jiang]) {
      const before = answers(town, id);
      await town.slack.as(id).press(where, "discussion.join");
      await town.until(() => answers(town, id) > before);
    }
    expect(await undo(town, wang.id)).toContain("You are not among those who took part any more");
    expect(await town.records()).toMatchObject([{ names: ["江文"] }]);
    expect(await undo(town, jiang.id)).toContain("您不再列入参加人员");
    expect(await town.records()).toMatchObject([{ names: [], isRemoved: false }]);
  });
});
