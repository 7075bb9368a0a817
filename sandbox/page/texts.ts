import type { Texts } from "../../src/i18n/index.ts";
import { en } from "./texts-en.ts";
import { zh } from "./texts-zh.ts";

/** The words of the sandbox's page itself; what the bot says has its own texts. */
export const texts: Texts = { en, "zh-CN": zh };
