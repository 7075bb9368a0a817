import { codeField, dateField, optionalCountField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Inspections, by the unit that was visited. */
export const inspection = kind({
  name: "inspection",
  table: "inspection",
  fields: {
    group: codeField,
    date: dateField,
    score: optionalCountField,
  },
  date: "date",
  unit: { column: "unit_code" },
  key: ["group", "date"],
  again: "refused",
  file: { name: "inspections.csv", columns: { group: "group_code", date: "date", score: "score" } },
  figures: {
    of: "period",
    counts: {
      visits: "count(r.id)::int",
      unitsInspected: "count(DISTINCT r.unit_id)::int",
    },
    words: {
      en: { title: "Inspections", figures: { visits: "visits", unitsInspected: "units inspected" } },
      "zh-CN": { title: "检查指导", figures: { visits: "检查次数", unitsInspected: "受检单位" } },
    },
  },
});
