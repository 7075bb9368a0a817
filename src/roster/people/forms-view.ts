import { isDate } from "../../calendar.ts";
import type { Locale } from "../../i18n/index.ts";
import type { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { roles } from "../../org/scope.ts";
import { type Block, section, type View } from "../../slack/blocks.ts";
import type { Typed } from "../forms.ts";
import { actions, type Place, views } from "../ids.ts";
import { backButton, buttonRow, inputsOf, modal } from "../modal.ts";
import type { NewPersonDraft } from "./drafts.ts";
import type { PersonPage } from "./look.ts";

export type PersonForm = "transfer" | "leave" | "roles" | "edit" | "match";

/** Those whose first sentence says where somebody belongs. */
const namesUnit: PersonForm[] = ["transfer", "leave", "edit"];

/** `typed`: the Slack user chosen before; `edited`: what was typed of who they are, in another form. */
type Typing = {
  today: string;
  locale: Locale;
  typed?: string | undefined;
  edited?: Typed<"employeeNo" | "position" | "email"> | undefined;
};

/** A form about somebody. `warning` is what has to be confirmed by sending it once more. */
export function personForm(
  which: PersonForm,
  page: PersonPage,
  place: Place & { personId: string },
  { today, locale, warning, typed, edited }: Typing & { warning?: Mrkdwn },
): View {
  const back = backButton(
    { id: actions.openPerson.id, value: actions.openPerson.write({ personId: place.personId }) },
    locale,
  );
  const { name } = page.person;
  const unit = page.current?.name;
  const intro =
    unit === undefined && namesUnit.includes(which)
      ? locale.md("org.form.noUnitIntro", { name })
      : locale.md(`org.form.${which}Intro`, { name, unit: unit ?? "" });
  return modal(
    {
      callbackId: views[which],
      title: locale.t(`org.form.${which}`),
      submit: locale.t(warning ? "org.form.confirm" : "common.save"),
      ...(edited ? { note: locale.md("org.form.draft") } : {}),
      place,
    },
    [
      section(warning ?? intro),
      ...fields(which, page, place, { today, locale, typed, edited }),
      ...buttonRow([back]),
    ],
    locale,
  );
}

function fields(
  which: PersonForm,
  { person, account }: PersonPage,
  place: Place,
  { today, locale, typed, edited }: Typing,
): Block[] {
  const form = inputsOf(place, locale);
  switch (which) {
    case "transfer":
      return [form.unit("unit"), form.date(today, { hint: locale.t("org.form.transferHint") })];
    case "leave":
      return [form.date(today, { hint: locale.t("org.form.leaveHint") })];
    case "roles":
      return [rolesInput(person.roles, place, locale)];
    case "edit":
      return [
        form.text("employeeNo", edited?.employeeNo || person.employeeNo, {
          longest: 50,
          hint: locale.t("org.form.employeeNoHint"),
        }),
        form.text("name", person.name, { label: "personName" }),
        form.text("position", edited?.position || (person.position ?? ""), { optional: true }),
        form.text("email", edited?.email || (person.email ?? ""), {
          optional: true,
          longest: 254,
          hint: locale.t("org.form.emailHint"),
        }),
      ];
    case "match":
      return [form.slackUser(typed ?? (account?.standing === "deactivated" ? undefined : account?.slackId))];
  }
}

function rolesInput(chosen: string[], place: Place, locale: Locale): Block {
  const options = roles.map((role) => ({ text: locale.t(`org.role.${role}`), value: role }));
  return inputsOf(place, locale).choice("roles", "checkboxes", options, chosen, {
    optional: true,
    hint: locale.t("org.form.rolesHint"),
  });
}

/** The form of somebody who is not on the roster yet, with what was typed into it before and not saved, or just now. */
export function newPersonForm(
  place: Place,
  {
    today,
    unit,
    draft,
    typed: now,
    locale,
  }: {
    today: string;
    unit: { id: string; name: string } | undefined;
    draft?: NewPersonDraft | undefined;
    typed?: NewPersonDraft;
    locale: Locale;
  },
): View {
  const form = inputsOf(place, locale);
  const held = now ?? draft;
  const typed = (field: "employeeNo" | "name" | "from" | "position" | "email") => {
    const value = held?.[field];
    return typeof value === "string" ? value : "";
  };
  return modal(
    {
      callbackId: views.newPerson,
      title: locale.t("org.form.newPerson"),
      submit: locale.t("common.save"),
      ...(draft ? { note: locale.md("org.form.draft") } : {}),
      place,
      tellsWhenClosed: true,
    },
    [
      form.text("employeeNo", typed("employeeNo"), { longest: 50 }),
      form.text("name", typed("name"), { label: "personName" }),
      form.unit("unit", unit),
      form.date(isDate(typed("from")) ? typed("from") : today, { hint: locale.t("org.form.fromHint") }),
      form.text("position", typed("position"), { optional: true }),
      form.text("email", typed("email"), {
        optional: true,
        longest: 254,
        hint: locale.t("org.form.emailHint"),
      }),
      rolesInput([held?.roles ?? []].flat(), place, locale),
      ...buttonRow([backButton({ id: actions.people.id, value: actions.people.write({}) }, locale)]),
    ],
    locale,
  );
}
