import type { Choice, ElementState, Option } from "../slack/types.ts";
import { secondsOfLocal } from "./dates.ts";
import { type Fields, fieldsOf, isFields, textOf } from "./show.ts";

/** What an element holds, whatever its type: a text (or date, time, number), or the things chosen. */
export type Held = { text: string; options: Option[]; ids: string[] };

/** Reads what an element holds now, or at first when there is no state. */
export function heldBy(element: Fields, state: ElementState | undefined): Held {
  const from: Fields = state ?? initial(element);
  const ids = [
    from.selected_user,
    from.selected_users,
    from.selected_conversation,
    from.selected_conversations,
    from.selected_channel,
    from.selected_channels,
  ].flat();
  const text = from.value ?? from.selected_date ?? from.selected_time ?? from.selected_date_time ?? "";
  return {
    text: String(text),
    options: [from.selected_option, from.selected_options].flat().filter(isOption),
    ids: ids.filter((id) => typeof id === "string"),
  };
}

// `initial_users` begins what `selected_users` holds, and so on; only the typed inputs say `value`.
function initial(element: Fields): Fields {
  return Object.fromEntries(
    Object.entries(element)
      .filter(([name]) => name.startsWith("initial_"))
      .map(([name, value]) => [
        name === "initial_value" ? "value" : name.replace("initial_", "selected_"),
        value,
      ]),
  );
}

/** True for an option object. */
export function isOption(value: unknown): value is Option {
  return (
    isFields(value) &&
    typeof value.value === "string" &&
    isFields(value.text) &&
    typeof value.text.text === "string"
  );
}

/** The options that an element lists by itself, with the label of their group. */
export function listedOptions(element: Fields): Option[] {
  const plain = fieldsOf(element.options).filter(isOption);
  const grouped = fieldsOf(element.option_groups).flatMap((group) =>
    fieldsOf(group.options)
      .filter(isOption)
      .map((option) => ({ ...option, group: isFields(group.label) ? textOf(group.label.text) : "" })),
  );
  return [...plain, ...grouped];
}

/** What the page's script sends: a text, or the options chosen (users, channels and files are options too, by id). */
export type Picked = string | Option[] | null;

/**
 * What was picked in the browser as the local Slack takes it, for an element of this type.
 * @throws RangeError for a date and time that does not exist.
 */
export function choiceOf(element: Fields, picked: Picked, timeZone: string): Choice {
  const type = textOf(element.type);
  const several = type.startsWith("multi_") || type === "checkboxes" || type === "file_input";
  if (picked === null || picked === "") return several ? [] : null;
  if (typeof picked === "string") {
    return type === "datetimepicker" ? secondsOfLocal(picked, timeZone) : picked;
  }
  const options = picked.map(({ text, value, description }) => ({
    text,
    value,
    ...(description ? { description } : {}),
  }));
  if (type === "multi_external_select") return options;
  if (type === "external_select") return options[0] ?? null;
  const values = options.map((option) => option.value);
  return several ? values : (values[0] ?? null);
}

/** The interactive elements of a block. */
export function elementsIn(block: Fields): Fields[] {
  return [block.accessory, block.element, block.type === "actions" ? block.elements : []]
    .flat()
    .filter(isFields);
}

/** The element with these ids among blocks; undefined when it is not there (any more). */
export function findElement(blocks: Fields[], blockId: string, actionId: string): Fields | undefined {
  const block = blocks.find((one) => one.block_id === blockId);
  return block && elementsIn(block).find((element) => element.action_id === actionId);
}
