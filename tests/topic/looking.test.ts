import { describe, expect, it } from "vitest";
import { dayOf } from "../../src/db/dates.ts";
import { actions } from "../../src/topic/ids.ts";
import type { World } from "../support/bot.ts";
import { lastEphemeral, textOf } from "../support/screen.ts";
import { town as everyUnit } from "../support/town.ts";
import { direct, hill, people, pressTop, register, screen, topicTown, untilDirect } from "./town.ts";

const { boss, north, south, head, liaison, wang, jiang } = people;
const ask = async (town: World, user: string, line: string) => {
  const { body } = await town.slack.as(user).command(line, hill);
  return textOf(body);
};
const ephemeral = (town: World, user: string) => ({
  ephemeral: town.slack.ephemerals(user).at(-1)?.ts ?? "",
});

/** Presses "Remind them", and yes to how many that are. */
async function remind(town: World, user: string): Promise<void> {
  await town.slack.as(user).press(ephemeral(town, user), actions.remind.id);
  await town.until(() => textOf(town.slack.ephemerals(user).at(-1)).includes(actions.remindYes.id));
  await town.slack.as(user).press(ephemeral(town, user), actions.remindYes.id);
}

describe("/topic status", () => {
  it("counts by direction and state, and leads from the bureau over a district to a unit's people", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens");
    await register(town, wang.id, "Sleep of pupils", { direction: "D2" });
    const bureau = await ask(town, north.id, "/topic status");
    expect(bureau).toContain("*1 of 3* registered");
    expect(bureau).toContain("Balanced education 1, Quality education 0");
    expect(bureau).toContain("waiting for approval 2");
    expect(bureau).toContain("1 more is by somebody whose role does not ask for one.");
    expect(bureau).toContain("*2 topics wait for your approval.*");
    await town.slack.as(north.id).press(ephemeral(town, north.id), actions.browse.id);
    await town.until(() => lastEphemeral(town.slack, north.id).includes("Lake School*"));
    const unit = await ask(town, north.id, "/topic status HILL");
    expect(unit).toContain("许福全: Food safety in canteens (waiting for approval)");
    expect(unit).toContain("王伟: Sleep of pupils");
    expect(await ask(town, boss.id, "/topic 状态 Lake")).toContain("Lake Head：尚未申报");
  });

  it("shows first what waits for whoever looks, and the bureau's own offices as one row that opens", async () => {
    const town = await topicTown({ units: [...everyUnit.units, "O,Office,office,B,4"] });
    await register(town, head.id, "Food safety in canteens");
    const district = await ask(town, north.id, "/topic status");
    expect(district).toMatch(/\*1 topic waits for your approval\.\*.*\*1 of 3\* registered/);
    const bureau = await ask(town, boss.id, "/topic 状态");
    expect(bureau).not.toContain("Office");
    expect(bureau).toContain("*县教育局本级及直属单位* · 应申报 1 人");
    const shown = town.slack.ephemerals(boss.id).at(-1)?.blocks ?? [];
    const row = shown.find((block) => textOf(block).includes("本级及直属单位"));
    await town.slack.as(boss.id).press(ephemeral(town, boss.id), actions.browse.id, undefined, row?.block_id);
    await town.until(() => lastEphemeral(town.slack, boss.id).includes("*Office*"));
    expect(lastEphemeral(town.slack, boss.id)).not.toContain("North District");
  });

  it("shows a list that waits for one's approval, and each topic in full", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens", { why: "Fridges are warm" });
    expect(await ask(town, north.id, "/topic approvals")).toContain("许福全");
    await town.slack.as(north.id).press(ephemeral(town, north.id), actions.look.id);
    await town.until(() => screen(town, north.id).includes("Fridges are warm"));
    await pressTop(town, north.id, actions.approve.id);
    await town.until(() => screen(town, north.id).includes("*Approved.*"));
    expect(await ask(town, north.id, "/topic approvals")).toContain("No topic waits for your approval.");
    expect(await ask(town, head.id, "/topic approvals")).toContain("No topic waits for your approval.");
  });

  it("shows nobody what is outside their scope", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens", { why: "Fridges are warm" });
    expect(await ask(town, south.id, "/topic status HILL")).toContain("Hill School is outside that");
    expect(await ask(town, south.id, "/topic status B")).toContain("is outside that");
    expect(await ask(town, south.id, "/topic status")).not.toContain("Food safety");
    // A button that somebody else was shown authorises nothing.
    const topic = await town.db.topic.findFirstOrThrow();
    const value = actions.look.write({ topicId: topic.id });
    const posted = await postButton(town, actions.look.id, value);
    await town.slack.as(south.id).press(posted, actions.look.id);
    await town.until(() =>
      (screen(town, south.id) + lastEphemeral(town.slack, south.id)).includes("is outside that"),
    );
    expect(screen(town, south.id)).not.toContain("Fridges");
  });

  it("leaves out a unit that was merged into another", async () => {
    const town = await topicTown();
    expect(await ask(town, north.id, "/topic status")).toContain("*Lake School*");
    const into = await town.db.unit.findFirstOrThrow({ where: { code: "HILL" } });
    const merged = { endsOn: dayOf("2026-10-14"), mergedIntoId: into.id };
    await town.db.unit.updateMany({ where: { code: "LAKE" }, data: merged });
    town.clock.set("2026-10-22T08:00:00Z");
    expect(await ask(town, north.id, "/topic status")).not.toContain("*Lake School*");
  });

  it("answers what it does not understand with its usage", async () => {
    const town = await topicTown();
    expect(await ask(town, wang.id, "/topic <!channel> please")).toContain(
      "I don't understand “&lt;!channel&gt;”",
    );
    expect(await ask(town, jiang.id, "/topic 帮助")).toContain("申报调研课题");
  });
});

