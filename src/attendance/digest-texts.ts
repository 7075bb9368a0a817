import type { Texts } from "../i18n/index.ts";

/** What attendance says on a digest, asked for as "attendance.digest.…". */
export const digestTexts: Texts = {
  en: {
    line_one:
      "*{{reported}} of {{total}} unit reported*{{change}} · attendance *{{rate}}*{{rateChange}} of {{expected}} expected",
    line_other:
      "*{{reported}} of {{total}} units reported*{{change}} · attendance *{{rate}}*{{rateChange}} of {{expected}} expected",
    noneYet_one: "*The {{total}} unit has not reported yet*{{change}}",
    noneYet_other: "*None of {{total}} units has reported yet*{{change}}",
    by: " ({{change}})",
    silent_one: "{{shown}} unit without a report",
    silent_other: "{{shown}} units without a report",
    absentTwice_one: "{{shown}} person absent twice running",
    absentTwice_other: "{{shown}} people absent twice running",
    reported: "Reported",
    rate: "Attendance",
    change: "Change",
    reportedOf: "{{reported}} of {{total}}",
    trend: "Attendance, %",
    status: "By district and unit",
    statusOfOne: "Details",
    missing: "Who has not reported",
    remind: "Remind them",
  },
  "zh-CN": {
    line_other:
      "*{{total}} 个单位中 {{reported}} 个已上报* {{change}} · 出勤率 *{{rate}}* {{rateChange}}，应到 {{expected}} 人次",
    noneYet_other: "*{{total}} 个单位均未上报* {{change}}",
    by: "（{{change}}）",
    silent_other: "{{shown}} 个单位尚未上报",
    absentTwice_other: "{{shown}} 人连续两次缺勤",
    reported: "已上报",
    rate: "出勤率",
    change: "变化",
    reportedOf: "{{reported}}/{{total}}",
    trend: "出勤率（%）",
    status: "按学区和单位查看",
    statusOfOne: "查看详情",
    missing: "查看未上报单位",
    remind: "提醒未上报单位",
  },
};
