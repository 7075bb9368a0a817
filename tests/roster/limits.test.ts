import { describe, expect, it } from "vitest";
import { viewProblems } from "../../sandbox/slack/limits/index.ts";
import { commonTexts } from "../../src/i18n/common.ts";
import { createI18n, languages } from "../../src/i18n/index.ts";
import type { Unit } from "../../src/org/model.ts";
import { roles } from "../../src/org/scope.ts";
import { newPersonForm, type PersonForm, personForm } from "../../src/roster/people/forms-view.ts";
import { type PersonPage, peopleOnPage } from "../../src/roster/people/look.ts";
import { RecordedDays } from "../../src/roster/people/moves.ts";
import { askedAboutDays } from "../../src/roster/people/recorded-view.ts";
import { movedText, peopleView, personView } from "../../src/roster/people/view.ts";
import { texts } from "../../src/roster/texts.ts";
import { unitsOnPage } from "../../src/roster/units/look.ts";
import { type UnitForm, unitForm, unitsView } from "../../src/roster/units/view.ts";

const i18n = createI18n({ common: commonTexts, org: texts });
const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
/** As long as an import takes them: escaped, in pairs, of several bytes. */
const longest = ["&".repeat(100), "𠮷".repeat(100), "<!channel>".repeat(10), "名".repeat(100)];
const query = "名".repeat(100);
const list = { query, page: 3, unmatched: false };
const today = "2026-10-21";

describe.each(languages)("with the longest names, in %s, Slack takes", (language) => {
  const locale = i18n.locale(language);
  describe.each(longest)("%s:", (name) => {
    const unit: Unit = {
      ...{
        id: id(1),
        code: name.slice(0, 50),
        name,
        kind: name,
        parentId: id(2),
        sessionWeekday: 3,
        hasRoster: true,
      },
      ...{ treeFirst: 2, treeLast: 3, depth: 1, startsOn: null, endsOn: "2026-10-30", mergedIntoId: id(2) },
    };
    const above = { ...unit, id: id(2), parentId: null, endsOn: null, mergedIntoId: null };
    const person = {
      id: id(3),
      employeeNo: name.slice(0, 50),
      name,
      position: name,
      email: "e".repeat(254),
      roles: [...roles],
    };
    const stay = { unitId: unit.id, from: "2026-09-21", to: "2026-10-20", unit };
    const page: PersonPage = {
      ...{
        person,
        stays: Array.from({ length: 40 }, () => stay),
        current: unit,
        planned: true,
        mayChange: true,
        today,
      },
      account: { slackId: "U0WANG", matchedByHand: true, standing: null },
    };
    const row = { ...person, unitId: unit.id, isMember: false, slackUserId: null, isGone: true, unit };
    const rows = Array.from({ length: peopleOnPage }, (_, index) => ({ ...row, id: id(index) }));
    const kept = Array.from({ length: 30 }, () => ({ unitId: unit.id, date: today }));
    const note = movedText(
      { from: today, unitId: unit.id, kept, taken: kept },
      { name, kind: "transfer", nameOf: () => name },
      locale,
    );

    it("the list of people and somebody's page", () => {
      const people = { list, rows, total: 50_000, pages: 5000, mayChange: true };
      expect(viewProblems(peopleView(people, locale, note))).toEqual([]);
      expect(viewProblems(peopleView({ ...people, list: { ...list, unmatched: true } }, locale))).toEqual([]);
      expect(viewProblems(personView(page, list, locale, note))).toEqual([]);
    });

    it("the form that asks about recorded days", () => {
      const day = {
        record: "attendance",
        recordId: id(1),
        unitId: unit.id,
        date: today,
        status: "present",
        reason: null,
      };
      const days = Array.from({ length: 60 }, () => ({
        ...day,
        into: { recordId: id(2), unitId: unit.id },
      }));
      const asked = new RecordedDays({ personId: person.id, from: today, unitId: unit.id }, days);
      const form = personForm("transfer", page, { list, personId: person.id }, { today, locale });
      const answer = askedAboutDays(form, asked, { name, kind: "transfer", nameOf: () => name }, locale);
      if (answer.kind !== "updateView") throw new Error(answer.kind);
      expect(viewProblems(answer.view)).toEqual([]);
    });

    it("the forms about people", () => {
      const forms: PersonForm[] = ["transfer", "leave", "roles", "edit", "match"];
      const warning = locale.md("org.form.matchOthers", { user: "U0WANG", other: name, name });
      for (const which of forms) {
        const place = { list, personId: person.id };
        expect(viewProblems(personForm(which, page, place, { today, locale, warning }))).toEqual([]);
      }
      expect(
        viewProblems(newPersonForm({ list }, { today, unit, draft: { name, position: name }, locale })),
      ).toEqual([]);
    });

    it("the units and the forms about them", () => {
      const units = Array.from({ length: unitsOnPage }, (_, index) => ({
        ...{ unit: { ...unit, id: id(index) }, people: 50_000, mergedInto: above },
      }));
      const own = {
        unit: { ...unit, endsOn: null, mergedIntoId: null },
        people: 50_000,
        above,
        mergedInto: undefined,
      };
      const shown = {
        list,
        own,
        rows: units,
        total: 5000,
        goingOn: 4999,
        pages: 400,
        mayChange: true,
        today,
      };
      expect(viewProblems(unitsView(shown, locale, note))).toEqual([]);
      expect(viewProblems(unitsView({ ...shown, own: undefined }, locale))).toEqual([]);
      const forms: UnitForm[] = ["addUnit", "changeUnit", "moveUnit", "mergeUnit"];
      const kinds = Array.from({ length: 8 }, () => name);
      for (const which of forms)
        expect(
          viewProblems(unitForm(which, unit, { list, unitId: unit.id }, { today, kinds, locale })),
        ).toEqual([]);
    });
  });
});
