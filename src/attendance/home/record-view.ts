import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { type Block, button, section } from "../../slack/blocks.ts";
import { type Page, type PageView, turnButtons } from "../../slack/page.ts";
import { linesPage } from "../../slack/parts.ts";
import { actions as ids } from "../ids.ts";
import { total } from "../model.ts";
import { actorName } from "../status/history-view.ts";
import type { MyRecord } from "./service.ts";
import type { AboutMe } from "./store.ts";

/** What stands about a person for that person alone. */

const mostOfReason = 80;

/** My record this campaign, and what was entered about me last. Nobody else's stands beside it. */
export function recordBlocks({ counts, about, total: entries }: MyRecord, locale: Locale): Block[] {
  const expected = total(counts);
  if (expected === 0 && entries === 0) return [];
  const values = {
    ...counts,
    ...{ count: expected, shown: expected },
    rate: locale.percent({ part: counts.present + counts.late, whole: expected }),
  };
  const lines = about.map((entry) => aboutText(entry, locale));
  const list = button(ids.aboutMe.id, locale.t("attendance.home.aboutAll"), {
    value: ids.aboutMe.write({ page: 0 }),
  });
  return [
    section(locale.md("attendance.home.myRecord", values)),
    ...(lines.length > 0
      ? [section(Mrkdwn.join([locale.md("attendance.home.about"), ...lines]), { accessory: list })]
      : []),
  ];
}

/** All that was entered about the asker, newest first. */
export function aboutMeView(
  { entries, page }: { entries: AboutMe[]; page: Page },
  timeZone: string,
  locale: Locale,
): PageView {
  const head = locale.md("attendance.home.aboutHead");
  const lines = entries.map((entry) => {
    const values = { entry: aboutText(entry, locale), at: locale.moment(entry.at, timeZone) };
    return locale.md("attendance.home.aboutEntry", values);
  });
  const none = locale.md("attendance.home.aboutNone");
  const buttons = turnButtons(
    page,
    { previous: ids.aboutMeNewer.id, next: ids.aboutMeOlder.id },
    (number) => ids.aboutMe.write({ page: number }),
    locale,
  );
  return linesPage(
    { title: locale.t("attendance.home.aboutTitle"), head, lines, none, page, buttons },
    locale,
  );
}

/** "Wed 21 Oct: present → on leave, by 金永". */
function aboutText({ date, from, to, actor, byMyself, reason }: AboutMe, locale: Locale): Mrkdwn {
  const word = (status: string | null) => locale.t(`attendance.${status ?? "silent"}`);
  const by = byMyself ? locale.t("attendance.home.myself") : actorName(actor, locale);
  const key = from === null ? "aboutRecorded" : "aboutChanged";
  const text = locale.md(`attendance.home.${key}`, {
    ...{ date: locale.day(date), from: word(from), to: word(to), by },
  });
  if (reason === null) return text;
  const why = locale.md("attendance.history.why", { reason: shortName(reason, mostOfReason) });
  return Mrkdwn.join([text, why], " ");
}
