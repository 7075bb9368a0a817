import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { isForm, lastEphemeral, textOf, top } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const hill = townChannels.hill.id;
const { liaison, jiang, wang, stranger, boss } = townUsers;

const saved = async ({ db }: World, reason: string) =>
  db.auditEntry.count({ where: { record: "attendance", after: { path: ["reason"], equals: reason } } });

/** The bot has heard of these people. */
async function known({ slack }: World, ...users: { id: string }[]): Promise<void> {
  for (const { id } of users) await slack.as(id).command("/attendance help", hill);
}

describe("a database that is slow", () => {
  it("does not keep a view from opening, and brings the form when it answers", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    for (const user of [liaison, jiang]) {
      proxy.hold();
      const outcome = await slack.as(user.id).command("/attendance", hill);
      expect(outcome).toMatchObject({ acknowledged: true, body: "" });
      await until(() => top(slack, user.id) !== undefined);
      expect(isForm(slack, user.id)).toBe(false);
      proxy.release();
      await until(() => isForm(slack, user.id));
    }
    expect(slack.calls.filter(({ method, ok }) => method.startsWith("views.") && !ok)).toEqual([]);
  });

  it("answers after 5 s each time it is asked, and the form still arrives", { timeout: 90_000 }, async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    await known(town, liaison);
    proxy.delay(5000);
    const outcome = await slack.as(liaison.id).command("/attendance", hill);
    expect(outcome).toMatchObject({ acknowledged: true, body: "" });
    await until(() => top(slack, liaison.id) !== undefined);
    await until(() => isForm(slack, liaison.id));
  });

  it("does not keep the shortcut's view from opening", async () => {
    const { slack, proxy, until } = await world();
    proxy.hold();
    expect(await slack.as(liaison.id).shortcut("attendance.record")).toMatchObject({ acknowledged: true });
    await until(() => top(slack, liaison.id) !== undefined);
    proxy.release();
    await until(() => isForm(slack, liaison.id));
  });

  it("is waited for with a word, and the outcome follows", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    await known(town, wang);
    proxy.hold();
    const outcome = await slack.as(wang.id).command("/attendance leave slow", hill);
    expect(textOf(outcome.body)).toContain("Still working");
    proxy.release();
    await until(() => lastEphemeral(slack, wang.id).includes("on leave"));
    expect(await saved(town, "slow")).toBe(1);
  });
});

describe("a database that is down", () => {
  it("is told of in a sentence, in the language of whoever is known and in both to others", async () => {
    const town = await world();
    const { slack, proxy } = town;
    await known(town, jiang, wang);
    proxy.cut();
    const said = async (userId: string) => {
      await slack.as(userId).command("/attendance leave", hill);
      return lastEphemeral(slack, userId);
    };
    expect(await said(jiang.id)).toMatch(/^\*没有保存。\*/);
    expect(await said(wang.id)).toMatch(/^\*Nothing was saved\.\*/);
    const both = await said(stranger.id);
    expect(both).toContain("Nothing was saved");
    expect(both).toContain("没有保存");
  });

  it("is told of by every kind of request, and none of them brings the bot down", async () => {
    const town = await world();
    const { slack, proxy, until } = town;
    const actor = slack.as(liaison.id);
    await actor.command("/attendance", hill);
    await until(() => isForm(slack, liaison.id));
    const form = top(slack, liaison.id);
    const block = form?.view.blocks.find(({ block_id }) => block_id.startsWith("ledBy."))?.block_id ?? "";
    proxy.cut();
    expect(await actor.suggest(form?.id ?? "", block, "attendance.ledBy", "wang")).toEqual([]);
    await actor.submit(form?.id ?? "");
    expect(slack.views(liaison.id)).toHaveLength(2);
    expect(textOf(top(slack, liaison.id)?.view)).toContain("Nothing was saved");
    await actor.openHome();
    await until(() => textOf(slack.home(liaison.id)).includes("I can't show this at the moment"));
    await actor.closeView(top(slack, liaison.id)?.id ?? "");
    await actor.closeView(top(slack, liaison.id)?.id ?? "");
    await actor.shortcut("attendance.record");
    await until(() => slack.views(liaison.id).length === 1);
    expect(textOf(top(slack, liaison.id)?.view)).toContain("Nothing was saved");
    await town.bot.tick();
  });

  it("comes back, and everything works without a restart", async () => {
    const town = await world();
    const { slack, proxy, clock, until } = town;
    await known(town, boss, wang);
    await slack.as(boss.id).command("/digest subscribe", townChannels.bureau.id);
    await until(() => isForm(slack, boss.id));
    await slack.as(boss.id).submit(top(slack, boss.id)?.id ?? "");
    await until(() => slack.messages(townChannels.bureau.id).length === 1);
    proxy.cut();
    await slack.as(wang.id).command("/attendance leave away", hill);
    await town.bot.tick();
    proxy.mend();
    await until(async () => {
      await slack.as(wang.id).command("/attendance leave back", hill);
      return lastEphemeral(slack, wang.id).includes("on leave");
    });
    expect(await saved(town, "back")).toBe(1);
    expect(await saved(town, "away")).toBe(0);

    clock.set("2026-10-30T10:00:00Z");
    await town.bot.tick();
    await until(() => slack.messages(townChannels.bureau.id).length === 2);
  });
});

describe("a database that goes away while something is saved", () => {
  it.each(["before", "after"] as const)(
    "is not answered with saved when it was lost %s the commit",
    async (when) => {
      const town = await world();
      const { slack, proxy, until } = town;
      await known(town, wang);
      const cut = proxy.cutAtCommit(when);
      const outcome = await slack.as(wang.id).command("/attendance leave cut", hill);
      await cut;
      expect(outcome.acknowledged).toBe(true);
      expect(lastEphemeral(slack, wang.id)).toMatch(/^\*I can't tell whether this was saved:\*/);
      proxy.mend();
      await until(async () => {
        const again = await slack.redeliver();
        return textOf(again.body).includes("on leave");
      });
      expect(await saved(town, "cut")).toBe(1);
    },
  );
});
