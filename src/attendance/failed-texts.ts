import type { Texts } from "../i18n/index.ts";

/** What a job that was given up was to do, asked for as "attendance.failed.…". */
export const failedTexts: Texts = {
  en: {
    postCheckIn: "A check-in message was not posted in its channel.",
    updateCheckIn: "The counts of a check-in message were not brought up to date.",
    remind: "Reminders that somebody asked for did not reach all liaisons.",
    askHead: "A unit head was not asked to correct a locked week.",
  },
  "zh-CN": {
    postCheckIn: "有一条签到消息没有发布到频道。",
    updateCheckIn: "有一条签到消息的人数没有更新。",
    remind: "有人要求发送的提醒没有送达全部联络员。",
    askHead: "没有通知到单位负责人更正已锁定的一周。",
  },
};
