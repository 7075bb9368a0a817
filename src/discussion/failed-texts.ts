import type { Texts } from "../i18n/index.ts";

/** What a job that was given up was to do, asked for as "discussion.failed.…". */
export const failedTexts: Texts = {
  en: {
    postInvitation: "An invitation to a discussion was not posted in its channel.",
    updateInvitation: "The people shown on an invitation to a discussion were not brought up to date.",
    permalink: "A message kept as a viewpoint got no link back to its channel.",
  },
  "zh-CN": {
    postInvitation: "有一条讨论邀请没有发布到频道。",
    updateInvitation: "有一条讨论邀请上的参加人员没有及时更新。",
    permalink: "有一条由消息保存的观点没有取到原消息的链接。",
  },
};
