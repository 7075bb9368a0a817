import { countField, dateField, personField, textField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Lectures, by the unit where they were given. */
export const lecture = kind({
  name: "lecture",
  table: "lecture",
  fields: {
    date: dateField,
    lecturer: personField,
    subject: textField,
    audience: countField,
  },
  date: "date",
  unit: { column: "unit_code" },
  key: ["date", "subject"],
  again: "another",
  file: {
    name: "lectures.csv",
    columns: { date: "date", lecturer: "lecturer_employee_no", subject: "subject", audience: "audience" },
  },
  figures: {
    of: "period",
    counts: {
      lectures: "count(r.id)::int",
      audience: "coalesce(sum(r.audience), 0)::int",
    },
    words: {
      en: { title: "Lectures", figures: { lectures: "lectures", audience: "audience" } },
      "zh-CN": { title: "专题辅导", figures: { lectures: "场次", audience: "听众人次" } },
    },
  },
});
