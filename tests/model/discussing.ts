import { done, type Prediction, refused } from "./attendance.ts";
import { isOutside } from "./days.ts";
import type { Discussion } from "./kept.ts";
import { about } from "./lines.ts";
import type { Play } from "./play.ts";
import { campaign, people, units } from "./town.ts";
import { type Asker, withoutRoster } from "./who.ts";

/** Lines of `/discussion`, and what the model expects of each. */

const forms = {
  meeting: ["meeting", "座谈会"],
  forum: ["forum", "论坛"],
  small_group: ["small group", "小组"],
  online: ["online", "线上"],
} as const;

/** @returns the line; `predict` says what it should lead to, and the discussion that it makes */
export function discussionLine(play: Play, asker: Asker | undefined) {
  const { chance, attendance, rules } = play;
  const { date, unit: code, before } = about(play, asker);
  const language = chance.whole(0, 1);
  const form = chance.one(Object.keys(forms) as (keyof typeof forms)[]);
  const theme = chance.one(campaign.themes);
  const meant = units.find((one) => one.code === (code ?? asker?.unit))?.code ?? "HILL";
  const members = rules.members(meant, date ?? rules.now()).map(({ no }) => no);
  const named = chance.some(members, 3);
  const kind = chance.weighted({ all: 35, except: 25, named: 20, count: 20 });
  const count = chance.one([1, 7, 250]);
  const list = named
    .map((no) => `"${people.find((one) => one.no === no)?.name}"`)
    .join(language === 0 ? ", " : "、");
  const but = kind === "except" && named.length > 0;
  const all = language === 0 ? `all${but ? ` except ${list}` : ""}` : `全体${but ? `，除${list}` : ""}`;
  const who =
    kind === "count" ? `${count} ${language === 0 ? "people" : "人"}` : kind === "named" ? list : all;
  const noWho = kind === "named" && named.length === 0;
  const text = `${before} ${theme} ${forms[form][language]} ${who}`.trim();

  function predict(): { answer: Prediction; made: Discussion | null } {
    const no = (...keys: string[]) => ({ answer: refused(...keys), made: null });
    if (noWho) return no("discussion.parse.noWho");
    if (!asker) return no("common.notOnRoster");
    const unit = attendance.named(asker, code);
    if (typeof unit !== "string") return { answer: unit, made: null };
    const day = date ?? rules.now();
    if (day > rules.now()) return no("common.refused.future");
    if (isOutside(day)) return no("common.refused.outsideCampaign");
    if (!rules.mayEnter(asker, unit, day)) {
      if (rules.isLocked(day) && rules.enters(asker, unit))
        return no(`discussion.refused.locked${rules.holds(unit, "unit_head") ? "" : "NoHead"}`);
      return no(`common.refused.notYours${rules.holds(unit, "liaison") ? "" : "NoLiaison"}`);
    }
    const roster = rules.members(unit, day).map((one) => one.no);
    if (kind !== "count" && named.some((one) => !roster.includes(one)))
      return no("common.refused.unknownName", "common.refused.unknownNear");
    if (rules.isLocked(day)) return no("discussion.refused.reasonOnForm");
    const base = { unit, date: day, theme, form, count: null, removed: false };
    const listed = withoutRoster.includes(unit) ? 0 : roster.length;
    const beyond = kind === "count" && listed > 0 && count > listed;
    const asks = beyond || play.kept.stands(base);
    if (asks && kind !== "all" && kind !== "except") return no("discussion.doubt.reading");
    if (kind === "count") return { answer: done, made: { ...base, count, people: [] } };
    if (kind === "named") return { answer: done, made: { ...base, people: [...named].sort() } };
    if (withoutRoster.includes(unit)) return no("discussion.refused.noRoster");
    const there = roster.filter((one) => !(but && named.includes(one)));
    if (there.length === 0) return no("discussion.refused.nobody");
    if (asks) return no("discussion.doubt.reading");
    return { answer: done, made: { ...base, people: there.sort() } };
  }
  return { text, predict };
}
