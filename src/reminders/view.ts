import type { Locale } from "../i18n/index.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { context, type Message, section } from "../slack/blocks.ts";
import type { ReminderItem } from "../slack/reminder.ts";

/** A person's message of the day. `more`: how many things it leaves for another day. */
export function promptMessage(items: ReminderItem[], more: number, locale: Locale): Message {
  const shown = items.map((item) => item.show(locale));
  const head = locale.md("reminders.head", { count: items.length });
  const notes = [
    ...(more > 0 ? [locale.md("reminders.more", { count: more })] : []),
    locale.md("reminders.foot"),
  ];
  return {
    text: Mrkdwn.join([head, ...shown.map(({ text }) => text), ...notes]).cut(3900).text,
    blocks: [section(head), ...shown.flatMap(({ blocks }) => blocks), context(...notes)],
  };
}
