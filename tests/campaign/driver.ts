import type { Choice, OpenView } from "../../sandbox/slack/index.ts";
import { rosterFields } from "../../src/campaign/ids.ts";
import type { SetupField } from "../../src/campaign/setup/entry.ts";
import type { World } from "../support/bot.ts";
import { textOf, top, untilForm } from "../support/screen.ts";
import { townChannels } from "../support/town.ts";

/** An administrator at the forms of `/campaign`. */

export const hill = townChannels.hill.id;

/** The action of each field's element; everything else is a text. */
const elements: Partial<Record<SetupField, string>> = {
  timeZone: "campaign.zone",
  start: "date",
  end: "date",
  roles: "choice",
  selfCheckIn: "choice",
  reminders: "choice",
  lockDays: "number",
  checkInMinutes: "number",
  holidayCountry: "campaign.country",
};

export type Driver = ReturnType<typeof driver>;

export function driver(town: World, userId: string) {
  const { slack } = town;
  const hands = slack.as(userId);
  const view = (): OpenView => {
    const shown = top(slack, userId);
    if (!shown) throw new Error("no form is open");
    return shown;
  };
  const block = (field: string) =>
    view().view.blocks.find(({ block_id }) => block_id === field || block_id.startsWith(`${field}.`))
      ?.block_id ?? field;
  return {
    view,
    shown: () => textOf(view().view),
    /** Waits until that stands in the form: what a press changes comes after its acknowledgement. */
    see: (words: string) => town.until(() => textOf(top(slack, userId)?.view).includes(words)),
    open: (text: string) => untilForm(town, userId, () => hands.command(`/campaign ${text}`, hill)),
    say: async (text: string) => textOf((await hands.command(`/campaign ${text}`.trim(), hill)).body),
    async fill(values: Partial<Record<SetupField, Choice>>) {
      for (const [field, value] of Object.entries(values)) {
        const action = elements[field as SetupField] ?? "text";
        if (action.startsWith("campaign.") && typeof value === "string") {
          const [found] = await hands.suggest(view().id, block(field), action, value);
          if (!found) throw new Error(`nothing is offered for ${value}`);
          await hands.fill(view().id, block(field), action, found);
        } else await hands.fill(view().id, block(field), action, value);
      }
    },
    suggest: (field: SetupField, query: string) =>
      hands.suggest(view().id, block(field), elements[field] ?? "text", query),
    submit: () => hands.submit(view().id),
    /** Types the name of the campaign that is to be closed. */
    name: (typed: string) => hands.fill(view().id, "name", "campaign.closeName", typed),
    /** Submits, and gives the sentences at the fields by their names. */
    async refused(): Promise<Record<string, string>> {
      const { errors = {} } = await hands.submit(view().id);
      return Object.fromEntries(
        Object.entries(errors).map(([blockId, text]) => [blockId.replace(/\.\d+$/, ""), text]),
      );
    },
    press: (actionId: string) => hands.press({ viewId: view().id }, actionId),
    close: () => hands.closeView(view().id),
    upload: (field: keyof typeof rosterFields, content: string | Uint8Array, name?: string) =>
      hands.upload(view().id, rosterFields[field], "file", {
        name: name ?? (field === "campaign" ? "campaign.json" : `${field}.csv`),
        content,
      }),
    /** Opens the Home tab and waits until that stands there. */
    async home(words: string) {
      const shown = () => textOf(slack.home(userId)?.blocks);
      await hands.openHome();
      await town.until(() => shown().includes(words));
      return shown();
    },
  };
}

/** The first page filled in as an administrator would. */
export const frame = {
  name: "秋季学习活动",
  nameEn: "Autumn study",
  timeZone: "Shanghai",
  start: "2026-09-21",
  end: "2027-01-31",
} satisfies Partial<Record<SetupField, Choice>>;

export const lists = {
  phases:
    "学习调研 | Study and research | 2026-09-21 – 2026-11-08\n\n分析检查 ｜ 2026年11月9日至2027年1月31日",
  themes: "T1 | 教育观念 | Ideas of education\nT2 | 教学方法",
  directions: "D1 | 课堂教学 | Teaching in class",
  weeksOff: "40，2027-W01",
} satisfies Partial<Record<SetupField, Choice>>;
