import type { Texts } from "../i18n/index.ts";
import { en } from "./texts-en.ts";
import { zh } from "./texts-zh.ts";

export const texts: Texts = { en, "zh-CN": zh };
