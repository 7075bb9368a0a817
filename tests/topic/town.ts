import { inputs } from "../../src/topic/ids.ts";
import { type World, world } from "../support/bot.ts";
import { textOf, top, untilForm } from "../support/screen.ts";
import { type TownChanges, townChannels, townUsers } from "../support/town.ts";

export const hill = townChannels.hill.id;
export const directions = [
  { code: "D1", name: "城乡均衡", name_en: "Balanced education" },
  { code: "D2", name: "素质教育", name_en: "Quality education" },
];

/** The town with directions: its heads owe a topic each. */
export const topicTown = ({ campaign, ...more }: TownChanges = {}): Promise<World> =>
  world({ town: { campaign: { directions, ...campaign } as never, ...more } });

export type Typed = Partial<Record<"direction" | "title" | "why" | "method", string>> & {
  coResearchers?: string[];
  units?: string[];
};

/** Opens the form of one's own topic and waits for it. */
export const openForm = (town: World, user: string) =>
  untilForm(town, user, () => town.slack.as(user).command("/topic", hill));

/** The id of an input's block in the form on the user's screen. */
export function blockId(town: World, user: string, name: string): string {
  const blocks = top(town.slack, user)?.view.blocks ?? [];
  return blocks.find(({ block_id }) => block_id?.startsWith(`${name}.`))?.block_id ?? "";
}

/** Types into the form that is open. */
export async function type(town: World, user: string, typed: Typed): Promise<void> {
  const { slack } = town;
  for (const [name, value] of Object.entries(typed)) {
    const viewId = top(slack, user)?.id ?? "";
    const block = blockId(town, user, name);
    const action = inputs[name as keyof typeof inputs];
    if (Array.isArray(value))
      for (const query of value) await slack.as(user).suggest(viewId, block, action, query);
    const chosen = Array.isArray(value) ? await idsOf(town, name, value) : value;
    await slack.as(user).fill(viewId, block, action, chosen);
  }
}

async function idsOf({ db }: World, name: string, names: string[]): Promise<string[]> {
  const rows =
    name === "units"
      ? await db.unit.findMany({ where: { name: { in: names } } })
      : await db.person.findMany({ where: { name: { in: names } } });
  return rows.map(({ id }) => id);
}

export const submit = (town: World, user: string) =>
  town.slack.as(user).submit(top(town.slack, user)?.id ?? "");

/** Registers a topic; nothing like it may be there. */
export async function register(town: World, user: string, title: string, more: Typed = {}): Promise<void> {
  await openForm(town, user);
  await type(town, user, { direction: "D1", title, ...more });
  await submit(town, user);
}

/** What stands on top of the user's screen, as text: a modal, else the last answer to what they asked. */
export const screen = (town: World, user: string): string =>
  textOf(top(town.slack, user)?.view ?? town.slack.ephemerals(user).at(-1));

export const direct = (town: World, user: string) => town.slack.messages(town.slack.directChannel(user));

/** Waits until the user has so many direct messages, and gives the newest. */
export async function untilDirect(town: World, user: string, count: number) {
  await town.until(() => direct(town, user).length >= count);
  const message = direct(town, user).at(-1);
  if (!message) throw new Error("no direct message");
  return { channelId: town.slack.directChannel(user), ts: message.ts, text: message.text ?? "", message };
}

/** Presses a button in the modal on top of the user's screen, else in the last answer to what they asked. */
export function pressTop({ slack }: World, user: string, actionId: string) {
  const modal = top(slack, user);
  const ephemeral = slack.ephemerals(user).at(-1)?.ts ?? "";
  return slack.as(user).press(modal ? { viewId: modal.id } : { ephemeral }, actionId);
}

export const people = townUsers;
