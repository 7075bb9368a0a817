import { describe, expect, it } from "vitest";
import { plain } from "./form-bot.ts";
import { localSlack, people, refusalOf, startBot } from "./support.ts";

const { liaison, teacher } = people;

/** A bot that keeps the message shortcuts it is sent. */
async function keeper(mode: "http" | "socket" = "http") {
  const local = await localSlack();
  const heard: Record<string, unknown>[] = [];
  await startBot(local.slack, mode, (app) => {
    app.shortcut({ callback_id: "keep", type: "message_action" }, async ({ ack, shortcut }) => {
      heard.push({ ...shortcut });
      await ack();
    });
  });
  return { ...local, heard };
}

describe("a message shortcut", () => {
  it.each(["http", "socket"] as const)(
    "tells over %s which message it was run on, and whose",
    async (mode) => {
      const { slack, heard } = await keeper(mode);
      await slack.as(teacher.id).say("C0BUREAU", "Reading aloud works <!channel>");
      const [message] = slack.messages("C0BUREAU");
      const ts = message?.ts ?? "";
      const outcome = await slack.as(liaison.id).messageShortcut("keep", "C0BUREAU", ts);
      expect(outcome.acknowledged).toBe(true);
      expect(heard).toMatchObject([
        {
          type: "message_action",
          callback_id: "keep",
          user: { id: liaison.id },
          channel: { id: "C0BUREAU", name: "bureau" },
          message_ts: ts,
          message: { type: "message", ts, user: teacher.id, text: "Reading aloud works &lt;!channel&gt;" },
          response_url: expect.stringContaining("/hooks/"),
          trigger_id: expect.any(String),
        },
      ]);
    },
  );

  it("opens a modal with its trigger, once", async () => {
    const { slack, web, heard } = await keeper();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Posted by the bot" });
    await slack.as(liaison.id).messageShortcut("keep", "C0BUREAU", ts);
    const trigger_id = String(heard[0]?.trigger_id);
    await web.views.open({ trigger_id, view: plain });
    expect(slack.views(liaison.id)).toHaveLength(1);
    expect(await refusalOf(web.views.open({ trigger_id, view: plain }))).toBe("exchanged_trigger_id");
  });

  it("answers by its response_url to the one who ran it only", async () => {
    const { slack, web, heard } = await keeper();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0BUREAU", text: "Posted by the bot" });
    await slack.as(liaison.id).messageShortcut("keep", "C0BUREAU", ts);
    const kept = { method: "POST", body: JSON.stringify({ text: "Kept" }) };
    await fetch(String(heard[0]?.response_url), { ...kept, headers: { "content-type": "application/json" } });
    expect(slack.ephemerals(liaison.id).map(({ text }) => text)).toEqual(["Kept"]);
    expect(slack.ephemerals(teacher.id)).toEqual([]);
    expect(slack.messages("C0BUREAU")).toHaveLength(1);
  });

  it("works in a direct message, which has no name of its own", async () => {
    const { slack, web, heard } = await keeper();
    const { ts = "" } = await web.chat.postMessage({ channel: liaison.id, text: "Posted by the bot" });
    await slack.as(liaison.id).messageShortcut("keep", slack.directChannel(liaison.id), ts);
    expect(heard[0]).toMatchObject({
      channel: { name: "directmessage" },
      message: { user: slack.bot.userId },
    });
  });

  it("cannot be run on what one does not see, nor on what one alone sees", async () => {
    const { slack, web, heard } = await keeper();
    const { message_ts: alone = "" } = await web.chat.postEphemeral({
      channel: "C0BUREAU",
      user: liaison.id,
      text: "Only you",
    });
    const actor = slack.as(liaison.id);
    await expect(actor.messageShortcut("keep", "C0BUREAU", alone)).rejects.toThrow(/sees no message/);
    await expect(actor.messageShortcut("keep", "C0BUREAU", "1.000001")).rejects.toThrow(/sees no message/);
    await expect(actor.messageShortcut("keep", "C0SECRET", alone)).rejects.toThrow(/is not in/);
    expect(heard).toEqual([]);
  });
});
