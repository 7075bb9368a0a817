import { messageProblems, viewProblems } from "../../../../sandbox/slack/limits/index.ts";

/** Valid blocks and views; a test changes one thing in one of them and looks at what is reported. */

type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

export const x = (length: number) => "x".repeat(length);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const option = (text: string) => ({ text: plain(text), value: text });
export const options = (count: number) => many(count, (index) => option(`o${index}`));
export const cell = (text: string) => ({ type: "raw_text", text });
export const rich = (...elements: unknown[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});

/** `good` with the value at `path` replaced, or removed when `value` is undefined. */
export function changed<T>(good: T, path: Path, value: unknown): T {
  // Through JSON, so that two places never share one object.
  const copy: T = JSON.parse(JSON.stringify(good));
  const last = path.at(-1);
  if (last === undefined) throw new Error("a change needs a path");
  let at = copy as Json;
  for (const step of path.slice(0, -1)) at = at[step] as Json;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

export const confirm = {
  title: plain("Sure?"),
  text: plain("This cannot be undone."),
  confirm: plain("Yes"),
  deny: plain("No"),
};

export const button = { type: "button", action_id: "go", text: plain("Go"), value: "1" };

/** One valid block of every type that a message may hold. */
export const blocks = {
  section: { type: "section", text: mrkdwn("*Hello*") },
  fields: { type: "section", fields: [mrkdwn("a"), plain("b")] },
  header: { type: "header", text: plain("Week 43") },
  divider: { type: "divider" },
  context: {
    type: "context",
    elements: [
      mrkdwn("by the bureau"),
      { type: "image", image_url: "https://example.com/a.png", alt_text: "A" },
    ],
  },
  actions: { type: "actions", block_id: "row", elements: [button, { ...button, action_id: "stop" }] },
  image: {
    type: "image",
    image_url: "https://example.com/a.png",
    alt_text: "A chart",
    title: plain("Chart"),
  },
  markdown: { type: "markdown", text: "**Hello**" },
  rich: {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "Hello ", style: { bold: true } },
          { type: "user", user_id: "U1" },
        ],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        indent: 0,
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "one" }] }],
      },
      { type: "rich_text_quote", elements: [{ type: "link", url: "https://example.com", text: "there" }] },
      { type: "rich_text_preformatted", elements: [{ type: "text", text: "code" }] },
    ],
  },
  table: {
    type: "table",
    rows: [
      [cell("Unit"), cell("Rate")],
      [rich({ type: "text", text: "Qingxi" }), { type: "raw_number", value: 0.9, text: "90 %" }],
    ],
    column_settings: [{ align: "left" }, { align: "right", is_wrapped: true }],
  },
  dataTable: {
    type: "data_table",
    caption: "Units",
    page_size: 10,
    row_header_column_index: 0,
    rows: [
      [cell("Unit"), cell("Rate")],
      [cell("Qingxi"), { type: "raw_number", value: 0.9, text: "90 %" }],
    ],
  },
  lineChart: {
    type: "data_visualization",
    title: "Attendance, last weeks",
    chart: {
      type: "line",
      series: [
        {
          name: "Rate",
          data: [
            { label: "W42", value: 92.1 },
            { label: "W43", value: 92.6 },
          ],
        },
      ],
      axis_config: { categories: ["W42", "W43"], x_label: "Week", y_label: "Percent" },
    },
  },
  pieChart: {
    type: "data_visualization",
    title: "Today",
    chart: { type: "pie", segments: [{ label: "Here", value: 42 }] },
  },
};

/** One valid element of every type that an input block may hold. */
export const inputs = {
  text: { type: "plain_text_input", action_id: "a", initial_value: "", max_length: 500, multiline: true },
  number: { type: "number_input", is_decimal_allowed: false, min_value: "0", max_value: "500" },
  email: { type: "email_text_input", placeholder: plain("you@example.com") },
  url: { type: "url_text_input" },
  richText: { type: "rich_text_input", initial_value: rich({ type: "text", text: "a" }) },
  file: { type: "file_input", max_files: 1, filetypes: ["pdf"] },
  select: { type: "static_select", options: options(3), initial_option: option("o1") },
  grouped: {
    type: "static_select",
    option_groups: [{ label: plain("A"), options: options(2) }],
    initial_option: option("o1"),
  },
  multi: {
    type: "multi_static_select",
    options: options(3),
    initial_options: [option("o0"), option("o2")],
    max_selected_items: 2,
  },
  external: { type: "external_select", min_query_length: 0, initial_option: option("far") },
  multiExternal: { type: "multi_external_select", min_query_length: 1, initial_options: [option("far")] },
  users: { type: "users_select", initial_user: "U1" },
  multiUsers: { type: "multi_users_select", initial_users: ["U1"], max_selected_items: 1 },
  channels: { type: "channels_select", initial_channel: "C1", response_url_enabled: true },
  multiChannels: { type: "multi_channels_select", initial_channels: ["C1"], max_selected_items: 1 },
  conversations: { type: "conversations_select", filter: { include: ["public"] } },
  multiConversations: {
    type: "multi_conversations_select",
    initial_conversations: ["C1"],
    max_selected_items: 1,
  },
  radio: { type: "radio_buttons", options: options(2), initial_option: option("o0") },
  boxes: {
    type: "checkboxes",
    options: [{ text: mrkdwn("*a*"), value: "a" }],
    initial_options: [{ text: mrkdwn("*a*"), value: "a" }],
  },
  date: { type: "datepicker", initial_date: "2026-10-21", placeholder: plain("Day") },
  time: { type: "timepicker", initial_time: "14:30", timezone: "Asia/Shanghai" },
  dateTime: { type: "datetimepicker", initial_date_time: 1_792_000_000 },
};

export const inputOf = (element: unknown) => ({
  type: "input",
  block_id: "b",
  label: plain("Label"),
  element,
});
export const modalOf = (...list: unknown[]) => ({
  type: "modal",
  callback_id: "form",
  title: plain("Record attendance"),
  submit: plain("Save"),
  close: plain("Cancel"),
  private_metadata: "",
  notify_on_close: true,
  blocks: list,
});
export const homeOf = (...list: unknown[]) => ({ type: "home", blocks: list });

export const problemsOfBlock = (block: unknown) => messageProblems({ text: "Hello", blocks: [block] });
export const problemsOfInput = (element: unknown) => viewProblems(modalOf(inputOf(element)));
