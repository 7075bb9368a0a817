import { asTyped } from "../slack/mrkdwn.ts";

/** One line of `/topic`, understood. A `unit` is a code or a name as typed. */
export type TopicCommand =
  | { kind: "form" | "approvals" }
  | { kind: "status" | "missing"; unit?: string }
  /** `word`: what was not understood. */
  | { kind: "help"; word?: string };

type Verb = TopicCommand["kind"];
const verbs: Record<string, Verb> = {
  ...{ form: "form", register: "form", 申报: "form", 登记: "form", 填报: "form" },
  ...{ status: "status", 状态: "status", 统计: "status", 情况: "status", 进度: "status" },
  ...{ missing: "missing", 未报: "missing", 未申报: "missing" },
  ...{
    approvals: "approvals",
    approve: "approvals",
    审批: "approvals",
    审核: "approvals",
    待审: "approvals",
    待审批: "approvals",
  },
  ...{ help: "help", 帮助: "help" },
};

const blank = /[\s\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]+/gu;

/** Reads the text behind `/topic`, in English or Chinese; what is not understood is `help`. */
export function parseTopic(text: string): TopicCommand {
  // A unit may be called "River & Co".
  const line = asTyped(text).normalize("NFC").replaceAll(blank, " ").trim();
  if (line === "") return { kind: "form" };
  const [typed = "", ...rest] = line.split(" ");
  // Chinese is written without a space between the word and the unit: 状态青溪小学.
  const verb = typed.normalize("NFKC").toLowerCase();
  const han = Object.keys(verbs).filter((word) => /^\p{Script=Han}/u.test(word) && verb.startsWith(word));
  const known = Object.hasOwn(verbs, verb) ? verb : han.sort((a, b) => b.length - a.length)[0];
  const kind = known === undefined ? undefined : verbs[known];
  if (known === undefined || kind === undefined) return { kind: "help", word: typed };
  const unit = [typed.slice(known.length), ...rest].join(" ").trim();
  if (kind === "status" || kind === "missing") return unit === "" ? { kind } : { kind, unit };
  return unit === "" || kind === "help" ? { kind } : { kind: "help", word: unit };
}
