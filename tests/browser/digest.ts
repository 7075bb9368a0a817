/** A weekly digest as the page has to show it: table, chart, buttons. */

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const raw = (text: string) => ({ type: "raw_text", text });

const districts: [string, string, string, string][] = [
  ["District", "Reported", "Attendance", "Change"],
  ["Hexi", "14 of 17", "89.2%", "−1.4"],
  ["Qingshan", "22 of 24", "91.8%", "+0.6"],
  ["Lakeside", "19 of 20", "93.0%", "±0.0"],
  ["County town", "41 of 41", "94.7%", "+2.1"],
];
const weeks = ["W36", "W37", "W38", "W39", "W41", "W42", "W43"];
const rates = [88.1, 90.4, 91.0, 90.2, 91.7, 92.6, 92.6];

export const digest = {
  text: "Week 43: 177 of 187 units reported, attendance 92.6%",
  blocks: [
    { type: "header", text: plain("Autumn study campaign · week 43 (19–25 Oct)") },
    { type: "context", elements: [mrkdwn("County Education Bureau · set up by <@U0BUREAU>")] },
    {
      type: "section",
      text: mrkdwn("*177 of 187 units reported* (+2) · attendance *92.6%* (±0.0) of 3,285 expected"),
    },
    {
      type: "data_table",
      caption: "By district",
      row_header_column_index: 0,
      rows: districts.map((row) => row.map(raw)),
    },
    {
      type: "section",
      text: mrkdwn("*Needs you*\n• 10 units without a report\n• 2 people absent twice running"),
    },
    {
      type: "data_visualization",
      title: "Attendance by week (%)",
      chart: {
        type: "line",
        series: [{ name: "Attendance", data: weeks.map((label, at) => ({ label, value: rates[at] })) }],
        axis_config: { categories: weeks },
      },
    },
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "open",
          style: "primary",
          text: plain("By district"),
          value: "districts",
        },
        { type: "button", action_id: "language", text: plain("Who has not reported") },
        { type: "button", action_id: "drop", text: plain("Remind them") },
      ],
    },
  ],
};
