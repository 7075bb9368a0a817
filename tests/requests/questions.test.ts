import { describe, expect, it } from "vitest";
import type { Feature } from "../../src/feature.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n } from "../../src/i18n/index.ts";
import { Mrkdwn } from "../../src/i18n/mrkdwn.ts";
import { Doubtful, settle } from "../../src/line/doubt.ts";
import { routesOf } from "../../src/requests/routes.ts";
import type { Answer } from "../../src/slack/answer.ts";
import { askedAbout, askedInForm, questions, sureIn } from "../../src/slack/ask.ts";
import { input, type View } from "../../src/slack/blocks.ts";
import { sentence } from "../../src/slack/page.ts";
import type { CommandRequest } from "../../src/slack/requests.ts";

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

describe("a question in a form", () => {
  const form: View = { type: "modal", callback_id: "f", blocks: [input("count.0", "How many", {})] };
  const doubtful = (count: number) => new Doubtful({ count }, [{ kind: "large", count }]);
  const ask = (count: number) =>
    askedInForm(
      form,
      doubtful(count),
      { question: Mrkdwn.escape(`${count}?`), yes: `Yes, ${count}` },
      locale,
    );
  const boxOf = (answer: Answer) => {
    if (answer.kind !== "updateView") throw new Error("no form");
    return answer.view.blocks.find(({ block_id: id }) => String(id).startsWith("form.sure"))?.block_id;
  };

  it("stands in the same form, whose inputs keep what was typed, below them", () => {
    expect(ask(42)).toMatchObject({
      kind: "updateView",
      view: {
        callback_id: "f",
        blocks: [{ type: "section" }, form.blocks[0], { type: "section" }, { type: "input", optional: true }],
      },
    });
  });

  it("is answered by ticking its box, and for that reading alone", () => {
    const values = { "count.0": "42", [String(boxOf(ask(42)))]: [doubtful(42).sure] };
    expect(() => settle(doubtful(42), sureIn(values))).not.toThrow();
    expect(() => settle(doubtful(43), sureIn(values))).toThrow(Doubtful);
    expect(boxOf(ask(43))).not.toBe(boxOf(ask(42)));
  });

  it("is not answered by a box that is not ticked, nor where none was asked", () => {
    expect(sureIn({ "count.0": "42", [String(boxOf(ask(42)))]: [] })).toBeUndefined();
    expect(sureIn({ "count.0": "42", [String(boxOf(ask(42)))]: null })).toBeUndefined();
    expect(sureIn({ "count.0": "42" })).toBeUndefined();
  });
});
