import { pino } from "pino";
import { expect, it, vi } from "vitest";
import { Tracker } from "../../src/requests/deadline.ts";
import { Delivery } from "../../src/requests/deliver.ts";
import { SlackRefused } from "../../src/slack/gateway.ts";

const view = { type: "modal" as const, title: { type: "plain_text" as const, text: "-" }, blocks: [] };
const outcome = { answer: { kind: "openView" as const, view }, saved: "nothing" as const };

/** A Slack that lays no modal over the three that are there. */
function fullStack() {
  const slack = {
    pushView: vi.fn(() => Promise.reject(new SlackRefused("push_limit_reached"))),
    updateView: vi.fn(() => Promise.resolve()),
    direct: vi.fn(() => Promise.resolve()),
  };
  const words = { localeOf: () => ({ t: (key: string) => key }), refusal: vi.fn() };
  const log = pino({ level: "silent" });
  const delivery = new Delivery({ slack, words, log, tracker: new Tracker() } as never);
  return { slack, delivery };
}

it.each(["opened", "brought"])("shows a fourth modal in place of the third: %s", async (how) => {
  const { slack, delivery } = fullStack();
  const to = { user: "U1", trigger: "1.2.3" };
  if (how === "opened")
    await delivery.open({ ...to, over: "V3", ack: async () => true }, Promise.resolve(outcome));
  else await delivery.bring(outcome, { ...to, viewId: "V3" });
  expect(slack.updateView).toHaveBeenCalledWith("V3", view);
  expect(slack.direct).not.toHaveBeenCalled();
});

const saved = { text: "Saved.", blocks: [] };

/** A Slack that opens modals and takes messages, or does not. */
function listening(direct: () => Promise<unknown> = () => Promise.resolve()) {
  const slack = { openView: vi.fn(() => Promise.resolve({ viewId: "V1" })), direct: vi.fn(direct) };
  const words = { localeOf: () => ({ t: (key: string) => key }), refusal: vi.fn() };
  const log = pino({ level: "silent" });
  const delivery = new Delivery({ slack, words, log, tracker: new Tracker() } as never);
  const say = vi.fn(() => Promise.resolve());
  const open = (more: { say?: typeof say }) =>
    delivery.open({ user: "U1", trigger: "1.2.3", ack: async () => true, ...more }, Promise.resolve(outcome));
  return { slack, delivery, say, open };
}

it("says what a form saved where the form was asked for", async () => {
  const { slack, delivery, say, open } = listening();
  await open({ say });
  expect(await delivery.tellSaved(saved, { user: "U1", viewId: "V1" })).toBe(true);
  expect(say).toHaveBeenCalledWith(saved, false);
  expect(slack.direct).not.toHaveBeenCalled();
});

it.each(["the Home tab has no place to answer", "the address has run out"])(
  "says it in a direct message where %s",
  async (why) => {
    const { slack, delivery, say, open } = listening();
    say.mockRejectedValue(new Error("expired"));
    await open(why.startsWith("the address") ? { say } : {});
    expect(await delivery.tellSaved(saved, { user: "U1", viewId: "V1" })).toBe(true);
    expect(slack.direct).toHaveBeenCalledWith("U1", saved);
  },
);

it("does not claim to have said it when Slack takes no message", async () => {
  const { delivery } = listening(() => Promise.reject(new SlackRefused("fatal_error")));
  expect(await delivery.tellSaved(saved, { user: "U1", viewId: "V1" })).toBe(false);
});
