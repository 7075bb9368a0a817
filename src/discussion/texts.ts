import type { Texts } from "../i18n/index.ts";

export const texts: Texts = { en: {}, "zh-CN": {} };
