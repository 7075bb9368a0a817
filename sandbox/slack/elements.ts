import { isFields } from "./args.ts";
import type { Block, Choice, ElementState, Option, StateValues } from "./types.ts";

/** An interactive element of a block. */
export type Element = { type: string; action_id: string; [field: string]: unknown };

/** Where an element stands. */
export type Place = { block: Block; element: Element };

type Kind = "value" | "option" | "options" | "one" | "many" | "moment" | "files";

/** What an element keeps: the field in its state, the field of its first value, and what is in there. */
const kinds: Readonly<Record<string, readonly [field: string, initial: string, kind: Kind]>> = {
  plain_text_input: ["value", "initial_value", "value"],
  email_text_input: ["value", "initial_value", "value"],
  url_text_input: ["value", "initial_value", "value"],
  number_input: ["value", "initial_value", "value"],
  static_select: ["selected_option", "initial_option", "option"],
  external_select: ["selected_option", "initial_option", "option"],
  radio_buttons: ["selected_option", "initial_option", "option"],
  multi_static_select: ["selected_options", "initial_options", "options"],
  multi_external_select: ["selected_options", "initial_options", "options"],
  checkboxes: ["selected_options", "initial_options", "options"],
  users_select: ["selected_user", "initial_user", "one"],
  multi_users_select: ["selected_users", "initial_users", "many"],
  conversations_select: ["selected_conversation", "initial_conversation", "one"],
  multi_conversations_select: ["selected_conversations", "initial_conversations", "many"],
  channels_select: ["selected_channel", "initial_channel", "one"],
  multi_channels_select: ["selected_channels", "initial_channels", "many"],
  datepicker: ["selected_date", "initial_date", "one"],
  timepicker: ["selected_time", "initial_time", "one"],
  datetimepicker: ["selected_date_time", "initial_date_time", "moment"],
  // Empty at first: no file can be there before somebody uploads it.
  file_input: ["files", "initial_files", "files"],
};

/** The interactive elements of a block, in reading order. */
export function elementsOf(block: Block): Element[] {
  const held = block.type === "section" ? [block.accessory] : block.type === "input" ? [block.element] : [];
  const listed = block.type === "actions" && Array.isArray(block.elements) ? block.elements : [];
  return [...held, ...listed].filter(isElement);
}

function isElement(value: unknown): value is Element {
  return isFields(value) && typeof value.type === "string" && typeof value.action_id === "string";
}

/** The element with this action id. Throws, naming the ones there are, when it is not on the screen. */
export function placeOf(blocks: Block[], actionId: string, blockId?: string): Place {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const found = all.find(
    ({ block, element }) => element.action_id === actionId && (blockId ?? block.block_id) === block.block_id,
  );
  if (found) return found;
  const there = all.map(({ block, element }) => `${block.block_id}/${element.action_id}`).join(", ");
  throw new Error(`Nothing here has the action id "${actionId}"; there are: ${there || "none"}`);
}

/** What the element holds before anyone touched it; undefined for buttons and menus, which hold nothing. */
export function initialState(element: Element, currentChannel?: string): ElementState | undefined {
  const kind = kinds[element.type];
  if (kind === undefined) return undefined;
  const [field, initial, holds] = kind;
  const current = element.default_to_current_conversation === true ? currentChannel : undefined;
  if (holds === "options" || holds === "many" || holds === "files") {
    return { type: element.type, [field]: element[initial] ?? (current ? [current] : []) };
  }
  return { type: element.type, [field]: element[initial] ?? current ?? null };
}

/** The state of all elements; what `kept` already holds for the same block and action ids stays. */
export function stateOf(blocks: Block[], kept: StateValues = {}, currentChannel?: string): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const before = kept[block.block_id]?.[element.action_id];
      const state = before?.type === element.type ? before : initialState(element, currentChannel);
      if (state) values[block.block_id] = { ...values[block.block_id], [element.action_id]: state };
    }
  }
  return values;
}

