import { describe, expect, it } from "vitest";
import { type World, world } from "../support/bot.ts";
import { lastEphemeral, textOf, top, untilForm } from "../support/screen.ts";
import { townChannels, townUsers } from "../support/town.ts";

const hill = townChannels.hill.id;
const { liaison, wang, boss } = townUsers;

/** Closes the socket and lets none be opened; resolves when the bot has noticed. */
async function socketGone({ slack, until }: World): Promise<void> {
  slack.faults.fail("apps.connections.open", "internal_error");
  slack.disconnectSockets("warning");
  await until(() => slack.calls.some(({ method, ok }) => method === "apps.connections.open" && !ok));
}

describe("over Socket Mode", () => {
  it("a command, a form, a suggestion, a button, a shortcut and the Home tab are answered", async () => {
    const town = await world({ over: "socket" });
    const { slack, until, db } = town;
    const said = await slack.as(wang.id).command("/attendance leave dentist", hill);
    expect(said).toMatchObject({ status: "socket", acknowledged: true });
    expect(textOf(said.body)).toContain("on leave");

    const form = await untilForm(town, boss.id, () => slack.as(boss.id).command("/attendance", hill));
    const unit = form.view.blocks.find(({ block_id }) => block_id.startsWith("unit."))?.block_id ?? "";
    const suggested = await slack.as(boss.id).suggest(form.id, unit, "attendance.unit", "Hill");
    expect(suggested.map(({ text }) => text.text)).toEqual(["Hill School"]);
    const own = await untilForm(town, liaison.id, () => slack.as(liaison.id).shortcut("attendance.record"));
    expect((await slack.as(liaison.id).submit(own.id)).body).toEqual({ response_action: "clear" });
    expect(textOf(slack.messages(slack.directChannel(liaison.id)))).toContain("Saved for");
    expect(await db.session.count()).toBe(1);

    await slack.as(liaison.id).command("/attendance open", hill);
    await until(() => slack.messages(hill).length === 1);
    const ts = slack.messages(hill)[0]?.ts ?? "";
    await slack.as(wang.id).press({ channelId: hill, ts }, "attendance.here");
    await until(() => lastEphemeral(slack, wang.id).includes("*here*"));
    await slack.as(wang.id).openHome();
    await until(() => textOf(slack.home(wang.id)).includes("Hill School"));
  });

  it("Slack's wish to reconnect loses nothing, and Slack is not asked more than once", async () => {
    const { slack, until } = await world({ over: "socket" });
    const opened = () => slack.calls.filter(({ method }) => method === "apps.connections.open").length;
    expect(opened()).toBe(1);
    slack.disconnectSockets("refresh_requested");
    await until(() => slack.sockets() === 1);
    expect(opened()).toBe(2);
    const said = await slack.as(wang.id).command("/attendance leave", hill);
    expect(textOf(said.body)).toContain("on leave");
  });

  it("an answer whose socket has gone comes through the address that the request carries", async () => {
    const town = await world({ over: "socket", slack: { timing: { answerWithin: 1000 } } });
    const { slack, proxy, until } = town;
    proxy.hold();
    const command = slack.as(wang.id).command("/attendance leave dentist", hill);
    await socketGone(town);
    proxy.release();
    expect((await command).acknowledged).toBe(false);
    await until(() => slack.ephemerals(wang.id).some(({ text }) => text.includes("on leave")));
  });

  it("a form whose socket has gone shows its outcome, or tells what was refused", async () => {
    const town = await world({ over: "socket", slack: { timing: { answerWithin: 1000 } } });
    const { slack, proxy, until } = town;
    const form = await untilForm(town, liaison.id, () => slack.as(liaison.id).command("/attendance", hill));
    proxy.hold();
    const sent = slack.as(liaison.id).submit(form.id);
    await socketGone(town);
    proxy.release();
    expect((await sent).acknowledged).toBe(false);
    await until(() => textOf(top(slack, liaison.id)?.view).includes("Saved for"));
  });

  it("goes on trying while Slack gives it no address, and recovers", async () => {
    const { slack, until } = await world({ over: "socket" });
    const tried = () => slack.calls.filter(({ method }) => method === "apps.connections.open").length;
    slack.faults.fail("apps.connections.open", "internal_error", 2);
    slack.faults.loseAnswer("apps.connections.open", 1);
    slack.disconnectSockets();
    await until(() => slack.sockets() === 1);
    expect(tried()).toBeGreaterThanOrEqual(4);
    const said = await slack.as(wang.id).command("/attendance leave", hill);
    expect(textOf(said.body)).toContain("on leave");
  });
});
