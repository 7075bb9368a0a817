import type { Html, Setting, Show } from "../../../sandbox/page/show.ts";
import { texts } from "../../../sandbox/page/texts.ts";
import { createI18n, type Language } from "../../../src/i18n/index.ts";

const i18n = createI18n({ sandbox: texts });

/** What rendering needs, at 21 October 2026, 15:00 in Shanghai, for two people and a channel. */
export function showing(language: Language = "en"): Show {
  const locale = i18n.locale(language);
  return {
    locale,
    t: (key, values) => locale.t(`sandbox.${key}`, values),
    timeZone: "Asia/Shanghai",
    now: Temporal.Instant.from("2026-10-21T07:00:00Z"),
    userName: (id) => ({ U0LIAISON: "Li Wei", U0TEACHER: "王伟" })[id],
    channelName: (id) => ({ C0BUREAU: "bureau" })[id],
  };
}

export function setting(more: Partial<Setting> = {}): Setting {
  return { show: showing(), prefix: "v", state: () => undefined, errors: {}, ...more };
}

/** The HTML as text, white space between tags left out. */
export async function written(html: Html): Promise<string> {
  return String(await html)
    .replace(/>\s+</g, "><")
    .trim();
}

/** The words that a reader sees. */
export async function words(html: Html): Promise<string> {
  const text = (await written(html)).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}
