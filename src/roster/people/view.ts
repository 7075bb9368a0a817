import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import {
  type Block,
  button,
  context,
  divider,
  header,
  input,
  section,
  type View,
} from "../../slack/blocks.ts";
import { actions, type ListPlace, type Place, views } from "../ids.ts";
import { backButton, buttonRow, lines, modal, turning } from "../modal.ts";
import type { PeoplePage, PersonPage } from "./look.ts";
import type { Moved } from "./moves.ts";
import type { Account } from "./store.ts";

/** The block of the search field; of no person, so it keeps its text from page to page. */
export const queryBlock = "query";

/** The list of people: a search, a page of those found, and for administrators whom to add. */
export function peopleView(page: PeoplePage, locale: Locale, note?: Mrkdwn): View {
  const { list, rows, total, pages, mayChange } = page;
  const search = {
    type: "plain_text_input",
    action_id: "text",
    max_length: 100,
    ...(list.query ? { initial_value: list.query } : {}),
  };
  const key = list.unmatched ? "org.people.unmatchedFound" : "org.people.found";
  const add = button(actions.newPerson.id, locale.t("org.people.add"), {
    value: actions.newPerson.write({}),
  });
  return modal(
    {
      callbackId: views.people,
      title: locale.t(list.unmatched ? "org.people.unmatchedTitle" : "org.people.title"),
      submit: locale.t("org.search"),
      place: { list },
      note,
    },
    [
      input(queryBlock, locale.t("org.people.query"), search, {
        optional: true,
        hint: locale.t("org.people.queryHint"),
      }),
      section(total === 0 ? locale.md("org.people.none") : locale.md(key, { count: total })),
      ...rows.map((row) => rowBlock(row, list, mayChange, locale)),
      ...turning(
        { page: list.page, pages },
        { previous: actions.peoplePrevious, next: actions.peopleNext },
        locale,
      ),
      ...buttonRow(mayChange ? [add] : []),
    ],
    locale,
  );
}

function rowBlock(
  row: PeoplePage["rows"][number],
  list: ListPlace,
  mayChange: boolean,
  locale: Locale,
): Block {
  const { id, name, employeeNo, position, unit, roles, isMember, slackUserId, isGone } = row;
  const place = unit ? shortName(unit.name) : "–";
  const about = [
    locale.md("org.people.row", { name: shortName(name), unit: place, employeeNo }),
    ...(position ? [Mrkdwn.escape(shortName(position))] : []),
    ...(roles.length > 0 ? [Mrkdwn.escape(rolesText(roles, locale))] : []),
    ...(isMember ? [] : [locale.md("org.people.notThere")]),
    ...(slackUserId === null ? [locale.md(isGone ? "org.people.goneSlack" : "org.people.noSlack")] : []),
  ];
  const matches = list.unmatched && mayChange;
  const action = matches ? actions.match : actions.openPerson;
  return section(Mrkdwn.join(about, " · "), {
    block_id: `person.${id}`,
    accessory: button(action.id, locale.t(matches ? "org.people.match" : "org.open"), {
      value: action.write({ personId: id }),
    }),
  });
}

export const rolesText = (roles: string[], locale: Locale): string =>
  locale.list(roles.map((role) => locale.t(`org.role.${role}`)));

/** Stays that a page lists; more than that nobody moves. */
const mostStays = 20;

/** Somebody's page: who they are, where they belonged, and what an administrator may change. */
export function personView(page: PersonPage, list: ListPlace, locale: Locale, note?: Mrkdwn): View {
  const { person, account, stays } = page;
  const place: Place = { list, personId: person.id };
  const slack = account
    ? locale.md(`org.person.${slackKey(account)}`, { user: Mrkdwn.user(account.slackId) })
    : locale.md("org.person.noSlack");
  const about = lines(
    locale.md("org.person.employeeNo", { employeeNo: person.employeeNo }),
    person.position ? locale.md("org.person.position", { position: person.position }) : undefined,
    person.email ? locale.md("org.person.email", { email: person.email }) : locale.md("org.person.noEmail"),
    locale.md("org.person.roles", {
      roles: rolesText(person.roles.length > 0 ? person.roles : ["staff"], locale),
    }),
    slack,
  );
  return modal(
    { callbackId: views.person, title: locale.t("org.person.title"), place, note },
    [
      header(person.name),
      section(about),
      section(
        lines(
          locale.md("org.person.units"),
          ...stays.slice(-mostStays).map((stay) => stayText(stay, page.today, locale)),
        ),
      ),
      ...(page.mayChange ? changeBlocks(page, locale) : [context(locale.md("org.person.readOnly"))]),
      divider,
      ...buttonRow([backButton({ id: actions.people.id, value: actions.people.write({}) }, locale)]),
    ],
    locale,
  );
}

function slackKey({ matchedByHand, standing }: Account): string {
  if (standing === "deactivated") return "slackGone";
  if (!matchedByHand) return "slack";
  return standing === null ? "slackByHand" : "slackOutsider";
}

function stayText({ unit, from, to }: PersonPage["stays"][number], today: string, locale: Locale): Mrkdwn {
  const values = {
    unit: shortName(unit?.name ?? "–", 60),
    from: locale.date(from),
    to: to ? locale.date(to) : "",
  };
  if (to) return locale.md("org.person.stayed", values);
  return locale.md(from > today ? "org.person.willStay" : "org.person.stays", values);
}

function changeBlocks({ person, account, planned, current }: PersonPage, locale: Locale): Block[] {
  const { id: personId } = person;
  const to = (name: "transfer" | "leave" | "undo" | "roles" | "edit" | "match") =>
    button(actions[name].id, locale.t(`org.person.${name === "roles" ? "roleForm" : name}`), {
      value: actions[name].write({ personId }),
    });
  const unmatch = button(actions.unmatch.id, locale.t("org.person.unmatch"), {
    value: actions.unmatch.write({ personId }),
    confirm: {
      title: { type: "plain_text", text: locale.t("org.person.unmatch") },
      text: { type: "plain_text", text: locale.t("org.person.unmatchSure") },
      confirm: { type: "plain_text", text: locale.t("org.person.unmatch") },
      deny: { type: "plain_text", text: locale.t("common.cancel") },
    },
  });
  return [
    ...buttonRow([to("transfer"), ...(current ? [to("leave")] : []), ...(planned ? [to("undo")] : [])]),
    ...buttonRow([to("edit"), to("roles"), to("match"), ...(account ? [unmatch] : [])]),
  ];
}

/** What a transfer (or leaving, or taking either back) did. `nameOf`: units by id. */
export function movedText(
  { from, unitId, kept, taken }: Moved,
  { name, kind, nameOf }: { name: string; kind: "transfer" | "leave" | "undo"; nameOf(id: string): string },
  locale: Locale,
): Mrkdwn {
  const values = { name, unit: unitId === null ? "" : nameOf(unitId), date: locale.date(from) };
  const shown = (some: Moved["kept"]) =>
    locale.list(some.slice(0, 5).map((one) => `${shortName(nameOf(one.unitId))} ${locale.day(one.date)}`));
  return lines(
    locale.md(`org.moved.${kind}`, values),
    kept.length > 0
      ? locale.md("org.moved.kept", { name, count: kept.length, sessions: shown(kept) })
      : undefined,
    taken.length > 0
      ? locale.md("org.moved.taken", { name, count: taken.length, sessions: shown(taken) })
      : undefined,
  );
}
