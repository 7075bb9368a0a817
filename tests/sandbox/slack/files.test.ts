import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { NotAccepted } from "../../../sandbox/slack/index.ts";
import { SlackRefused } from "../../../src/slack/gateway.ts";
import { slackWeb } from "../../../src/slack/web.ts";
import { formBot, input, modal } from "./form-bot.ts";
import { afterwards, localSlack, people, refusalOf } from "./support.ts";

const { liaison } = people;
const roster = { name: "名册 2026.csv", content: "name\n王伟\n" };

/** A form with a file input on the liaison's screen. */
async function uploading(element: object = {}, more: object = { optional: true }) {
  const local = await localSlack();
  const bot = await formBot(local.slack);
  const view = modal([input("file", { type: "file_input", ...element }, more)]);
  await local.web.views.open({ trigger_id: await bot.trigger(), view });
  const actor = local.slack.as(liaison.id);
  const id = bot.top()?.id ?? "";
  return {
    ...local,
    ...bot,
    id,
    actor,
    gateway: slackWeb({
      token: local.slack.credentials.botToken,
      apiUrl: local.slack.apiUrl,
      log: pino({ level: "silent" }),
    }),
    upload: (files: Parameters<typeof actor.upload>[3]) => actor.upload(id, "file", "a", files),
    submit: () => actor.submit(id),
  };
}

describe("a file input", () => {
  it("gives the bot the files that were uploaded, with their ids, names and addresses", async () => {
    const { slack, upload, submit, submissions } = await uploading();
    const [first] = await upload(roster);
    const [second] = await upload({ name: "scan.PNG", content: new Uint8Array([1, 2, 3]) });
    await submit();
    expect(submissions).toMatchObject([
      {
        file: {
          a: {
            type: "file_input",
            files: [
              {
                id: first,
                name: "名册 2026.csv",
                mimetype: "text/csv",
                filetype: "csv",
                size: 12,
                user: liaison.id,
                url_private_download: expect.stringMatching(
                  new RegExp(`^${slack.url}/files-pri/T0LOCAL-${first}/`),
                ),
              },
              { id: second, name: "scan.PNG", mimetype: "image/png", size: 3 },
            ],
          },
        },
      },
    ]);
    expect(slack.files().map(({ name }) => name)).toEqual(["名册 2026.csv", "scan.PNG"]);
  });

  it("holds an empty list when nothing was uploaded", async () => {
    const { submit, submissions } = await uploading();
    await submit();
    expect(submissions).toEqual([{ file: { a: { type: "file_input", files: [] } } }]);
  });

  it("asks for a file where one is required, before the bot hears of it", async () => {
    const { submit, submissions } = await uploading({}, {});
    expect(await submit()).toMatchObject({ acknowledged: false, errors: { file: expect.any(String) } });
    expect(submissions).toEqual([]);
  });

  it("gives back a file that was taken away again", async () => {
    const { actor, id, upload, submit, submissions } = await uploading();
    const ids = await upload([roster, { name: "b.csv", content: "" }]);
    await actor.fill(id, "file", "a", ids.slice(1));
    await submit();
    expect(submissions).toMatchObject([{ file: { a: { files: [{ id: ids[1], size: 0 }] } } }]);
    expect(submissions[0]).not.toHaveProperty("file.a.files.1");
  });

  it("keeps its files when the view is updated", async () => {
    const { web, id, upload, submit, submissions } = await uploading();
    const ids = await upload(roster);
    const hint = { type: "section", text: { type: "mrkdwn", text: "Checked" } } as const;
    const view = modal([hint, input("file", { type: "file_input" })]);
    await web.views.update({ view_id: id, view });
    await submit();
    expect(submissions).toMatchObject([{ file: { a: { files: [{ id: ids[0] }] } } }]);
  });

  it.each<[string, object, number]>([
    ["more than it takes", { max_files: 2 }, 3],
    ["more than ten", {}, 11],
  ])("refuses %s, together with those it holds", async (_, element, count) => {
    const { upload, slack } = await uploading(element);
    await upload(roster);
    const rest = Array.from({ length: count - 1 }, () => roster);
    await expect(upload(rest)).rejects.toThrow(NotAccepted);
    expect(slack.files()).toHaveLength(1);
    await expect(upload(rest.slice(1))).resolves.toHaveLength(count - 2);
  });

  it("refuses other types, and more than ten million bytes", async () => {
    const { upload } = await uploading({ filetypes: ["csv", "xlsx"] });
    await expect(upload({ name: "list.pdf", content: "" })).rejects.toMatchObject({
      why: { reason: "type", types: ["csv", "xlsx"], name: "list.pdf" },
    });
    await expect(upload({ name: "csv", content: "" })).rejects.toThrow(NotAccepted);
    const large = { name: "list.CSV", content: new Uint8Array(10_000_001) };
    await expect(upload(large)).rejects.toMatchObject({ why: { reason: "size" } });
    await expect(upload({ ...large, content: large.content.subarray(1) })).resolves.toHaveLength(1);
  });

  it("takes what its own user uploaded only", async () => {
    const { upload, slack, web, triggers } = await uploading();
    const [theirs = ""] = await upload(roster);
    const teacher = slack.as(people.teacher.id);
    await teacher.command("/go", "C0BUREAU");
    const view = modal([input("file", { type: "file_input" })]);
    await web.views.open({ trigger_id: triggers.at(-1) ?? "", view });
    const id = slack.views(people.teacher.id)[0]?.id ?? "";
    for (const file of [theirs, "F0NOBODY"])
      expect(() => teacher.fill(id, "file", "a", [file])).toThrow(/No file/);
    const [own = ""] = await teacher.upload(id, "file", "a", roster);
    await teacher.fill(id, "file", "a", [own]);
    expect(slack.views(people.teacher.id)[0]?.state.values).toMatchObject({
      file: { a: { files: [{ id: own }] } },
    });
  });
});

