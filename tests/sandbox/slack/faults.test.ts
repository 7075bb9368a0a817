import { describe, expect, it } from "vitest";
import { createRates } from "../../../sandbox/slack/rates.ts";
import { localSlack, refusalOf } from "./support.ts";

const post = { channel: "C0BUREAU", text: "x" };

describe("faults on demand", () => {
  it("rate-limit a method, so often and no more", async () => {
    const { slack, web } = await localSlack();
    slack.faults.rateLimit("chat.postMessage", { times: 1, retryAfter: 7 });
    const error = await web.chat.postMessage(post).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ retryAfter: 7 });
    expect(await refusalOf(web.chat.postMessage(post))).toBe("ok");
    expect(slack.calls.map(({ error: code }) => code)).toEqual(["ratelimited", undefined]);
    expect(slack.messages("C0BUREAU")).toHaveLength(1);
  });

  it("answer 429 with Retry-After as Slack does", async () => {
    const { slack } = await localSlack();
    slack.faults.rateLimit("auth.test", { retryAfter: 30 });
    const answer = await fetch(`${slack.apiUrl}auth.test`, { method: "POST" });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "30"]);
    expect(await answer.json()).toEqual({ ok: false, error: "ratelimited" });
  });

  it("fail a method without effect, for all calls or for those that a predicate picks", async () => {
    const { slack, web } = await localSlack();
    slack.faults.fail("chat.postMessage", "fatal_error", 1);
    expect(await refusalOf(web.chat.postMessage(post))).toBe("fatal_error");
    expect(slack.messages("C0BUREAU")).toEqual([]);
    slack.faults.fail("chat.postMessage", "invalid_blocks", {
      when: ({ blocks }) => JSON.stringify(blocks ?? []).includes("data_visualization"),
    });
    expect(await refusalOf(web.chat.postMessage(post))).toBe("ok");
    const chart = { ...post, blocks: [{ type: "data_visualization" }] } as never;
    expect(await refusalOf(web.chat.postMessage(chart))).toBe("invalid_blocks");
    slack.faults.clear();
    slack.faults.fail("auth.test", "internal_error");
    expect(await refusalOf(web.auth.test())).toBe("internal_error");
    expect(await refusalOf(web.auth.test())).toBe("internal_error");
    slack.faults.clear();
    expect(await refusalOf(web.auth.test())).toBe("ok");
  });

  it("lose the answer of a call that took effect", async () => {
    const { slack, web } = await localSlack();
    slack.faults.loseAnswer("chat.postMessage", 1);
    expect(await refusalOf(web.chat.postMessage(post))).toBe("slack_webapi_request_error");
    expect(slack.messages("C0BUREAU")).toHaveLength(1);
    expect(await refusalOf(web.chat.postMessage(post))).toBe("ok");
  });

  it("hold an answer back after the call took effect", async () => {
    const { slack, web } = await localSlack();
    slack.faults.delay("chat.postMessage", 30, 1);
    let answered = false;
    const seen = new Promise<boolean>((resolve) => {
      slack.onChange(() => resolve(answered));
    });
    await web.chat.postMessage(post).then(() => {
      answered = true;
    });
    expect(await seen).toBe(false);
    expect(slack.messages("C0BUREAU")).toHaveLength(1);
  });

  it("keep Slack's real limits when asked", async () => {
    const { slack, web } = await localSlack();
    slack.faults.realRates();
    expect(await refusalOf(web.chat.postMessage(post))).toBe("ok");
    const error = await web.chat.postMessage(post).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ retryAfter: 1 });
    expect(await refusalOf(web.chat.postMessage({ ...post, channel: "U0LIAISON" }))).toBe("ok");
    slack.faults.clear();
    expect(await refusalOf(web.chat.postMessage(post))).toBe("ok");
  });
});

describe("Slack's limits", () => {
  it("are counted over a sliding minute", () => {
    let now = 0;
    const rates = createRates(() => now);
    const call = () => rates.secondsToWait("users.list", {});
    expect(Array.from({ length: 20 }, call)).toEqual(Array(20).fill(undefined));
    now = 15_500;
    expect(call()).toBe(45);
    now = 60_000;
    expect(call()).toBeUndefined();
  });

  it("are per channel for posting, and do not hold for what has none", () => {
    const rates = createRates(() => 0);
    const to = (channel: string) => rates.secondsToWait("chat.postMessage", { channel });
    expect([to("C1"), to("C1"), to("C2")]).toEqual([undefined, 1, undefined]);
    expect(
      Array.from({ length: 500 }, () => rates.secondsToWait("auth.test", {})).every((wait) => !wait),
    ).toBe(true);
  });
});
