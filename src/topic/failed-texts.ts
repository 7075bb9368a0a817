import type { Texts } from "../i18n/index.ts";

/** What a job that was given up was to do, asked for as "topic.failed.…". */
export const failedTexts: Texts = {
  en: {
    redraw: "A message about a topic was not brought up to date.",
    tell: "Somebody was not told that a topic waits for their approval, or how theirs was decided.",
    file: "A file added to a topic was not named and linked there.",
    remind: "Reminders that somebody asked for did not reach all who owe a topic.",
  },
  "zh-CN": {
    redraw: "有一条课题消息没有更新。",
    tell: "有一条课题待审批或审批结果的通知没有发出。",
    file: "有一个课题附件的名称和链接没有取到。",
    remind: "有一批应要求发出的课题申报提醒没有全部送达。",
  },
};
