import { dateField, optionalTextField, personField, unitField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Field visits, by the visitor's unit. */
export const visit = kind({
  name: "visit",
  table: "visit",
  fields: {
    visitor: personField,
    visited: unitField,
    date: dateField,
    metWith: optionalTextField,
  },
  date: "date",
  unit: { of: "visitor" },
  key: ["visitor", "visited", "date"],
  again: "another",
  file: {
    name: "visits.csv",
    columns: { visitor: "employee_no", visited: "unit_code", date: "date", metWith: "met_with" },
  },
  figures: {
    of: "period",
    counts: {
      visits: "count(r.id)::int",
      unitsReached: "count(DISTINCT r.visited_id)::int",
    },
    words: {
      en: { title: "Field visits", figures: { visits: "visits", unitsReached: "units reached" } },
      "zh-CN": { title: "三入三问", figures: { visits: "走访次数", unitsReached: "走访单位" } },
    },
  },
});
