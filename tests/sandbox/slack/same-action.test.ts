import { expect, it } from "vitest";
import { bureau, localSlack, startBot } from "./support.ts";

it("presses the button of the block that is meant, where several blocks have the same action", async () => {
  const { slack, web } = await localSlack();
  const pressed: string[] = [];
  await startBot(slack, "http", (app) => {
    app.action("open", async ({ action, ack }) => {
      if (action.type === "button") pressed.push(action.value ?? "");
      await ack();
    });
  });
  const row = (block_id: string) => ({
    type: "section",
    block_id,
    text: { type: "mrkdwn", text: block_id },
    accessory: {
      type: "button",
      action_id: "open",
      text: { type: "plain_text", text: "Open" },
      value: block_id,
    },
  });
  const { ts } = await web.chat.postMessage({
    channel: bureau.id,
    text: "rows",
    blocks: [row("one"), row("two")],
  });
  const where = { channelId: bureau.id, ts: ts ?? "" };
  await slack.as("U0LIAISON").press(where, "open", null, "two");
  await slack.as("U0LIAISON").press(where, "open");
  expect(pressed).toEqual(["two", "one"]);
});
