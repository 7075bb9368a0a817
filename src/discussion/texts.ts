import type { Texts } from "../i18n/index.ts";
import { failedTexts } from "./failed-texts.ts";
import { textsEn } from "./texts-en.ts";
import { textsZh } from "./texts-zh.ts";

export const texts: Texts = {
  en: { ...textsEn, failed: failedTexts.en },
  "zh-CN": { ...textsZh, failed: failedTexts["zh-CN"] },
};
