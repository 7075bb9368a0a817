import type { Texts } from "../i18n/index.ts";
import { failedTexts } from "./failed-texts.ts";
import { en } from "./texts-en.ts";
import { zh } from "./texts-zh.ts";

export const texts: Texts = {
  en: { ...en, failed: failedTexts.en },
  "zh-CN": { ...zh, failed: failedTexts["zh-CN"] },
};
