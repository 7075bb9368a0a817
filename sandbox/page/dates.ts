import type { Show } from "./show.ts";

type Parts = Intl.DateTimeFormatOptions;

const days: Readonly<Record<string, Parts>> = {
  date: { day: "numeric", month: "long", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
};

/**
 * Slack's date format, such as `{date_short_pretty} at {time}`, for an instant in the campaign's time zone.
 * https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
 * @param seconds since 1970
 */
export function slackDate(seconds: number, format: string, show: Show): string {
  const moment = zoned(seconds, show);
  return format.replace(/\{(\w+)\}/g, (written, token: string) => {
    if (token === "date_num") return moment.toPlainDate().toString();
    if (token === "time") return clockTime(seconds, show);
    if (token === "time_secs") return moment.toPlainTime().toString({ smallestUnit: "second" });
    if (token === "ago") return ago(seconds, show);
    const pretty = token.endsWith("_pretty");
    const parts = days[token.replace(/_pretty$/, "")];
    if (parts === undefined) return written;
    return (pretty && nearDay(moment, show)) || formatted(seconds, parts, show);
  });
}

/** "15:04" in the campaign's time zone. */
export function clockTime(seconds: number, show: Show): string {
  return zoned(seconds, show).toLocaleString(tag(show), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** "Wednesday 21 October" or, for the campaign's today, "Today". */
export function dayTitle(seconds: number, show: Show): string {
  const moment = zoned(seconds, show);
  if (moment.toPlainDate().equals(today(show))) return show.t("channel.today");
  return formatted(seconds, { weekday: "long", day: "numeric", month: "long" }, show);
}

/** "Wed 21 Oct 2026", "2026年10月21日 周三", for the top bar. */
export function shortDay(instant: Temporal.Instant, show: Show): string {
  const seconds = instant.epochMilliseconds / 1000;
  const weekday = formatted(seconds, { weekday: "short" }, show);
  const month = show.locale.language === "en" ? "short" : "long";
  const date = formatted(seconds, { day: "numeric", month, year: "numeric" }, show);
  return show.locale.language === "en" ? `${weekday} ${date}` : `${date} ${weekday}`;
}

/** The calendar date of a moment, to see where a new day begins. */
export function dayOf(seconds: number, show: Show): string {
  return zoned(seconds, show).toPlainDate().toString();
}

/** Seconds since 1970 out of a message's ts. */
export function secondsOf(ts: string): number {
  return Number(ts.split(".")[0]);
}

/** The instant that the campaign's clocks show as "2026-10-21T15:00", in seconds since 1970. @throws RangeError */
export function secondsOfLocal(local: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds / 1000;
}

/** "2026-10-21T15:00" as a datetime-local input wants it. */
export function localMinute(seconds: number, timeZone: string): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(timeZone);
  return moment.toPlainDateTime().toString({ smallestUnit: "minute" });
}

// Not by Temporal's toLocaleString: its ISO calendar has no Chinese month names ("2026/10/21").
function formatted(seconds: number, parts: Parts, show: Show): string {
  return new Intl.DateTimeFormat(tag(show), { ...parts, timeZone: show.timeZone }).format(seconds * 1000);
}

function zoned(seconds: number, show: Show): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(show.timeZone);
}

const tag = (show: Show) => (show.locale.language === "en" ? "en-GB" : show.locale.language);
const today = (show: Show) => show.now.toZonedDateTimeISO(show.timeZone).toPlainDate();

function relative(show: Show) {
  return new Intl.RelativeTimeFormat(tag(show), { numeric: "auto" });
}

function nearDay(moment: Temporal.ZonedDateTime, show: Show): string | undefined {
  const distance = today(show).until(moment.toPlainDate(), { largestUnit: "day" }).days;
  return Math.abs(distance) <= 1 ? relative(show).format(distance, "day") : undefined;
}

function ago(seconds: number, show: Show): string {
  const minutes = Math.round((seconds * 1000 - show.now.epochMilliseconds) / 60_000);
  if (Math.abs(minutes) < 60) return relative(show).format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative(show).format(Math.round(minutes / 60), "hour");
  return relative(show).format(Math.round(minutes / 60 / 24), "day");
}
