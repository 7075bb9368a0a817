import type { Texts } from "../i18n/index.ts";

/** What a job that was given up was to do, asked for as "attendance.failed.…". */
export const failedTexts: Texts = {
  en: {
    postCheckIn: "A check-in message was not posted in its channel.",
    updateCheckIn: "The counts of a check-in message were not brought up to date.",
    remind: "Reminders that somebody asked for did not reach all liaisons.",
    askHead: "Somebody was not asked to correct an attendance record.",
    tellOwn: "Somebody was not told what became of what they said of their own attendance.",
  },
  "zh-CN": {
    postCheckIn: "有一条签到消息没有发布到频道。",
    updateCheckIn: "有一条签到消息的人数没有更新。",
    remind: "有人要求发送的提醒没有送达全部联络员。",
    askHead: "有一条更正考勤的申请没有送达处理人。",
    tellOwn: "有一条考勤申请的处理结果没有告知本人。",
  },
};
