import { codeField, dateField, yesNoField } from "../kind/fields.ts";
import { kind } from "../kind/kind.ts";

/** Publicity: boards, windows, banners, and articles sent up. */
export const publicity = kind({
  name: "publicity",
  table: "publicity",
  fields: {
    date: dateField,
    medium: codeField,
    level: codeField,
    published: yesNoField,
  },
  date: "date",
  unit: { column: "unit_code" },
  key: ["date", "medium", "level"],
  again: "another",
  file: {
    name: "publicity.csv",
    columns: { date: "date", medium: "medium", level: "level", published: "published" },
  },
  figures: {
    of: "period",
    counts: {
      items: "count(r.id)::int",
      published: "count(*) FILTER (WHERE r.published)::int",
      articlesToCity: "count(*) FILTER (WHERE r.medium = 'article' AND r.level = 'city')::int",
    },
    words: {
      en: {
        title: "Publicity",
        figures: { items: "items", published: "published", articlesToCity: "articles sent to the city" },
      },
      "zh-CN": {
        title: "宣传报道",
        figures: { items: "件数", published: "已刊发", articlesToCity: "报送市级稿件" },
      },
    },
  },
});
