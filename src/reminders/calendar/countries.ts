import type { Locale } from "../../i18n/index.ts";
import { compareNames, spelling } from "../../i18n/pinyin.ts";
import type { Option } from "../../slack/blocks.ts";
import { option } from "../../slack/blocks.ts";

/** Countries whose public holidays are known, as ISO 3166-1. */
const known = new Set(
  (
    "AD AE AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BW BY BZ CA CC CD CF CG " +
    "CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FO FR GA GB GD GE GF GG " +
    "GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IR IS IT JE JM JP KE KM KN KR KY KZ LC LI LK " +
    "LR LS LT LU LV LY MA MC MD ME MF MG MK ML MQ MR MS MT MU MW MX MY MZ NA NC NE NF NG NI NL NO NZ PA PE PF PH PK " +
    "PL PM PR PT PY RE RO RS RU RW SA SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TC TD TG TH TN TO TR TT " +
    "TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF YT ZA ZM ZW"
  ).split(" "),
);

/** Taken for a country's code where nobody's holidays hold. */
export const nobody = "none";

export const isCountry = (code: string): boolean => known.has(code);

/** The country's name as the language has it. */
export function countryName(code: string, { language }: Pick<Locale, "language">): string {
  return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
}

/**
 * What a search for a country finds: by its name in either language, or its code. Nobody's is offered where nothing was
 * typed or it is meant: a list's first line is what Enter takes.
 */
export async function countryOptions(query: string, locale: Locale): Promise<Option[]> {
  const wanted = query.normalize("NFKC").trim().toLowerCase();
  const speltAt = await spelling(query);
  const found = [...known].filter((code) =>
    [code, countryName(code, { language: "en" }), countryName(code, { language: "zh-CN" })].some(
      (name) => name.toLowerCase().includes(wanted) || speltAt(name) !== undefined,
    ),
  );
  const begins = ({ text }: Option) => (text.text.toLowerCase().startsWith(wanted) ? 0 : 1);
  const named = found
    .map((code) => option(`${countryName(code, locale)} (${code})`, code))
    .sort((a, b) => begins(a) - begins(b) || compareNames(a.text.text, b.text.text));
  const none = option(locale.t("reminders.holidays.nobody"), nobody);
  return [...(none.text.text.toLowerCase().includes(wanted) ? [none] : []), ...named].slice(0, 100);
}
