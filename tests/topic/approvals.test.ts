import { describe, expect, it } from "vitest";
import { dayOf } from "../../src/db/dates.ts";
import { actions } from "../../src/topic/ids.ts";
import { gramsOf } from "../../src/topic/likeness/grams.ts";
import type { World } from "../support/bot.ts";
import { lastEphemeral, textOf, top } from "../support/screen.ts";
import {
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

const { north, south, head, wang } = people;

/** A town in which so many topics of Hill School wait for either of two heads of the district. */
async function waiting(titles: string[]): Promise<World> {
  const town = await topicTown({
    people: [
      "employee_no,name,unit_code,position,email,roles",
      "1,顾力涵,B,局长,boss@example.org,leading_group;unit_head;administrator",
      "2,North Head,N,主任,north@example.org,unit_head",
      "3,South Head,N,主任,south@example.org,unit_head",
      ...titles.map((_, index) => `s${index},Teacher ${index},HILL,,,unit_head`),
    ],
  });
  const { id: campaignId, workspaceId } = await town.db.campaign.findFirstOrThrow();
  const persons = await town.db.person.findMany({ where: { employeeNo: { startsWith: "s" } } });
  const ofNumber = new Map(persons.map(({ id, employeeNo }) => [employeeNo, id]));
  await town.db.topic.createMany({
    data: titles.map((title, index) => ({
      ...{
        workspaceId,
        campaignId,
        title,
        directionCode: "D1",
        titleGrams: gramsOf(title),
        state: "registered",
      },
      personId: ofNumber.get(`s${index}`) ?? "",
      registeredOn: dayOf("2026-10-01"),
      createdAt: new Date(Date.UTC(2026, 9, 1, 0, index)),
    })),
  });
  return town;
}

const titled = (count: number) => Array.from({ length: count }, (_, index) => `Subject${index} of pupils`);
const list = (town: World, user: string) => ({ ephemeral: town.slack.ephemerals(user).at(-1)?.ts ?? "" });
const approve = async (town: World, user: string, nth?: string) => {
  const before = textOf(town.slack.ephemerals(user).at(-1)?.blocks);
  const block = nth === undefined ? undefined : await blockOf(town, nth);
  await town.slack.as(user).press(list(town, user), actions.approveInList.id, undefined, block);
  await town.until(() => textOf(town.slack.ephemerals(user).at(-1)?.blocks) !== before);
};
const blockOf = async ({ db }: World, title: string) =>
  `waits.${(await db.topic.findFirstOrThrow({ where: { title } })).id}`;
const states = async ({ db }: World) =>
  (await db.topic.findMany({ orderBy: { createdAt: "asc" } })).map(({ state }) => state);

describe("approving in the list", () => {
  it("takes one press a topic, page after page", async () => {
    const town = await waiting(titled(23));
    await town.slack.as(north.id).command("/topic approvals", hill);
    expect(lastEphemeral(town.slack, north.id)).toContain("*23 topics wait for your approval*");
    for (let press = 0; press < 23; press += 1) await approve(town, north.id);
    expect(new Set(await states(town))).toEqual(new Set(["approved"]));
    expect(lastEphemeral(town.slack, north.id)).toContain("No topic waits for your approval.");
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(23);
  });

  it("marks the row where it stands and moves no other under the finger", async () => {
    const town = await waiting(titled(12));
    await town.slack.as(north.id).command("/topic approvals", hill);
    await approve(town, north.id, "Subject3 of pupils");
    const shown = lastEphemeral(town.slack, north.id);
    // Many titles stand there: it says which one [Undo] takes back.
    expect(shown).toContain("*Approved.* “Subject3 of pupils”.");
    expect(shown).toContain("*11 topics wait for your approval*");
    const order = ["Subject2 of", "✓ Approved by North Head: Subject3 of", "Subject4 of", "Subject9 of"];
    expect(order.map((one) => shown.indexOf(one))).toEqual(
      order.map((one) => shown.indexOf(one)).sort((a, b) => a - b),
    );
    expect(order.every((one) => shown.includes(one))).toBe(true);
    // The next of the list come when this page is done with.
    expect(shown).not.toContain("Subject10");
    expect((await states(town)).filter((state) => state === "approved")).toHaveLength(1);
  });

  it("says to the second of two who approve at once that the first did, and who that was", async () => {
    const town = await waiting(titled(2));
    await town.slack.as(north.id).command("/topic approvals", hill);
    await town.slack.as(south.id).command("/topic approvals", hill);
    await approve(town, north.id, "Subject0 of pupils");
    await approve(town, south.id, "Subject0 of pupils");
    const shown = lastEphemeral(town.slack, south.id);
    expect(shown).toContain("already, by North Head on");
    expect(shown).toContain("✓ Approved by North Head: Subject0");
    expect(await town.db.auditEntry.count({ where: { record: "topic" } })).toBe(1);
  });

  it("does not approve a title that its owner has changed since, and shows the new one", async () => {
    const town = await waiting(titled(2));
    await town.slack.as(north.id).command("/topic approvals", hill);
    await town.db.topic.updateMany({ where: { title: "Subject0 of pupils" }, data: { title: "Sleep" } });
    const block = await blockOf(town, "Sleep");
    await town.slack.as(north.id).press(list(town, north.id), actions.approveInList.id, undefined, block);
    await town.until(() => lastEphemeral(town.slack, north.id).includes("*Not decided yet:*"));
    expect(lastEphemeral(town.slack, north.id)).toContain("Sleep");
    expect(new Set(await states(town))).toEqual(new Set(["registered"]));
  });

  it("shows them as well in the message that asks, and on the topic's page", async () => {
    const town = await topicTown();
    await register(town, wang.id, "Supervision of boarders in the evening");
    await untilDirect(town, north.id, 1);
    await openForm(town, head.id);
    await type(town, head.id, { direction: "D1", title: "Evening supervision of boarders" });
    await submit(town, head.id);
    await pressTop(town, head.id, actions.registerAnyway.id);
    const { text, ...message } = await untilDirect(town, north.id, 2);
    expect(text).toContain("*Alike:*\n“Supervision of boarders in the evening” – 王伟, Hill School");
    await town.slack.as(north.id).press(message, actions.look.id);
    await town.until(() =>
      screen(town, north.id).includes("“Supervision of boarders in the evening” – 王伟"),
    );
  });

  it("shows the titles that are alike in the row, and works in a modal as in a message", async () => {
    const town = await waiting([
      "Evening supervision of boarders",
      "Supervision of boarders in the evening",
      "Fees",
    ]);
    await town.slack.as(north.id).openHome();
    await town.until(() => textOf(town.slack.home(north.id)?.blocks).includes("3 topics wait"));
    await town.slack.as(north.id).press("home", actions.openApprovals.id);
    await town.until(() => screen(town, north.id).includes("*Alike:*"));
    const blocks = top(town.slack, north.id)?.view.blocks ?? [];
    const context = textOf(blocks.find(({ type }) => type === "context"));
    expect(context).toContain("“Supervision of boarders in the evening” – Teacher 1");
    expect(screen(town, north.id).match(/\*Alike:\*/g)).toHaveLength(2);
    await town.slack
      .as(north.id)
      .press({ viewId: top(town.slack, north.id)?.id ?? "" }, actions.approveInList.id);
    await town.until(() => screen(town, north.id).includes("✓ Approved by North Head: Evening supervision"));
    expect(await states(town)).toEqual(["approved", "registered", "registered"]);
  });
});
