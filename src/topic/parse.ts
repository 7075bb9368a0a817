import { asTyped } from "../i18n/mrkdwn.ts";

/** One line of `/topic`, understood. A `unit` is a code or a name as typed. */
export type TopicCommand =
  | { kind: "form" | "approvals" }
  | { kind: "status" | "missing"; unit?: string }
  /** `word`: what was not understood. */
  | { kind: "help"; word?: string };

type Verb = TopicCommand["kind"];
/** The words of `/topic`, in lower case and half width. */
export const topicWords = {
  form: ["form", "register", "申报", "登记", "填报"],
  status: ["status", "状态", "统计", "情况", "进度"],
  missing: ["missing", "未报", "未申报"],
  approvals: ["approvals", "approve", "审批", "审核", "待审", "待审批"],
  help: ["help", "?", "帮助"],
} as const satisfies Record<Verb, readonly string[]>;

const verbs = new Map<string, Verb>(
  Object.entries(topicWords).flatMap(([kind, said]) => said.map((word) => [word, kind as Verb] as const)),
);

const blank = /[\s\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]+/gu;

/** Reads the text behind `/topic`, in English or Chinese; what is not understood is `help`. */
export function parseTopic(text: string): TopicCommand {
  // A unit may be called "River & Co".
  const line = asTyped(text).normalize("NFC").replaceAll(blank, " ").trim();
  if (line === "") return { kind: "form" };
  const [typed = "", ...rest] = line.split(" ");
  // Chinese is written without a space between the word and the unit: 状态青溪小学.
  const verb = typed.normalize("NFKC").toLowerCase();
  const han = [...verbs.keys()].filter((word) => /^\p{Script=Han}/u.test(word) && verb.startsWith(word));
  const known = verbs.has(verb) ? verb : han.sort((a, b) => b.length - a.length)[0];
  const kind = known === undefined ? undefined : verbs.get(known);
  if (known === undefined || kind === undefined) return { kind: "help", word: typed };
  const unit = [typed.slice(known.length), ...rest].join(" ").trim();
  if (kind === "status" || kind === "missing") return unit === "" ? { kind } : { kind, unit };
  return unit === "" ? { kind } : { kind: "help", word: unit };
}
