import type { Texts } from "../../i18n/index.ts";

/** Asked for as "attendance.undo.…" */
export const undoTexts: Texts = {
  en: {
    doneTitle: "Taken back",
    title: "Take back a session",
    submit: "Take it back",
    button: "Take back the session",
    buttonHere: "Take back",
    what: "*Take back the session of {{unit}}, {{date}}?* Recorded: {{counts}}\nIt then counts nowhere, as if nobody had recorded it; leave that was announced stands as announced. Its history stays, and it can be recorded anew.",
    reason: "Reason",
    notRecorded: "Nothing is recorded for {{unit}}, {{date}}, so there is nothing to take back.",
    changedMeanwhile:
      "*Not taken back.* Somebody has recorded something of {{unit}}, {{date}} meanwhile. Look at what stands now, and ask again.",
    nothing:
      "*Taken back.* Nothing is recorded for *{{unit}}, {{date}}* now; leave that was announced stands as announced.",
    session: "*Taken back.* For *{{unit}}, {{date}}* this stands now: {{counts}}",
    ownNothing: "*Taken back.* Nothing is recorded for you on *{{date}}* now.",
    ownAnnounced: "*Taken back.* For *{{date}}* your leave stands as announced.",
    ownStatus: "*Taken back.* For *{{date}}* you are recorded as *{{status}}*.",
  },
  "zh-CN": {
    doneTitle: "已撤销",
    title: "撤销考勤记录",
    submit: "撤销记录",
    button: "撤销这次记录",
    buttonHere: "撤销记录",
    what: "*确定撤销 {{unit}} {{date}} 的考勤记录吗？* 目前登记：{{counts}}\n撤销后视同未登记，不计入任何统计；预先请的假仍然有效。修改记录会保留，也可以重新登记。",
    reason: "原因",
    notRecorded: "{{unit}} {{date}}没有考勤记录，无需撤销。",
    changedMeanwhile: "*没有撤销。* 其间有人登记了{{unit}} {{date}}的考勤。请先查看现有记录，再重新操作。",
    nothing: "*已撤销。* *{{unit}} {{date}}* 现在没有考勤记录；预先请的假仍然有效。",
    session: "*已撤销。* *{{unit}} {{date}}* 现在的记录：{{counts}}",
    ownNothing: "*已撤销。* 您 *{{date}}* 现在没有考勤记录。",
    ownAnnounced: "*已撤销。* 您 *{{date}}* 预先请的假仍然有效。",
    ownStatus: "*已撤销。* 您 *{{date}}* 现在登记为“{{status}}”。",
  },
};
