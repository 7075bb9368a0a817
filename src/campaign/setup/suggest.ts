import type { Language, Locale } from "../../i18n/index.ts";
import { compareNames, spelling } from "../../i18n/pinyin.ts";
import { type Option, option } from "../../slack/blocks.ts";
import { isTimeZone } from "../document.ts";

/** What the menus of time zones and countries offer to what was typed. */

/** Slack shows at most so many. */
const most = 100;

type Entry = { value: string; label: string; words: string };
const remembered = new Map<string, Entry[]>();
/** Made when first asked for: formatting each of some hundred names takes a while. */
function once(key: string, make: () => Entry[]): Entry[] {
  const known = remembered.get(key);
  if (known) return known;
  const made = make();
  remembered.set(key, made);
  return made;
}

/** "Asia/Shanghai · China Standard Time". */
export const zoneLabel = (zone: string, locale: Locale): string => `${zone} · ${locale.zone(zone)}`;

export async function suggestZones(query: string, locale: Locale): Promise<Option[]> {
  const known = once(`zones ${locale.language}`, () =>
    Intl.supportedValuesOf("timeZone").map((zone) => entry(zone, zoneLabel(zone, locale))),
  );
  const found = await matching(known, query);
  const typed = query.trim();
  // The database has other names for some: "Asia/Kolkata" is there as "Asia/Calcutta".
  if (found.length === 0 && isTimeZone(typed)) return [option(zoneLabel(typed, locale), typed)];
  return found;
}

/** A country's name as the language has it; its code where it has none. */
export const countryLabel = (country: string, language: Language): string =>
  new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;

export async function suggestCountries(query: string, { language }: Locale): Promise<Option[]> {
  const known = once(`countries ${language}`, () =>
    countries().map((code) => entry(code, `${countryLabel(code, language)} (${code})`)),
  );
  return matching(known, query);
}

/** Two letters that the language data names, without those that stand for no country. */
function countries(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const none = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split(" "));
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !none.has(code) && names.of(code) !== undefined)
    .filter((code) => new Intl.Locale("und", { region: code }).maximize().region === code);
}

const plainText = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll(/[_/]/g, " ");
const entry = (value: string, label: string): Entry => ({
  value,
  label,
  words: plainText(`${value} ${label}`),
});

async function matching(entries: Entry[], query: string): Promise<Option[]> {
  const wanted = plainText(query).trim();
  const speltAt = await spelling(query);
  const found = entries.filter(({ words, label }) => words.includes(wanted) || speltAt(label) !== undefined);
  // What begins with it comes first: "China" before "Indochina".
  const rank = ({ label }: Entry) => (plainText(label).startsWith(wanted) ? 0 : 1);
  return found
    .sort((a, b) => rank(a) - rank(b) || compareNames(a.label, b.label))
    .slice(0, most)
    .map(({ value, label }) => option(label, value));
}
