import type { Texts } from "../../i18n/index.ts";

/** Asked for as "attendance.ladder.…". */
export const ladderTexts: Texts = {
  en: {
    before: "*{{unit}}* studies on *{{day}}*. After the session, its attendance takes a minute to record.",
    today: "*{{unit}}* studies *today, {{day}}*. After the session, its attendance takes a minute to record.",
    after: "*{{unit}}* has no attendance yet for {{week}}; its session was planned for {{day}}.",
    head: "*{{unit}}* has no attendance yet for {{week}}; its session was planned for {{day}}. You or a liaison can record it.",
    headAfter:
      "*{{unit}}* has no attendance yet for {{week}}; its session was planned for {{day}}, and I asked the liaison on {{told}}. You or a liaison can record it.",
    unreached:
      "Not reached: {{names}}. An administrator can match a Slack account that is in use: `/campaign people`.",
    why: {
      gone: "{{name}} (Slack account deactivated)",
      none: "{{name}} (no Slack account)",
      refused: "{{name}} (Slack did not deliver the message)",
    },
    district_one:
      "*{{unit}}*, {{week}}: {{count}} of the {{total}} units right below has not reported yet: {{names}}.",
    district_other:
      "*{{unit}}*, {{week}}: {{count}} of the {{total}} units right below have not reported yet: {{names}}.",
    absentTwice:
      "*{{name}}* ({{unit}}) was absent from the last two sessions: {{first}} and {{last}}. Only you are told.",
    record: "Record attendance",
    noSession: "No session this week…",
    atIt: "We are at it",
    seen: "Seen, thank you",
    look: "See who has not reported",
    week: "See that week",
    noSessionTitle: "No session",
    noSessionAbout: "*{{unit}}*, {{week}}. Your answer ends the reminders about this week.",
    reason: "Why is there no session?",
    reasonExample: "For example: examinations all week",
    given: {
      no_session:
        "Noted: *{{unit}}* has no session in {{week}} ({{reason}}). There will be no more reminders about it.",
      acknowledged:
        "Thank you. There will be no more reminders to *{{unit}}* about {{week}}. The report is still awaited.",
    },
    already: {
      no_session: "{{by}} has answered for *{{unit}}* already: no session in {{week}} ({{reason}}).",
      acknowledged: "{{by}} has answered for *{{unit}}* already: {{week}} is being seen to.",
    },
    mine: {
      no_session: "You have answered for *{{unit}}* already: no session in {{week}} ({{reason}}).",
      acknowledged:
        "You have answered for *{{unit}}* already: {{week}} is being seen to. The report is still awaited.",
    },
    undone: {
      none: "*Taken back.* *{{unit}}* has not answered about {{week}}, and is reminded as usual.",
      acknowledged: "*Taken back.* About {{week}}, *{{unit}}* is at it; the report is still awaited.",
      no_session: "*Taken back.* *{{unit}}* has no session in {{week}}.",
    },
    undoLate:
      "*Not taken back.* The button holds for ten minutes, until {{until}}. If a session is held after all, record it with `/attendance`.",
    seenThen: "Thank you. After the session I ask for the attendance of *{{unit}}* only if it is missing.",
    note: { no_session: "no session: {{reason}}", acknowledged: "they are at it" },
    refused: {
      notYours:
        "Only a liaison or the head of {{unit}} can answer for it. Nothing was changed; ask one of them, or an administrator.",
      locked: "{{week}} is closed: there is nothing left to answer.",
      reported:
        "{{unit}} has recorded its attendance for {{week}} already: there is nothing left to answer. If there was no session, take the record back first: `/attendance undo`.",
      weekOff: "{{week}} is a week off: there is nothing to answer.",
      noReason: "Please say in a few words why there is no session.",
      noReasonOnLine:
        "Please say in a few words why there is no session: `/attendance no session because of exams`.",
      longReason: "Please keep to {{count}} characters.",
    },
  },
  "zh-CN": {
    before: "*{{unit}}* 将于 *{{day}}* 集中学习。学习结束后，花一分钟登记考勤即可。",
    today: "*{{unit}}* 今天（{{day}}）集中学习。学习结束后，花一分钟登记考勤即可。",
    after: "*{{unit}}* {{week}}的考勤还没有登记，原定学习日为{{day}}。",
    head: "*{{unit}}* {{week}}的考勤还没有登记，原定学习日为{{day}}。您或联络员都可以登记。",
    headAfter:
      "*{{unit}}* {{week}}的考勤还没有登记，原定学习日为{{day}}；{{told}}已提醒过联络员。您或联络员都可以登记。",
    unreached: "联系不上：{{names}}。请管理员用 `/campaign 人员` 关联正在使用的 Slack 账号。",
    why: {
      gone: "{{name}}（Slack 账号已停用）",
      none: "{{name}}（没有 Slack 账号）",
      refused: "{{name}}（消息未能送达）",
    },
    district_other: "*{{unit}}* {{week}}：直属的 {{total}} 个单位中还有 {{count}} 个未上报：{{names}}。",
    absentTwice: "*{{name}}*（{{unit}}）最近两次集中学习均缺勤：{{first}}、{{last}}。此事只告知您一人。",
    record: "登记考勤",
    noSession: "本周不学习…",
    atIt: "正在办理",
    seen: "知道了",
    look: "查看未上报单位",
    week: "查看该周",
    noSessionTitle: "本周不学习",
    noSessionAbout: "*{{unit}}*，{{week}}。答复后，该周不再提醒。",
    reason: "为什么不安排学习？",
    reasonExample: "例如：全周考试",
    given: {
      no_session: "已记下：*{{unit}}* {{week}}不安排集中学习（{{reason}}），该周不再提醒。",
      acknowledged: "谢谢。*{{unit}}* {{week}}不再提醒，考勤仍请登记。",
    },
    already: {
      no_session: "{{by}}已代 *{{unit}}* 答复：{{week}}不安排集中学习（{{reason}}）。",
      acknowledged: "{{by}}已代 *{{unit}}* 答复：{{week}}正在办理。",
    },
    mine: {
      no_session: "您已代 *{{unit}}* 答复过：{{week}}不安排集中学习（{{reason}}）。",
      acknowledged: "您已代 *{{unit}}* 答复过：{{week}}正在办理，考勤仍请登记。",
    },
    undone: {
      none: "*已撤销。* *{{unit}}* {{week}}视同未答复，照常提醒。",
      acknowledged: "*已撤销。* *{{unit}}* {{week}}恢复为“正在办理”，考勤仍请登记。",
      no_session: "*已撤销。* *{{unit}}* {{week}}恢复为不安排集中学习。",
    },
    undoLate:
      "*没有撤销。* “撤销”按钮十分钟内有效，已于 {{until}} 失效。如果后来组织了学习，请用 `/attendance` 登记。",
    seenThen: "谢谢。学习结束后，只有 *{{unit}}* 的考勤没有登记时我才会提醒。",
    note: { no_session: "该周不学习：{{reason}}", acknowledged: "正在办理" },
    refused: {
      notYours: "只有{{unit}}的联络员或负责人可以代为答复，没有作任何更改。请联系他们或管理员。",
      locked: "{{week}}已经锁定，无需再答复。",
      reported:
        "{{unit}}已登记{{week}}的考勤，无需再答复。如果该周实际没有学习，请先撤销登记：`/attendance 撤销`。",
      weekOff: "{{week}}不安排学习，无需答复。",
      noReason: "请简单说明不安排学习的原因。",
      noReasonOnLine: "请简单说明不安排学习的原因，例如 `/attendance 停课 期中考试`。",
      longReason: "请控制在 {{count}} 个字以内。",
    },
  },
};

/** What a prompt was for, by the last part of its kind; asked for as "attendance.prompt.…". */
export const promptTexts: Texts = {
  en: {
    byHand: "sent by somebody",
    before: "before the session",
    after: "to the liaison",
    head: "to the unit's head",
    district: "to the unit above",
    absentTwice: "absent twice",
    ask: "request to correct",
    own: "request about oneself",
  },
  "zh-CN": {
    byHand: "人工提醒",
    before: "学习前提醒",
    after: "提醒联络员",
    head: "提醒单位负责人",
    district: "告知上级单位",
    absentTwice: "连续两次缺勤",
    ask: "请求更正",
    own: "本人申请",
  },
};
