import { countField, dateField, personField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Mobilization meetings, with which every unit opens. */
export const mobilization = kind({
  name: "mobilization",
  table: "mobilization",
  fields: {
    date: dateField,
    chair: personField,
    attendees: countField,
  },
  date: "date",
  unit: { column: "unit_code" },
  key: ["date"],
  again: "refused",
  file: {
    name: "mobilizations.csv",
    columns: { date: "date", chair: "chair_employee_no", attendees: "attendees" },
  },
  figures: {
    of: "period",
    counts: {
      unitsHeld: "count(DISTINCT r.unit_id)::int",
      attendees: "coalesce(sum(r.attendees), 0)::int",
    },
    words: {
      en: {
        title: "Mobilization meetings",
        figures: { unitsHeld: "units that held one", attendees: "attendees" },
      },
      "zh-CN": { title: "动员大会", figures: { unitsHeld: "已召开单位", attendees: "参加人次" } },
    },
  },
});
