import type { Texts } from "../../i18n/index.ts";

/** Asked for as "attendance.makeUp.…". */
export const makeUpTexts: Texts = {
  en: {
    title: "Another study day",
    about:
      "*{{unit}}* studies on the day that you choose, in the place of its usual one, in that week alone. What is owed, reminders and check-ins go by it.",
    day: "Study day",
    group: "{{week}}",
    groupUsual: "{{week}}: usually {{day}}",
    groupRests: "{{week}}: usually {{day}}, a day off",
    exchanged: "{{day}}, worked for a holiday",
    worked: "{{day}}",
    free: "{{day}}, not a working day",
    back: "Back to the usual day, {{day}}",
    backNone: "Back to no fixed day",
    saved:
      "Saved: *{{unit}}* studies on *{{day}}* in {{week}}, in the place of its usual day. `/campaign daysoff` shows it; there it can be changed or taken back.",
    answerGone: "What was answered about that week before ({{answer}}) no longer holds.",
    takenBack: "Taken back: in {{week}}, *{{unit}}* has its usual day again.",
    refused: {
      locked:
        "{{week}} is locked, so its study day can no longer be changed. Record a session on its own date.",
      nothing: "There is no other day that {{unit}} could study on. Record a session on its own date.",
    },
  },
  "zh-CN": {
    title: "另选学习日",
    about: "*{{unit}}* 所选的这一周改在该日学习，其他各周不变。上报、提醒和签到均以该日为准。",
    day: "学习日",
    group: "{{week}}",
    groupUsual: "{{week}}：原定{{day}}",
    groupRests: "{{week}}：原定{{day}}，放假",
    exchanged: "{{day}}（调休上班）",
    worked: "{{day}}",
    free: "{{day}}（非工作日）",
    back: "恢复原定学习日{{day}}",
    backNone: "恢复为不固定学习日",
    saved: "已保存：*{{unit}}* {{week}}改在 *{{day}}* 学习。可用 `/campaign 休息日` 查看、更改或撤销。",
    answerGone: "此前对该周的答复（{{answer}}）不再有效。",
    takenBack: "已撤销：*{{unit}}* {{week}}恢复原定学习日。",
    refused: {
      locked: "{{week}}已经锁定，不能再更改学习日。如有学习，请按实际日期登记。",
      nothing: "{{unit}}没有其他可选的学习日。如有学习，请按实际日期登记。",
    },
  },
};
