import { codeField, dateField, optionalDateField, textField, type Value, wordField } from "../kind/fields.ts";
import { kind, type Values, type Wrong } from "../kind/kind.ts";

/** As things stood on the last day: no answer yet, and not settled without one. */
const open =
  "(r.answered_on IS NULL OR r.answered_on > q.until) AND (r.settled_on IS NULL OR r.settled_on > q.until)";

/** Raised, answered, settled, in this order; a state says that its day is known, and the next one's is not. */
function inOrder({ raisedOn, state, answeredOn, settledOn }: Values): Wrong | undefined {
  const after = (day: Value | undefined, before: Value | undefined) => !day || !before || day >= before;
  if (!after(answeredOn, raisedOn)) return { field: "answeredOn", key: "records.issueAnsweredEarly" };
  if (!after(settledOn, answeredOn ?? raisedOn))
    return { field: "settledOn", key: "records.issueSettledEarly" };
  const stands = settledOn ? "settled" : answeredOn ? "answered" : "open";
  return state === stands ? undefined : { field: "state", key: "records.issueStateOtherwise" };
}

/** Issues: raised, answered and settled; how they stood is told as of the end of a period's last day. */
export const issue = kind({
  name: "issue",
  table: "issue",
  fields: {
    number: codeField,
    raisedOn: dateField,
    dueOn: optionalDateField,
    state: wordField(["open", "answered", "settled"]),
    answeredOn: optionalDateField,
    settledOn: optionalDateField,
    text: textField,
  },
  date: "raisedOn",
  unit: { column: "unit_code" },
  key: ["number"],
  again: "refused",
  check: inOrder,
  file: {
    name: "issues.csv",
    columns: {
      number: "issue_no",
      raisedOn: "raised_on",
      dueOn: "due_on",
      state: "state",
      answeredOn: "answered_on",
      settledOn: "settled_on",
      text: "text",
    },
  },
  figures: {
    of: "period",
    counts: {
      raised: "count(r.id)::int",
      open: `count(r.id) FILTER (WHERE ${open})::int`,
      answered:
        "count(*) FILTER (WHERE r.answered_on <= q.until AND (r.settled_on IS NULL OR r.settled_on > q.until))::int",
      settled: "count(*) FILTER (WHERE r.settled_on <= q.until)::int",
      overdue: `count(r.id) FILTER (WHERE ${open} AND r.due_on < q.until)::int`,
      medianDaysToAnswer:
        "percentile_cont(0.5) WITHIN GROUP (ORDER BY r.answered_on - r.raised_on) FILTER (WHERE r.answered_on <= q.until)",
    },
    words: {
      en: {
        title: "Issues",
        figures: {
          raised: "raised",
          open: "open",
          answered: "answered",
          settled: "settled",
          overdue: "overdue",
          medianDaysToAnswer: "median days to an answer",
        },
      },
      "zh-CN": {
        title: "问题办理",
        figures: {
          raised: "提出",
          open: "待答复",
          answered: "已答复",
          settled: "已办结",
          overdue: "已逾期",
          medianDaysToAnswer: "答复用时中位数（天）",
        },
      },
    },
  },
});