describe("/topic missing", () => {
  it("names those in scope to who may remind them, and only counts them for others", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens");
    const missing = await ask(town, north.id, "/topic missing");
    expect(missing).toContain("2 of 3 have none yet.");
    expect(missing).toContain("Lake Head (Lake School) · no Slack account");
    expect(missing).not.toContain("许福全");
    await town.slack.as(head.id).command("/topic", hill);
    const own = await ask(town, wang.id, "/topic missing");
    expect(own).toContain("Everybody who has to register a topic has done so.");
    await town.db.topic.deleteMany();
    const hidden = await ask(town, wang.id, "/topic missing");
    expect(hidden).toContain("1 of 1 has none yet.");
    expect(hidden).not.toContain("许福全");
    expect(hidden).not.toContain(actions.remind.id);
    expect(await ask(town, boss.id, "/topic 未报 N")).toContain("应申报 3 人，还有 3 人未申报。");
  });

  it("says how many get a message before any is sent", async () => {
    const town = await topicTown();
    await ask(town, north.id, "/topic missing");
    await town.slack.as(north.id).press(ephemeral(town, north.id), actions.remind.id);
    await town.until(() =>
      lastEphemeral(town.slack, north.id).includes("Send 2 people who have no topic yet a reminder?"),
    );
    expect(lastEphemeral(town.slack, north.id)).toContain("Lake Head");
    expect(textOf(town.slack.ephemerals(north.id).at(-1))).toContain("Yes, remind 2 people");
    expect(await town.db.reminder.count()).toBe(0);
    expect(direct(town, head.id)).toHaveLength(0);
    await town.slack.as(north.id).press(ephemeral(town, north.id), actions.remindYes.id);
    await untilDirect(town, head.id, 1);
  });

  it("reminds each of them once a day, whoever asks, and counts it", async () => {
    const town = await topicTown();
    await ask(town, north.id, "/topic missing HILL");
    await remind(town, north.id);
    const reminded = await untilDirect(town, head.id, 1);
    expect(reminded.text).toContain("North Head asked me to remind you.");
    expect(await town.db.reminder.findMany()).toMatchObject([
      { kind: "topic", week: "2026-W43", sentTo: head.id, causedBy: north.id },
    ]);
    await ask(town, liaison.id, "/topic missing");
    await town.slack.as(liaison.id).press(ephemeral(town, liaison.id), actions.remind.id);
    await town.until(() =>
      textOf(town.slack.ephemerals(liaison.id)).includes("1 was reminded today already."),
    );
    // Nobody is left to reach: there is nothing to say yes to.
    expect(textOf(town.slack.ephemerals(liaison.id).at(-1))).not.toContain(actions.remindYes.id);
    expect(await town.db.reminder.count()).toBe(1);
    await town.slack.as(head.id).press(reminded, actions.open.id);
    await town.until(() => screen(town, head.id).includes("My research topic"));
    town.clock.set("2026-10-22T08:00:00Z");
    expect(await ask(town, north.id, "/topic missing HILL")).toContain("reminded 1 time");
    await remind(town, north.id);
    await untilDirect(town, head.id, 2);
    expect(direct(town, head.id)).toHaveLength(2);
  });

  it("is refused to those who may not remind, and out of scope", async () => {
    const town = await topicTown();
    const unit = await town.db.unit.findFirstOrThrow({ where: { code: "HILL" } });
    for (const action of [actions.remind, actions.remindYes]) {
      const posted = await postButton(town, action.id, action.write({ unitId: unit.id }));
      const before = [wang, south].map(({ id }) => town.slack.ephemerals(id).length);
      await town.slack.as(wang.id).press(posted, action.id);
      await town.until(() => town.slack.ephemerals(wang.id).length > (before[0] ?? 0));
      expect(lastEphemeral(town.slack, wang.id)).toContain("Ask one of them");
      await town.slack.as(south.id).press(posted, action.id);
      await town.until(() => town.slack.ephemerals(south.id).length > (before[1] ?? 0));
      expect(lastEphemeral(town.slack, south.id)).toContain("is outside that");
    }
    expect(await town.db.reminder.count()).toBe(0);
  });
});

describe("approvers", () => {
  it("follow a transfer: the head of the unit above of today decides", async () => {
    const town = await topicTown();
    await register(town, head.id, "Food safety in canteens");
    const asked = await untilDirect(town, north.id, 1);
    const person = await town.db.person.findFirstOrThrow({ where: { employeeNo: "10" } });
    const river = await town.db.unit.findFirstOrThrow({ where: { code: "RIVER" } });
    const { id: personId, workspaceId } = person;
    await town.db.membership.updateMany({ where: { personId }, data: { endsOn: dayOf("2026-10-21") } });
    await town.db.membership.create({
      data: { workspaceId, personId, unitId: river.id, startsOn: dayOf("2026-10-22") },
    });
    town.clock.set("2026-10-22T08:00:00Z");
    await town.slack.as(north.id).press(asked, actions.approve.id);
    await town.until(() => lastEphemeral(town.slack, north.id).includes("approved by South Head"));
    expect(await ask(town, south.id, "/topic approvals")).toContain("Food safety in canteens");
  });
});

async function postButton({ slack }: World, action_id: string, value: string) {
  const button = { type: "button", action_id, text: { type: "plain_text", text: "Look" }, value };
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { authorization: `Bearer ${slack.credentials.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({ channel: hill, text: "Look", blocks: [{ type: "actions", elements: [button] }] }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  return { channelId: hill, ts: slack.messages(hill).at(-1)?.ts ?? "" };
}
