import type { IsoDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import { mayAdminister } from "../../org/administer.ts";
import type { Asker } from "../../org/asker.ts";
import type { Organisation } from "../../org/index.ts";
import type { Unit } from "../../org/model.ts";
import { may, scopeOf } from "../../org/scope.ts";
import type { ListPlace } from "../ids.ts";
import { type Stay, stayOn, undone } from "./stays.ts";
import type { Account, ListedPerson, PersonRecord, RosterStore } from "./store.ts";

/** Rows of one page: a modal holds 100 blocks, and a person is one of them. */
export const peopleOnPage = 15;

export type PeoplePage = {
  list: ListPlace;
  rows: (ListedPerson & { unit: Unit | undefined })[];
  total: number;
  pages: number;
  mayChange: boolean;
};
export type PersonPage = {
  person: PersonRecord;
  stays: (Stay & { unit: Unit | undefined })[];
  current: Unit | undefined;
  /** A transfer or an end that has not come yet. */
  planned: boolean;
  account: Account | null;
  mayChange: boolean;
  today: IsoDate;
};

export type Looking = ReturnType<typeof looking>;

/** Reading the roster: administrators all of it, heads and leading groups theirs and what is below. */
export function looking({ store, org }: { store: RosterStore; org: Organisation }) {
  /** @throws UserError for those who may not read any part of the roster */
  function assertReads(asker: Asker): void {
    if (!may(asker.member, "seePeople", asker.unit)) throw new UserError("org.refused.mayNotSeePeople");
  }

  /** Before the campaign begins nobody belongs anywhere yet: then its first day counts. */
  const dayOf = ({ today, campaign }: Asker) => (today < campaign.period.from ? campaign.period.from : today);

  return {
    dayOf,

    /** One page of the people whom the text may mean, or of those without a Slack account. */
    async people(asker: Asker, list: ListPlace): Promise<PeoplePage> {
      assertReads(asker);
      const find = (page: number) =>
        store.find({
          ...{
            query: list.query,
            unmatched: list.unmatched,
            date: dayOf(asker),
            scope: scopeOf(asker.member),
          },
          ...{ offset: page * peopleOnPage, limit: peopleOnPage },
        });
      const asked = await find(list.page);
      // People may have gone since the page was turned: a page beyond the last one is the first.
      const page = asked.people.length > 0 ? list.page : 0;
      const { people, total } = page === list.page ? asked : await find(0);
      const tree = await org.units();
      return {
        list: { ...list, page },
        rows: people.map((row) => ({ ...row, unit: tree.byId(row.unitId) })),
        total,
        pages: Math.max(1, Math.ceil(total / peopleOnPage)),
        mayChange: mayAdminister(asker),
      };
    },

    /** Somebody's page. @throws UserError when they are gone, or none of the asker's */
    async person(asker: Asker, personId: string): Promise<PersonPage> {
      assertReads(asker);
      const found = await store.person(personId);
      if (!found) throw new UserError("common.outOfDate");
      const { stays, account, ...person } = found;
      const tree = await org.units();
      const placed = stays.map((stay) => ({ ...stay, unit: tree.byId(stay.unitId) }));
      const current = tree.byId(stayOn(stays, dayOf(asker))?.unitId ?? "");
      const seenBy = current ?? placed.at(-1)?.unit;
      if (!mayAdminister(asker) && !(seenBy && may(asker.member, "seePeople", seenBy)))
        throw new UserError("org.refused.notYourPerson");
      const planned = undone(stays, asker.today) !== undefined;
      return {
        person,
        stays: placed,
        current,
        planned,
        account,
        mayChange: mayAdminister(asker),
        today: asker.today,
      };
    },

    /** The person behind a mention. @throws UserError when the Slack user is tied to nobody */
    async mentioned(slackUserId: string): Promise<string> {
      const personId = await store.ofSlackUser(slackUserId);
      if (personId === undefined) throw new UserError("org.refused.unknownMention");
      return personId;
    },

    /** How many people have no Slack account; for administrators. */
    unmatched: (asker: Asker) => store.unmatched(dayOf(asker)),
  };
}
