import { type Element, elementsOf, optionsOf } from "../../sandbox/slack/elements.ts";
import {
  type Choice,
  NotAccepted,
  type OpenView,
  type Option,
  type Outcome,
  type Where,
} from "../../sandbox/slack/index.ts";
import { top } from "../support/screen.ts";
import { longText, nasty, someDay } from "./lines.ts";
import { type Play, settled } from "./play.ts";
import { channels, people, secrets, users } from "./town.ts";
import { covers } from "./who.ts";

/** Everything on a user's screen that can be touched, and random hands. */

export type Touchable = { where: Where; blockId: string; element: Element };

type Blocks = OpenView["view"]["blocks"];
const inBlocks = (where: Where, blocks: Blocks | undefined): Touchable[] =>
  (blocks ?? []).flatMap((block) =>
    elementsOf(block).map((element) => ({ where, blockId: block.block_id, element })),
  );

/** In messages of any age, and on the Home tab. */
export function onScreen({ slack }: Play, user: string): Touchable[] {
  const posted = [...channels.map(({ id }) => id), slack.directChannel(user)].flatMap((channelId) =>
    slack.messages(channelId).flatMap(({ ts, blocks }) => inBlocks({ channelId, ts }, blocks)),
  );
  const own = slack.ephemerals(user).flatMap(({ ts, blocks }) => inBlocks({ ephemeral: ts }, blocks));
  // Mostly what was answered lately; what is older stays there to be pressed.
  const recent = [...posted.slice(-20), ...own.slice(-30)];
  return [...recent, ...recent, ...posted, ...own, ...inBlocks("home", slack.home(user)?.blocks)];
}

export const inModal = (view: OpenView): Touchable[] => inBlocks({ viewId: view.id }, view.view.blocks);

/** Chooses in an element as somebody might. @returns what was done, in words, and what came of it */
export async function touch(
  play: Play,
  user: string,
  { where, blockId, element }: Touchable,
): Promise<{ done: string; outcome: Outcome | undefined; choice: Choice }> {
  const { slack } = play;
  const choice = await choiceFor(play, user, where, blockId, element);
  const actor = slack.as(user);
  const done = `${element.type} ${element.action_id} ${JSON.stringify(choice)?.slice(0, 120)}`;
  if (
    typeof where === "object" &&
    "viewId" in where &&
    element.type !== "button" &&
    element.type !== "overflow"
  )
    return {
      done,
      choice,
      outcome: await settled(play, user, 1, () =>
        actor.fill(where.viewId, blockId, element.action_id, choice),
      ),
    };
  return {
    done,
    choice,
    outcome: await settled(play, user, 1, () => actor.press(where, element.action_id, choice, blockId)),
  };
}

async function choiceFor(
  play: Play,
  user: string,
  where: Where,
  blockId: string,
  element: Element,
): Promise<Choice> {
  const { chance } = play;
  const most = typeof element.max_selected_items === "number" ? element.max_selected_items : 3;
  const values = () => optionsOf(element).map(({ value }) => value);
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
    case "overflow":
      return chance.one(values());
    case "checkboxes":
    case "multi_static_select":
      return chance.some(values(), Math.min(3, most));
    case "external_select":
    case "multi_external_select": {
      const found = await suggested(play, user, where, blockId, element);
      if (element.type === "external_select") return found.length > 0 ? chance.one(found) : null;
      return chance.some(found, Math.min(3, most));
    }
    case "users_select":
      return chance.one(users).id;
    case "multi_users_select":
      return chance.some(users, Math.min(3, most)).map(({ id }) => id);
    case "conversations_select":
    case "channels_select":
      return chance.one(channels).id;
    case "datepicker":
      return someDay(play);
    case "timepicker":
      return chance.one(["08:00", "23:59", "00:00"]);
    case "number_input":
      return chance.one(["0", "1", "2", "3", "30", "100000", "100001", "-1", "1.5", null]);
    case "plain_text_input":
      if (chance.of(50)) return `${chance.one(["乡村学校", "School meals", "课堂"])} ${chance.whole(1, 99)}`;
      return chance.one([...nasty, longText, "好".repeat(3000), "   ", null]);
    case "email_text_input":
    case "url_text_input":
      return chance.one(["https://example.org/a", "someone@example.org", "nonsense", null]);
    default:
      return null;
  }
}

/** What an external select offers for something typed, without those whom the user must not know. */
async function suggested(play: Play, user: string, where: Where, blockId: string, element: Element) {
  if (typeof where !== "object" || !("viewId" in where)) return [];
  const { chance, slack } = play;
  const query = chance.one(["", "a", "王", "Head", "<!", "学", chance.one(people).name.slice(0, 4)]);
  const found = await slack.as(user).suggest(where.viewId, blockId, element.action_id, query);
  return found.filter((option) => !isSecret(user, option));
}

function isSecret(user: string, option: Option): boolean {
  const asker = people.find(({ slack }) => slack === user);
  return secrets.some(
    ({ name, unit }) => option.text.text.includes(name) && !(asker && covers(asker.unit, unit)),
  );
}

/** Puts files into a file input: mostly rubbish. */
export async function upload(play: Play, user: string, view: OpenView, { blockId, element }: Touchable) {
  const types = Array.isArray(element.filetypes) ? element.filetypes.map(String) : ["csv"];
  const name = `${play.chance.one(["people", "units", "rubbish"])}.${play.chance.one(types)}`;
  const content = play.chance.one(["", "a,b\n1,2\n", "employee_no,name\n,,,,\n", "\ufeff\u0000x", longText]);
  await play.slack
    .as(user)
    .upload(view.id, blockId, element.action_id, [{ name, content }])
    .catch((error: unknown) => {
      // One file too many: Slack's own client says so.
      if (!(error instanceof NotAccepted)) throw error;
    });
  return name;
}

export const topView = (play: Play, user: string): OpenView | undefined => top(play.slack, user);