/**
 * What the element holds after a user chose `choice`.
 * @param suggested options that an external select has shown.
 * @param files the files that the user has uploaded into it, as payloads show them.
 * @throws Error for a choice that the element does not offer.
 */
export function chosen(
  element: Element,
  choice: Choice,
  suggested: Option[] = [],
  files: Record<string, unknown>[] = [],
): ElementState {
  const [field, , holds] = kinds[element.type] ?? [undefined, undefined, undefined];
  if (field === undefined || holds === undefined) throw new Error(`A ${element.type} holds no value`);
  const single = Array.isArray(choice) ? choice[0] : choice;
  const several: (string | number | Option)[] = Array.isArray(choice)
    ? choice
    : choice === null
      ? []
      : [choice];
  const most = element.max_selected_items;
  if (typeof most === "number" && several.length > most) throw new Error(`At most ${most} may be chosen`);
  const option = (value: string | number | Option) => optionOf(element, value, suggested);
  const state: Record<Kind, () => unknown> = {
    value: () => (single === null || single === undefined || single === "" ? null : String(single)),
    option: () => (single === null || single === undefined ? null : option(single)),
    options: () => several.map(option),
    one: () => (single === undefined || single === "" ? null : checkedFormat(element.type, single)),
    many: () => several,
    files: () => several.map((id) => fileOf(id, files)),
    moment: () => (single === null || single === undefined ? null : Number(single)),
  };
  return { type: element.type, [field]: state[holds]() };
}

function fileOf(id: string | number | Option, files: Record<string, unknown>[]): Record<string, unknown> {
  const found = files.find((file) => file.id === id);
  if (found) return found;
  throw new Error(`No file ${String(id)} was uploaded here`);
}

const formats: Readonly<Record<string, RegExp>> = {
  datepicker: /^\d{4}-\d{2}-\d{2}$/,
  timepicker: /^\d{2}:\d{2}$/,
};

function checkedFormat(type: string, value: unknown): unknown {
  const format = formats[type];
  if (format && value !== null && !format.test(String(value)))
    throw new Error(`"${value}" is no ${type}'s value`);
  return value;
}

/** The options that a static element lists, with the label of their group. */
export function optionsOf(element: Record<string, unknown>): Option[] {
  const plain = Array.isArray(element.options) ? (element.options as Option[]) : [];
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isFields) : [];
  const grouped = groups.flatMap((group) => {
    const label = isFields(group.label) ? String(group.label.text) : "";
    return (Array.isArray(group.options) ? (group.options as Option[]) : []).map((o) => ({
      ...o,
      group: label,
    }));
  });
  return [...plain, ...grouped];
}

/** The option with this value, as it goes into a payload. Throws when the element does not offer it. */
export function optionOf(
  element: Element,
  value: string | number | Option,
  suggested: Option[] = [],
): Option {
  if (typeof value === "object") return withoutGroup(value);
  const offered = [...optionsOf(element), ...suggested];
  const found = offered.find((option) => option.value === String(value));
  if (found) return withoutGroup(found);
  const values = offered.map((option) => option.value).join(", ");
  throw new Error(`"${element.action_id}" does not offer "${value}"; it offers: ${values || "nothing"}`);
}

function withoutGroup({ group: _, ...option }: Option): Option {
  return option;
}

/** The entry of `actions` in a block_actions payload. */
export function actionOf(place: Place, state: ElementState | undefined, choice: Choice, ts: string) {
  const { block, element } = place;
  const base = { action_id: element.action_id, block_id: block.block_id, type: element.type, action_ts: ts };
  if (element.type === "button") {
    const { text, value, style, url } = element;
    return { ...base, text, ...defined({ value, style, url }) };
  }
  if (element.type === "overflow") {
    if (typeof choice !== "string") throw new Error(`An overflow menu needs the value of one of its options`);
    return { ...base, selected_option: optionOf(element, choice) };
  }
  return { ...base, ...state, ...defined({ placeholder: element.placeholder }) };
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
