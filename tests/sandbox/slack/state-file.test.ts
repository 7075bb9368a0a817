import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { afterwards, localSlack, people, refusalOf, startBot } from "./support.ts";

async function stateFile() {
  const directory = await mkdtemp(join(tmpdir(), "local-slack-"));
  afterwards(() => rm(directory, { recursive: true }));
  return join(directory, "kept", "state.json");
}

const view = {
  type: "modal" as const,
  callback_id: "form",
  title: { type: "plain_text" as const, text: "Form" },
  submit: { type: "plain_text" as const, text: "Save" },
  blocks: [
    {
      type: "input" as const,
      block_id: "note",
      label: { type: "plain_text" as const, text: "Note" },
      element: { type: "plain_text_input" as const, action_id: "a" },
    },
  ],
};

describe("the state file", () => {
  it("brings everything back after a restart", async () => {
    const path = await stateFile();
    const first = await localSlack({ stateFile: path });
    let responseUrl = "";
    await startBot(first.slack, "http", (app) =>
      app.command("/go", async ({ ack, client, body }) => {
        responseUrl = body.response_url;
        await client.views.open({ trigger_id: body.trigger_id, view });
        await ack("opened");
      }),
    );
    await first.web.chat.postMessage({
      channel: "C0BUREAU",
      text: "digest",
      metadata: { event_type: "d", event_payload: {} },
    });
    await first.web.views.publish({
      user_id: "U0HEAD",
      view: { type: "home", blocks: [{ type: "divider" }] },
    });
    await first.slack.as("U0LIAISON").command("/go", "C0BUREAU");
    const id = first.slack.views("U0LIAISON")[0]?.id ?? "";
    first.slack.as("U0LIAISON").fill(id, "note", "a", "half");
    first.slack.inviteBot("C0LOUNGE");
    await first.close();

    const again = await localSlack({ stateFile: path, port: Number(new URL(first.slack.url).port) });
    expect(again.slack.credentials).toEqual(first.slack.credentials);
    expect(again.slack.bot).toEqual(first.slack.bot);
    expect(again.slack.messages("C0BUREAU")).toEqual(first.slack.messages("C0BUREAU"));
    expect(again.slack.ephemerals("U0LIAISON")).toEqual(first.slack.ephemerals("U0LIAISON"));
    expect(again.slack.views("U0LIAISON")).toEqual(first.slack.views("U0LIAISON"));
    expect(again.slack.home("U0HEAD")).toEqual(first.slack.home("U0HEAD"));
    expect(again.slack.channels("U0LIAISON").map(({ botMember }) => botMember)).toEqual([true, true]);
    const body = JSON.stringify({ replace_original: true, text: "still" });
    expect(
      (await fetch(responseUrl, { method: "POST", headers: { "content-type": "application/json" }, body }))
        .status,
    ).toBe(200);
    expect(again.slack.ephemerals("U0LIAISON")[0]?.text).toBe("still");
    const { ts } = await again.web.chat.postMessage({ channel: "C0BUREAU", text: "next" });
    expect(Number(ts)).toBeGreaterThan(Number(first.slack.messages("C0BUREAU").at(-1)?.ts));
  });

  it("is written by itself soon after a change, readable by its owner only", async () => {
    const path = await stateFile();
    const { web } = await localSlack({ stateFile: path });
    await web.chat.postMessage({ channel: "C0BUREAU", text: "kept without a goodbye" });
    await expect.poll(() => readFile(path, "utf8").catch(() => "")).toContain("kept without a goodbye");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("takes in new people and channels, and what changed about people", async () => {
    const path = await stateFile();
    await (await localSlack({ stateFile: path })).close();
    const newcomer = { id: "U0NEW", name: "new", realName: "New", locale: "en-US" as const };
    const teacher = { ...people.teacher, realName: "王老师" };
    const channel = { id: "C0NEW", name: "new", members: ["U0NEW"], botMember: true };
    const { slack, web } = await localSlack({
      stateFile: path,
      users: [teacher, newcomer],
      channels: [channel],
    });
    expect(slack.users().map(({ realName }) => realName)).toEqual(["王老师", "New", "Li Wei", "赵敏"]);
    expect(slack.channels().map(({ name }) => name)).toEqual(["bureau", "lounge", "secret", "new"]);
    expect(await refusalOf(web.chat.postMessage({ channel: "C0NEW", text: "x" }))).toBe("ok");
  });

  it("is not overwritten when it cannot be read", async () => {
    const path = await stateFile();
    await (await localSlack({ stateFile: path })).close();
    await writeFile(path, "{ half");
    await expect(localSlack({ stateFile: path })).rejects.toThrow(`${path} cannot be read`);
    expect(await readFile(path, "utf8")).toBe("{ half");
  });
});
