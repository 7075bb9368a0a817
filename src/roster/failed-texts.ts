import type { Texts } from "../i18n/index.ts";

/** What a job that was given up was to do, asked for as "org.failed.…". */
export const failedTexts: Texts = {
  en: { match: "People of the roster were not looked for in Slack by their e-mail addresses." },
  "zh-CN": { match: "没有按邮箱在 Slack 中查找名册上的人员。" },
};
