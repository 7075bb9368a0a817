import { codeField, dateField, personField, yesNoField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Study notes: several of one person, material and day count each. */
export const note = kind({
  name: "note",
  table: "note",
  fields: {
    writer: personField,
    material: codeField,
    date: dateField,
    checked: yesNoField,
  },
  date: "date",
  unit: { of: "writer" },
  key: ["writer", "material", "date"],
  again: "another",
  file: {
    name: "notes.csv",
    columns: { writer: "employee_no", material: "material_code", date: "date", checked: "checked" },
  },
  figures: {
    of: "period",
    counts: {
      notes: "count(r.id)::int",
      people: "count(DISTINCT r.writer_id)::int",
      checked: "count(*) FILTER (WHERE r.checked)::int",
    },
    words: {
      en: {
        title: "Study notes",
        figures: { notes: "notes", people: "people with notes", checked: "checked" },
      },
      "zh-CN": { title: "学习笔记", figures: { notes: "笔记数", people: "撰写人数", checked: "已检查" } },
    },
  },
});
