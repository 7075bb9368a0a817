import { describe, expect, it } from "vitest";
import { actions, inputs } from "../../src/topic/ids.ts";
import type { World } from "../support/bot.ts";
import { textOf, untilForm } from "../support/screen.ts";
import {
  direct,
  hill,
  openForm,
  people,
  pressTop,
  register,
  screen,
  submit,
  topicTown,
  type,
  untilDirect,
} from "./town.ts";

const { head, north } = people;
const first = "Evening supervision of boarders";

/** Presses [Undo] once it stands there: on a slow machine the answer comes later. */
async function undo(town: World, user = head.id): Promise<void> {
  await town.until(() => screen(town, user).includes("undo.undo"));
  await pressTop(town, user, "undo.undo");
}

describe("undoing what was saved of a topic", () => {
  it("takes a registration back, so that a topic can be registered anew", async () => {
    const town = await topicTown();
    await register(town, head.id, first, { coResearchers: ["江文"] });
    await undo(town);
    await town.until(() => screen(town, head.id).includes("is registered no more"));
    expect(await town.db.topic.count()).toBe(0);
    await register(town, head.id, "Reading aloud");
    await town.until(async () => (await town.db.topic.count()) > 0);
    expect(await town.db.topic.findMany()).toMatchObject([{ title: "Reading aloud", state: "registered" }]);
  });

  it("brings back the title, what it was approved with, and the reason that it was returned for", async () => {
    const town = await topicTown();
    await register(town, head.id, first, { why: "They are alone" });
    const asked = await untilDirect(town, north.id, 1);
    const form = await untilForm(town, north.id, () =>
      town.slack.as(north.id).press(asked, actions.giveBack.id),
    );
    await town.slack.as(north.id).fill(form.id, "reason", inputs.reason, "Too wide");
    await submit(town, north.id);
    await town.until(async () => (await town.db.topic.findFirst())?.state === "returned");
    await openForm(town, head.id);
    await type(town, head.id, { title: "Evening supervision of few", why: "" });
    await submit(town, head.id);
    await town.until(async () => (await town.db.topic.findFirst())?.state === "registered");
    await undo(town);
    await town.until(() => screen(town, head.id).includes("This stands now"));
    expect(await town.db.topic.findFirst()).toMatchObject({
      ...{ state: "returned", title: first, why: "They are alone", returnedReason: "Too wide" },
    });
  });

  it("takes an approval back in the list: the topic waits again, and its owner is told", async () => {
    const town = await topicTown();
    await register(town, head.id, first);
    await town.slack.as(north.id).command("/topic approvals", hill);
    await pressTop(town, north.id, actions.approveInList.id);
    await untilDirect(town, head.id, 1);
    await undo(town, north.id);
    await town.until(() => screen(town, north.id).includes("This stands now"));
    expect(await town.db.topic.findFirst()).toMatchObject({ state: "registered", title: first });
    expect((await untilDirect(town, head.id, 2)).text).toContain("took back the decision about your topic");
    await pressTop(town, north.id, actions.approvals.id);
    await town.until(() => screen(town, north.id).includes("1 topic waits for your approval"));
  });

  it("takes the owner's steps back, with the findings that stood before", async () => {
    const town = await topicTown();
    await register(town, head.id, first);
    const asked = await untilDirect(town, north.id, 1);
    await town.slack.as(north.id).press(asked, actions.approve.id);
    const told = await untilDirect(town, head.id, 1);
    await town.slack.as(head.id).press(told, actions.fieldwork.id);
    await town.until(() => textOf(direct(town, head.id)).includes(actions.conclude.id));
    const form = await untilForm(town, head.id, () =>
      town.slack.as(head.id).press(told, actions.conclude.id),
    );
    await town.slack.as(head.id).fill(form.id, "findings", inputs.findings, "Few are alone");
    await submit(town, head.id);
    await town.until(async () => (await town.db.topic.findFirst())?.state === "concluded");
    await undo(town);
    await town.until(() => screen(town, head.id).includes("This stands now"));
    expect(await town.db.topic.findFirst()).toMatchObject({ state: "fieldwork", findings: null });
  });

  it("changes nothing once it was approved", async () => {
    const town = await topicTown();
    await register(town, head.id, first);
    const asked = await untilDirect(town, north.id, 1);
    await town.slack.as(north.id).press(asked, actions.approve.id);
    await town.until(async () => (await town.db.topic.findFirst())?.state === "approved");
    await undo(town);
    await town.until(() => screen(town, head.id).includes("North Head has changed the same since"));
    expect(await town.db.topic.findFirst()).toMatchObject({ state: "approved" });
  });
});
