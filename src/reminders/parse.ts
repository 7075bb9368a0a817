/** What `/campaign reminders …` asks for. `unit`: how often that unit was prompted. */
export type RemindersCommand =
  | { kind: "show" }
  | { kind: "switch"; on: boolean }
  | { kind: "before"; on: boolean }
  | { kind: "unit"; name: string };

const switches: Record<string, boolean> = {
  on: true,
  开: true,
  开启: true,
  打开: true,
  off: false,
  关: false,
  关闭: false,
};
const before = /^(?:before|学习前|会前)\s*/;

/** @param text what stands after the word "reminders" */
export function parseReminders(text: string): RemindersCommand {
  const typed = text.normalize("NFKC").trim();
  const words = typed.toLowerCase();
  if (words === "") return { kind: "show" };
  if (Object.hasOwn(switches, words)) return { kind: "switch", on: switches[words] === true };
  const rest = before.exec(words) ? words.replace(before, "") : undefined;
  if (rest === "") return { kind: "before", on: true };
  if (rest !== undefined && Object.hasOwn(switches, rest))
    return { kind: "before", on: switches[rest] === true };
  return { kind: "unit", name: typed };
}
