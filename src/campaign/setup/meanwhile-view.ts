import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { roles } from "../../org/scope.ts";
import type { SetupEntry, SetupField } from "./entry.ts";
import type { Meanwhile } from "./meanwhile.ts";
import { countryLabel, zoneLabel } from "./suggest.ts";

/** So much of the lines of one field, and of everything: it stands in one block above the form. */
const most = { lines: 600, all: 2900 };

/** Who changed the campaign while the form was open, what was taken over from there, and what stands against it. */
export function meanwhileNote({ by, now, entry, taken, differing }: Meanwhile, locale: Locale): Mrkdwn {
  const label = (field: SetupField) => locale.t(`campaign.setup.${field}`);
  const names = Mrkdwn.trusted(locale.list(by.map((actor) => nameOf(actor, locale).text)));
  const lines = [
    locale.md("campaign.setup.meanwhile.changed", { names }),
    ...(taken.length > 0
      ? [locale.md("campaign.setup.meanwhile.taken", { fields: locale.list(taken.map(label)) })]
      : []),
    ...differing.map((field) =>
      locale.md("campaign.setup.meanwhile.differs", {
        field: label(field),
        now: shortName(standing(field, now, entry, locale), most.lines),
      }),
    ),
    locale.md(`campaign.setup.meanwhile.${differing.length > 0 ? "keepYours" : "again"}`),
  ];
  return Mrkdwn.join(lines).cut(most.all);
}

function nameOf(actor: string, locale: Locale): Mrkdwn {
  if (actor === "import" || actor === "studyhall") return locale.md("campaign.setup.meanwhile.import");
  return /^[UW][A-Z0-9]{5,}$/.test(actor) ? Mrkdwn.user(actor) : Mrkdwn.escape(shortName(actor));
}

/** What stands in the campaign now, in words; of a list the lines that the form lacks. */
function standing(field: SetupField, now: SetupEntry, typed: SetupEntry, locale: Locale): string {
  const value = now[field];
  const nothing = locale.t("campaign.setup.meanwhile.nothing");
  if (typeof value === "boolean") return locale.t(`campaign.setup.meanwhile.${value ? "on" : "off"}`);
  if (Array.isArray(value)) {
    const held = roles.filter((role) => value.includes(role));
    return held.length > 0 ? locale.list(held.map((role) => locale.t(`campaign.role.${role}`))) : nothing;
  }
  if (value === null) return locale.t("campaign.setup.meanwhile.tooLong");
  if (value === "") return nothing;
  if (field === "start" || field === "end") return locale.date(value);
  if (field === "timeZone") return zoneLabel(value, locale);
  if (field === "holidayCountry") return countryLabel(value, locale.language);
  const here = new Set(String(typed[field] ?? "").split(/\r?\n/));
  const lines = value.split("\n");
  const lacking = lines.filter((line) => !here.has(line));
  return (lacking.length > 0 ? lacking : lines).join(locale.t("campaign.setup.meanwhile.line"));
}