describe("an uploaded file", () => {
  it("is described and read by the gateway as on Slack", async () => {
    const { gateway, upload } = await uploading();
    const [id = ""] = await upload(roster);
    expect(await gateway.file(id)).toMatchObject({ name: "名册 2026.csv", size: 12 });
    expect(new TextDecoder().decode(await gateway.download(id, 100))).toBe("name\n王伟\n");
    await expect(gateway.download(id, 11)).rejects.toThrow(new SlackRefused("too_large"));
  });

  it("is not found under a wrong id", async () => {
    const { web } = await localSlack();
    expect(await refusalOf(web.files.info({ file: "F0NOBODY" }))).toBe("file_not_found");
  });

  it("is not given without the bot's token", async () => {
    const { slack, web, upload } = await uploading();
    const [id = ""] = await upload(roster);
    const { file } = await web.files.info({ file: id });
    const url = file?.url_private_download ?? "";
    for (const headers of [{}, { authorization: `Bearer ${slack.credentials.appToken}` }]) {
      const answer = await fetch(url, { headers });
      expect(answer.redirected).toBe(true);
      expect(await answer.text()).not.toContain("王伟");
    }
    const headers = { authorization: `Bearer ${slack.credentials.botToken}` };
    const answer = await fetch(url, { headers });
    expect(answer.headers.get("content-type")).toContain("text/csv");
    expect(await answer.text()).toBe("name\n王伟\n");
    expect(await fetch(url.replace(id, "F0NOBODY"), { headers })).toMatchObject({ status: 404 });
  });

  it("stands in the log of calls when it is read, and a fault meets it there", async () => {
    const { slack, gateway, upload } = await uploading();
    const [id = ""] = await upload(roster);
    slack.faults.fail("files.download", "internal_error", 1);
    await expect(gateway.download(id, 100)).rejects.toThrow(SlackRefused);
    await gateway.download(id, 100);
    const read = slack.calls.filter(({ method }) => method === "files.download");
    expect(read.map(({ ok, args }) => [ok, args.file])).toEqual([
      [false, id],
      [true, id],
    ]);
  });

  it("is there after a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "slack-"));
    afterwards(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, "slack.json");
    const { slack, web, close } = await localSlack({ stateFile });
    const bot = await formBot(slack);
    await web.views.open({
      trigger_id: await bot.trigger(),
      view: modal([input("file", { type: "file_input" })]),
    });
    const [id = ""] = await slack.as(liaison.id).upload(bot.top()?.id ?? "", "file", "a", roster);
    await close();
    const again = await localSlack({ stateFile });
    expect((await again.web.files.info({ file: id })).file).toMatchObject({ name: roster.name });
    expect(new TextDecoder().decode(await again.slack.fileContent(id))).toBe(roster.content);
  });
});
