/** A modal with every kind of input, and the option lists that stand in it. */

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (text: string, value: string) => ({ text: plain(text), value });

export const units = ["Qingxi Primary", "Lakeside Middle", "No. 3 Kindergarten", "Bureau office"];
export const roster = Array.from({ length: 140 }, (_, at) => option(`教师${at + 1}`, `P${at + 1}`));

const input = (block_id: string, label: string, element: Record<string, unknown>, more = {}) => ({
  type: "input" as const,
  block_id,
  label: plain(label),
  element: { action_id: "held", ...element },
  ...more,
});

const group = {
  label: plain("District 1"),
  options: units.slice(0, 2).map((unit, at) => option(unit, `U${at}`)),
};
const otherGroup = {
  label: plain("District 2"),
  options: units.slice(2).map((unit, at) => option(unit, `U${at + 2}`)),
};

/** The blocks; each input's action id is "held", so that its block id says which it is. */
export function everyInput() {
  return [
    { type: "section", block_id: "about", text: { type: "mrkdwn", text: "A form with *every* input." } },
    input("title", "Title", {
      type: "plain_text_input",
      min_length: 3,
      placeholder: plain("Three letters or more"),
    }),
    input(
      "notes",
      "Notes",
      { type: "plain_text_input", multiline: true },
      { optional: true, hint: plain("As many lines as you like") },
    ),
    input("unit", "Unit", { type: "static_select", option_groups: [group, otherGroup] }),
    input("forms", "Forms", {
      type: "multi_static_select",
      options: ["Meeting", "Forum", "Online"].map((form) => option(form, form.toLowerCase())),
      max_selected_items: 2,
    }),
    input("leader", "Led by", {
      type: "external_select",
      min_query_length: 1,
      placeholder: plain("Search the roster"),
    }),
    input("absent", "Absent", { type: "multi_external_select", min_query_length: 1 }, { optional: true }),
    input("user", "Recorder", { type: "users_select" }),
    input("users", "Helpers", { type: "multi_users_select" }, { optional: true }),
    input("channel", "Channel", { type: "conversations_select" }, { optional: true }),
    input("date", "Date", { type: "datepicker", initial_date: "2026-10-21" }),
    input("time", "Time", { type: "timepicker" }),
    input("moment", "Reminder", { type: "datetimepicker" }, { optional: true }),
    input("count", "Present", {
      type: "number_input",
      is_decimal_allowed: false,
      min_value: "0",
      max_value: "500",
    }),
    input("mode", "Recorded by", {
      type: "radio_buttons",
      options: [option("Name", "names"), option("Head-count", "counts")],
    }),
    input(
      "checks",
      "Also",
      {
        type: "checkboxes",
        options: [option("Tell the district", "tell"), option("Keep as draft", "draft")],
      },
      { optional: true },
    ),
    {
      type: "actions",
      block_id: "more",
      elements: [
        { type: "button", action_id: "add", text: plain("Add a line") },
        {
          type: "overflow",
          action_id: "menu",
          options: [option("Copy last week", "copy"), option("Empty the form", "empty")],
        },
        {
          type: "button",
          action_id: "drop",
          style: "danger",
          text: plain("Discard"),
          confirm: {
            title: plain("Discard this form?"),
            text: plain("What you filled in is lost."),
            confirm: plain("Discard"),
            deny: plain("Keep"),
          },
        },
      ],
    },
  ];
}
