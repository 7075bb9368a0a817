import { describe, expect, it } from "vitest";
import type { LocalSlack } from "../../../sandbox/slack/index.ts";
import { localSlack, startBot } from "./support.ts";

const button = {
  type: "button" as const,
  action_id: "b",
  value: "1",
  text: { type: "plain_text" as const, text: "B" },
};
const row = { type: "actions" as const, block_id: "row", elements: [button] };

/** A bot that keeps the addresses it may answer to; `/say` answers with `first`. */
async function bot(slack: LocalSlack, first: object | string = "") {
  const urls: string[] = [];
  await startBot(slack, "http", (app) => {
    app.command("/say", async ({ ack, command }) => {
      urls.push(command.response_url);
      await (first === "" ? ack() : ack(first as never));
    });
    app.action("b", async ({ ack, body }) => {
      urls.push("response_url" in body ? String(body.response_url) : "");
      await ack();
    });
  });
  const answer = async (body: object) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(urls.at(-1) ?? "", { method: "POST", headers, body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };
  return { urls, answer };
}

describe("the address to answer to", () => {
  it("shows an answer to the user, or to the channel when it says so", async () => {
    const { slack } = await localSlack();
    const { answer } = await bot(slack);
    await slack.as("U0LIAISON").command("/say", "C0LOUNGE");
    expect(await answer({ text: "for you" })).toEqual([200, "ok"]);
    expect(await answer({ text: "for all", response_type: "in_channel" })).toEqual([200, "ok"]);
    expect(slack.ephemerals("U0LIAISON").map(({ text }) => text)).toEqual(["for you"]);
    expect(slack.messages("C0LOUNGE")).toMatchObject([{ text: "for all", bot: true }]);
  });

  it("replaces and deletes what the command answered first", async () => {
    const { slack } = await localSlack();
    const { answer } = await bot(slack, { text: "saving", blocks: [row] });
    await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    expect(await answer({ replace_original: true, text: "saved" })).toEqual([200, "ok"]);
    expect(slack.ephemerals("U0LIAISON")).toMatchObject([{ text: "saved", blocks: [] }]);
    expect(await answer({ delete_original: true })).toEqual([200, "ok"]);
    expect(slack.ephemerals("U0LIAISON")).toEqual([]);
    expect(await answer({ delete_original: true })).toMatchObject([
      400,
      expect.stringContaining("message_not_found"),
    ]);
  });

  it("is good five times", async () => {
    const { slack } = await localSlack();
    const { answer } = await bot(slack);
    await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    for (let count = 0; count < 5; count++) expect(await answer({ text: "x" })).toEqual([200, "ok"]);
    expect(await answer({ text: "x" })).toMatchObject([404, expect.stringContaining("used_url")]);
    expect(slack.ephemerals("U0LIAISON")).toHaveLength(5);
  });

  it("is good for 30 minutes of the workspace's clock", async () => {
    const { slack, clock } = await localSlack();
    const { answer } = await bot(slack);
    await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    clock.at += 30 * 60_000;
    expect(await answer({ text: "x" })).toEqual([200, "ok"]);
    clock.at += 1;
    expect(await answer({ text: "x" })).toMatchObject([404, expect.stringContaining("expired_url")]);
  });

  it("refuses an answer against the limits, and has faults of its own", async () => {
    const { slack } = await localSlack();
    const { answer } = await bot(slack);
    await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    expect(await answer({ text: "x", blocks: [{ type: "nonsense" }] })).toMatchObject([
      400,
      expect.stringContaining("invalid_blocks"),
    ]);
    slack.faults.rateLimit("response_url", { times: 1, retryAfter: 1 });
    expect((await answer({ text: "x" }))[0]).toBe(429);
    expect(await answer({ text: "x" })).toEqual([200, "ok"]);
    expect(slack.calls.filter(({ method }) => method === "response_url")).toHaveLength(3);
  });
});

describe("an answer in the response itself", () => {
  it("can be for the whole channel", async () => {
    const { slack } = await localSlack();
    await bot(slack, { text: "all", response_type: "in_channel" });
    await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    expect(slack.messages("C0BUREAU")).toMatchObject([{ text: "all" }]);
  });

  it("against the limits is refused, logged, and the user told", async () => {
    const { slack } = await localSlack();
    await bot(slack, { text: "x", blocks: [{ type: "nonsense" }] });
    const outcome = await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    expect(outcome.errors?.answer).toContain("invalid_blocks");
    expect(slack.calls.at(-1)).toMatchObject({ method: "answer", ok: false });
    expect(slack.ephemerals("U0LIAISON")).toMatchObject([
      { user: "USLACKBOT", text: expect.stringContaining("invalid_blocks") },
    ]);
  });

  it("has buttons that only its user can press, without the message in the payload", async () => {
    const { slack } = await localSlack();
    const { urls, answer } = await bot(slack, { text: "undo?", blocks: [row] });
    await slack.as("U0LIAISON").command("/say", "C0BUREAU");
    const ephemeral = slack.ephemerals("U0LIAISON")[0]?.ts ?? "";
    expect(await slack.as("U0LIAISON").press({ ephemeral }, "b")).toMatchObject({ status: 200 });
    expect(urls).toHaveLength(2);
    expect(await answer({ replace_original: true, text: "undone" })).toEqual([200, "ok"]);
    expect(slack.ephemerals("U0LIAISON")).toMatchObject([{ ts: ephemeral, text: "undone" }]);
    await expect(slack.as("U0TEACHER").press({ ephemeral }, "b")).rejects.toThrow("sees no message");
  });
});
