import type { Texts } from "../i18n/index.ts";

/** The Home tab's part, asked for as "digest.home.…". */
export const homeTexts: Texts = {
  en: {
    title: "*Weekly digests of your units*",
    row: "{{channel}}: *{{unit}}*, every {{schedule}}",
    rowPaused: "{{channel}}: *{{unit}}*, every {{schedule}} · *paused*",
    change: "Change",
    more_one: "and {{count}} more channel: `/digest list`",
    more_other: "and {{count}} more channels: `/digest list`",
  },
  "zh-CN": {
    title: "*您所负责单位的周报*",
    row: "{{channel}}：*{{unit}}*，每{{schedule}}",
    rowPaused: "{{channel}}：*{{unit}}*，每{{schedule}} · *已暂停*",
    change: "修改",
    more_other: "另有 {{count}} 个频道，可用 `/digest 列表` 查看。",
  },
};

/** What a job that was given up was to do, asked for as "digest.failed.…". */
export const failedTexts: Texts = {
  en: {
    post: "A weekly digest was not posted in its channel.",
    refresh: "Weekly digests were not compared with records that came in late.",
    update: "A weekly digest in a channel was not brought up to date.",
    announce: "A channel was not told of a change of its weekly digest.",
    tell: "Somebody was not told that their channel's weekly digest could not be posted.",
  },
  "zh-CN": {
    post: "有一份周报没有发布到频道。",
    refresh: "有的周报没有按补登的记录核对。",
    update: "频道里有一份周报没有更新。",
    announce: "周报设置有变动，但没有通知到频道。",
    tell: "有一份周报未能发布，且没有通知到设置人。",
  },
};
