import i18next, { type FormatterModule } from "i18next";
import { type Formats, formatsFor } from "./formats.ts";
import { Mrkdwn } from "./mrkdwn.ts";

/** The languages of the interface, as BCP 47 tags. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

/** The translations of one feature: nested keys, i18next's plural endings (`_one`, `_other`) and `{{values}}`. */
export type TextTree = { [key: string]: string | TextTree };
export type Texts = Record<Language, TextTree>;

export type Value = string | number | Mrkdwn;
export type Values = Record<string, Value>;

/** One language's words and formats. Keys begin with the feature's name: "attendance.saved". */
export type Locale = Formats & {
  language: Language;
  /** For plain text (titles, buttons, options, modal errors). */
  t(key: string, values?: Values): string;
  /** For mrkdwn: strings among the values are escaped, `Mrkdwn` ones go in as they are. */
  md(key: string, values?: Values): Mrkdwn;
};

export type I18n = {
  locale(language: Language): Locale;
  /** Adds a feature's translations under its name. */
  add(name: string, texts: Texts): void;
};

/** The language for a Slack locale such as "zh-TW" or "en-GB"; English when unknown. */
export function languageOf(slackLocale: string | null | undefined): Language {
  return slackLocale?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/**
 * @param texts translations by the name they are asked under, `{attendance: {...}, digest: {...}}`
 * @returns locales; asking for a key that is missing gives the key itself (a test fails on it)
 */
export function createI18n(texts: Record<string, Texts>): I18n {
  const formats = new Map(languages.map((language) => [language, formatsFor(language)]));
  const formatsOf = (language: string | undefined) =>
    formats.get(languages.find((known) => known === language) ?? "en") ?? formatsFor("en");
  // `count` has to reach i18next as a number, or it cannot choose the plural: so it is written as one in the end.
  const formatter: FormatterModule = {
    type: "formatter",
    init: () => undefined,
    add: () => undefined,
    addCached: () => undefined,
    format: (value, _format, language) =>
      typeof value === "number" ? formatsOf(language).number(value) : value,
  };
  const instance = i18next.createInstance().use(formatter);
  void instance.init({
    fallbackLng: "en",
    supportedLngs: [...languages],
    interpolation: { escapeValue: false, alwaysFormat: true },
    returnNull: false,
    initAsync: false,
    resources: Object.fromEntries(
      languages.map((language) => [
        language,
        {
          translation: Object.fromEntries(
            Object.entries(texts).map(([name, tree]) => [name, tree[language]]),
          ),
        },
      ]),
    ),
  });
  const locales = new Map(languages.map((language) => [language, createLocale(language)]));

  function createLocale(language: Language): Locale {
    const translate = instance.getFixedT(language);
    return {
      ...formatsOf(language),
      language,
      t: (key, values = {}) => translate(key, mapValues(values, textOf)),
      md: (key, values = {}) =>
        Mrkdwn.trusted(
          translate(
            key,
            mapValues(values, (value) =>
              typeof value === "string" ? Mrkdwn.escape(value).text : textOf(value),
            ),
          ),
        ),
    };
  }

  return {
    locale: (language) => locales.get(language) ?? createLocale(language),
    add(name, added) {
      for (const language of languages)
        instance.addResourceBundle(language, "translation", { [name]: added[language] }, true, true);
    },
  };
}

const textOf = (value: Value): string | number => (value instanceof Mrkdwn ? value.text : value);

function mapValues(
  values: Values,
  change: (value: Value) => string | number,
): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
