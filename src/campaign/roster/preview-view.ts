import { z } from "zod";
import type { Weekday } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameList, shortName } from "../../i18n/names.ts";
import type { Json } from "../../json.ts";
import { kindText } from "../../roster/units/view.ts";
import { type Block, context, section } from "../../slack/blocks.ts";
import type { LeftOut } from "./checked.ts";
import type { Field, Group, Preview } from "./preview.ts";

/** A section holds 3,000 characters; the line that says how many more there are must still fit. */
const mostText = 2800;

/** What an upload would change: what is taken away first, each group with its first lines. */
export function previewBlocks(preview: Preview, names: Map<string, string>, locale: Locale): Block[] {
  const campaign = preview.campaign && [
    section(locale.md(`campaign.roster.campaignChange.${preview.campaign}`)),
  ];
  const groups = preview.groups.map((group) => section(groupText(group, names, locale)));
  const losses = preview.groups[0]?.kind === "rolesLost" ? groups.splice(0, 1) : [];
  return [...losses, ...(campaign ?? []), ...groups];
}

/** Who of the roster is not in the file, and where somebody who has left is ended. */
export function leftOutBlocks({ count, names }: LeftOut, locale: Locale): Block[] {
  if (count === 0) return [context(locale.md("campaign.roster.nothingRemoved"))];
  const listed = nameList(names, count, locale, { most: names.length, longest: 60 });
  const said = locale.md("campaign.roster.leftOut", { count, names: listed });
  return [section(said), context(locale.md("campaign.roster.leftOutHint"))];
}

function groupText(
  { kind, count, from, examples }: Group,
  names: Map<string, string>,
  locale: Locale,
): Mrkdwn {
  const head = from
    ? locale.md(`campaign.roster.${kind}From`, { count, from: locale.date(from) })
    : locale.md(`campaign.roster.${kind}`, { count });
  const lines: Mrkdwn[] = [head];
  let room = mostText - head.text.length;
  for (const { id, fields } of examples) {
    const name = shortName(names.get(id) ?? "–", 120);
    const said = fields.map((field) => fieldText(field, kind, locale));
    const fieldsSaid = Mrkdwn.join(said, locale.t("common.semicolon"));
    const text =
      said.length > 0 ? locale.md("campaign.roster.line", { name, fields: fieldsSaid }) : Mrkdwn.escape(name);
    const line = Mrkdwn.join([Mrkdwn.trusted("•"), text], " ");
    room -= line.text.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const more = count - (lines.length - 1);
  return Mrkdwn.join(more > 0 ? [...lines, locale.md("campaign.roster.more", { count: more })] : lines);
}

/** "Position: teacher → head" */
function fieldText({ name, before, after }: Field, kind: Group["kind"], locale: Locale): Mrkdwn {
  const values = { before: valueText(name, before, locale), after: valueText(name, after, locale) };
  if (kind === "rolesLost") return locale.md("campaign.roster.lost", values);
  if (name === "left") return locale.md("campaign.roster.left", values);
  if (name === "unit") return locale.md("campaign.roster.moved", values);
  const label = fieldLabels[name === "name" && !kind.startsWith("units") ? "personName" : name];
  return locale.md("campaign.roster.changed", { field: label ? locale.t(label) : name, ...values });
}

/** What people read for a field of a unit or a person, as forms call it. */
const fieldLabels: Record<string, string> = {
  employeeNo: "org.field.employeeNo",
  personName: "org.field.personName",
  position: "org.field.position",
  email: "org.field.email",
  roles: "org.field.roles",
  name: "org.field.name",
  kind: "org.field.kind",
  parent: "org.field.parent",
  sessionWeekday: "org.field.weekday",
};

const roleList = z.array(z.string());
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]);

function valueText(name: string, value: Json, locale: Locale): string {
  const roles = roleList.safeParse(value).data;
  if (roles)
    return roles.length === 0
      ? locale.t("org.role.staff")
      : locale.list(roles.map((role) => locale.t(`org.role.${role}`)));
  if (value === null || value === "") return locale.t("campaign.roster.nothing");
  const day = weekday.safeParse(value);
  if (name === "sessionWeekday" && day.success) return locale.weekday(day.data);
  const text = String(value);
  if (name === "left") return locale.date(text);
  return name === "kind" ? kindText(text, locale) : shortName(text, name === "email" ? 80 : 40);
}
