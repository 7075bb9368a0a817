import type { Texts } from "../i18n/index.ts";
import { digestTexts } from "./digest-texts.ts";
import { failedTexts } from "./failed-texts.ts";
import { homeTexts } from "./home/texts.ts";
import { makeUpTexts } from "./makeup/texts.ts";
import { ladderTexts, promptTexts } from "./reminders/texts.ts";
import { requestTexts } from "./request/texts.ts";
import { textsEn } from "./texts-en.ts";
import { textsZh } from "./texts-zh.ts";
import { undoTexts } from "./undo/texts.ts";

export const texts: Texts = {
  en: {
    ...textsEn,
    digest: digestTexts.en,
    ladder: ladderTexts.en,
    prompt: promptTexts.en,
    home: homeTexts.en,
    failed: failedTexts.en,
    undo: undoTexts.en,
    makeUp: makeUpTexts.en,
    request: requestTexts.en,
  },
  "zh-CN": {
    ...textsZh,
    digest: digestTexts["zh-CN"],
    ladder: ladderTexts["zh-CN"],
    prompt: promptTexts["zh-CN"],
    home: homeTexts["zh-CN"],
    failed: failedTexts["zh-CN"],
    undo: undoTexts["zh-CN"],
    makeUp: makeUpTexts["zh-CN"],
    request: requestTexts["zh-CN"],
  },
};
