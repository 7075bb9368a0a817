import { expect, it } from "vitest";
import type { CommandRequest, Feature } from "../../src/feature.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { Doubtful, settle } from "../../src/line/doubt.ts";
import { askedAbout, questions } from "../../src/slack/ask.ts";
import { Mrkdwn } from "../../src/slack/mrkdwn.ts";
import { sentence } from "../../src/slack/page.ts";
import { routesOf } from "../../src/slack/requests/routes.ts";

const locale = createI18n({ common: commonTexts }).locale("en");
const viewer = { slackUserId: "U1", locale } as CommandRequest["viewer"];
const asking = (text: string) => ({ viewer, text, channelId: "C1", key: "k" }) as CommandRequest;

/** A command that is unsure of every number over 9, and writes the others down. */
function noteBook() {
  const written: number[] = [];
  const feature = {
    name: "notes",
    texts: { en: {}, "zh-CN": {} },
    commands: {
      "/note": {
        async run(request) {
          if (request.intoForm) return { kind: "openView", view: { type: "modal", blocks: [] } };
          const count = Number(request.text) + written.length;
          try {
            settle(new Doubtful({ count }, count > 9 ? [{ kind: "large", count }] : []), request.sure);
          } catch (error) {
            if (!(error instanceof Doubtful)) throw error;
            return askedAbout(request, "/note", error, Mrkdwn.escape(`Write ${count}?`), { form: true });
          }
          written.push(count);
          return { kind: "ephemeral", message: sentence(Mrkdwn.escape(`wrote ${count}`)) };
        },
      },
    },
  } satisfies Feature;
  const { commands, actions } = routesOf([feature]);
  const type = (text: string) => commands.get("/note")?.handler.run(asking(text));
  const press = (id: string, value: string) =>
    actions.get(id)?.handler.run({ ...asking(""), value, values: {}, viewData: "" } as never);
  return { written, type, press };
}

/** The value that the question's buttons carry. */
function carried(answer: unknown): string {
  const found = /"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(answer));
  return String(JSON.parse(found?.[1] ?? '""'));
}

it("writes at once what nothing is doubtful about", async () => {
  const { written, type } = noteBook();
  expect(await type("7")).toMatchObject({ kind: "ephemeral", message: { text: "wrote 7" } });
  expect(written).toEqual([7]);
});

it("writes nothing before Yes, then exactly what was asked, in the question's place", async () => {
  const { written, type, press } = noteBook();
  const question = await type("42");
  expect(question).toMatchObject({ kind: "ephemeral", message: { text: "Write 42?" } });
  expect(written).toEqual([]);
  const answer = await press(questions.yes.id, carried(question));
  expect(answer).toMatchObject({ kind: "replace", message: { text: "wrote 42" } });
});

it("asks anew when the same words would write something else by now", async () => {
  const { written, type, press } = noteBook();
  const question = await type("42");
  await type("1");
  expect(await press(questions.yes.id, carried(question))).toMatchObject({ message: { text: "Write 43?" } });
  expect(written).toEqual([1]);
});

it("opens the form that the command makes of the line", async () => {
  const { type, press } = noteBook();
  expect(await press(questions.form.id, carried(await type("42")))).toMatchObject({ kind: "openView" });
});

it("refuses a line that no button can carry, instead of asking about half of it", async () => {
  const { type } = noteBook();
  await expect(type(`${" ".repeat(2000)}42`)).rejects.toMatchObject({ key: "common.refused.longLine" });
});
