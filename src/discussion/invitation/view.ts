import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import type { Shown } from "../../messages/channel-kind.ts";
import { actions, type Block, button, context, type Message, section } from "../../slack/blocks.ts";
import { messageOf, sentence } from "../../slack/page.ts";
import { actions as ids } from "../ids.ts";
import { type DiscussionRecord, peopleOf, type Theme } from "../model.ts";
import { formName, peopleText, recordButtons, themeOf, untilText } from "../phrases.ts";
import type { Invitation } from "./store.ts";

/** What an invitation is about. */
export type InvitedTo = { invitation: Invitation; record: DiscussionRecord; themes: Theme[] };
export type InvitationFacts = Shown & InvitedTo;

/** The message in the channel: how many take part, never who. */
export function invitationMessage(facts: InvitationFacts, locale: Locale): Message {
  const { invitation, record, unit, themes, openedBy, timeZone } = facts;
  const isClosed = invitation.closedAt !== null || record.isRemoved;
  const values = {
    unit: unit.name,
    date: locale.day(record.date),
    theme: themeOf(record.themeCode, themes, locale),
    form: formName(record.form, locale),
  };
  const state = record.isRemoved ? "titleRemoved" : isClosed ? "titleClosed" : "title";
  const title = locale.md(`discussion.invitation.${state}`, values);
  const count = countText(record, isClosed, locale);
  const foot = locale.md(`discussion.invitation.${isClosed ? "closedAt" : "closesAt"}`, {
    at: invitation.closedAt
      ? locale.moment(invitation.closedAt, timeZone)
      : untilText(invitation.closesAt, timeZone, locale),
    by: shortName(openedBy ?? locale.t("discussion.invitation.somebody")),
  });
  return messageOf(Mrkdwn.join([title, count, foot]), [
    section(Mrkdwn.join([title, count])),
    context(foot),
    ...(isClosed ? [] : [buttons(invitation, locale)]),
  ]);
}

function countText(record: DiscussionRecord, isClosed: boolean, locale: Locale): Mrkdwn {
  const people = peopleOf(record);
  if (record.isRemoved) return locale.md(`discussion.invitation.${people === 0 ? "nobody" : "removed"}`);
  if (people === 0 && !isClosed) return locale.md("discussion.invitation.nobodyYet");
  return locale.md("discussion.invitation.count", { count: people, shown: people });
}

function buttons({ id, discussionId }: Invitation, locale: Locale): Block {
  const value = { invitationId: id };
  return actions([
    joinButton(id, locale),
    button(ids.ownViewpoint.id, locale.t("discussion.invitation.viewpoint"), {
      value: ids.ownViewpoint.write({ discussionId }),
    }),
    button(ids.closeInvitation.id, locale.t("discussion.invitation.close"), {
      value: ids.closeInvitation.write(value),
    }),
  ]);
}

export const joinButton = (invitationId: string, locale: Locale) =>
  button(ids.join.id, locale.t("discussion.invitation.join"), {
    value: ids.join.write({ invitationId }),
    style: "primary",
  });

/** What the closer sees: how many took part, and what can be done with the record. */
export function closedMessage({ record, unit, themes }: InvitationFacts, locale: Locale): Message {
  const people = peopleOf(record);
  const text = locale.md(`discussion.invitation.${record.isRemoved ? "isDropped" : "isClosed"}`, {
    unit: unit.name,
    theme: themeOf(record.themeCode, themes, locale),
    people: peopleText(people, [], locale),
  });
  if (record.isRemoved) return sentence(text);
  return messageOf(text, [section(text), actions(recordButtons(record, locale, false))]);
}
