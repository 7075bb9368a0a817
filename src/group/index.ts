import { personField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Leading groups: each unit has one, with its chair. */
export const group = kind({
  name: "group",
  table: "leading_group",
  fields: {
    chair: personField,
  },
  date: null,
  unit: { column: "unit_code" },
  key: [],
  again: "refused",
  file: { name: "leading_groups.csv", columns: { chair: "chair_employee_no" } },
  figures: {
    of: "all",
    counts: {
      unitsFormed: "count(DISTINCT r.unit_id)::int",
    },
    words: {
      en: { title: "Leading groups", figures: { unitsFormed: "units with a group" } },
      "zh-CN": { title: "领导小组", figures: { unitsFormed: "已成立单位" } },
    },
  },
});
