import { pino } from "pino";
import { expect, it, vi } from "vitest";
import { Tracker } from "../../src/slack/deadline.ts";
import { Delivery } from "../../src/slack/deliver.ts";
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
