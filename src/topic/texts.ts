import type { Texts } from "../i18n/index.ts";
import { textsEn } from "./texts-en.ts";
import { textsZh } from "./texts-zh.ts";

export const texts: Texts = { en: textsEn, "zh-CN": textsZh };
