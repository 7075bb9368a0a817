import { dateField, wordField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Plans: each unit adapts the bureau's and submits its own. */
export const plan = kind({
  name: "plan",
  table: "plan",
  fields: {
    submittedOn: dateField,
    state: wordField(["submitted", "approved", "returned"]),
  },
  date: "submittedOn",
  unit: { column: "unit_code" },
  key: [],
  again: "refused",
  file: { name: "plans.csv", columns: { submittedOn: "submitted_on", state: "state" } },
  figures: {
    of: "upTo",
    counts: {
      submitted: "count(r.id)::int",
      approved: "count(*) FILTER (WHERE r.state = 'approved')::int",
      returned: "count(*) FILTER (WHERE r.state = 'returned')::int",
    },
    words: {
      en: { title: "Plans", figures: { submitted: "submitted", approved: "approved", returned: "returned" } },
      "zh-CN": {
        title: "实施方案",
        figures: { submitted: "已报送", approved: "已审核", returned: "已退回" },
      },
    },
  },
});
