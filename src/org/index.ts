import type { IsoDate } from "../calendar.ts";
import type { Clock } from "../clock.ts";
import { type CalendarRows, type StudyDays, spanOf, studyDays } from "./calendar/study-days.ts";
import type { Campaign } from "./campaign/model.ts";
import type { Person, Staff, Unit } from "./model.ts";
import type { OrgStore } from "./store.ts";
import { type UnitTree, unitTree } from "./tree.ts";

/**
 * The organisation as requests need it: its campaign, its calendar, its unit tree and who is who. Units, the campaign
 * and its days change by imports and settings only, so they are remembered until `forget` is told of a change
 * (changes.ts), for `rememberSeconds` at most.
 */
export type Organisation = {
  campaign(): Promise<Campaign>;
  /** The campaign that a date belongs to, a closed one too; the current one where it belongs to none before it. */
  campaignOf(date: IsoDate): Promise<Campaign>;
  units(): Promise<UnitTree>;
  /** Who works when, and which days units chose instead of theirs: what reminding and owing both go by. */
  days(campaign: Campaign): Promise<StudyDays>;
  /** The people who belonged to the unit on that date, by name. */
  roster(unitId: string, date: IsoDate): Promise<Person[]>;
  /** Somebody of the roster by Slack user, with the unit that they belong to on `date`. */
  staffOf(slackUserId: string, date: IsoDate): Promise<Staff | undefined>;
  /**
   * Somebody as they were on a date gone by: with the unit that they belonged to, and the roles that they held there
   * then. An administrator's right is today's or none: it is no part of what somebody was.
   */
  staffThen(slackUserId: string, date: IsoDate): Promise<Staff | undefined>;
  /** Those of the roster who are in exactly this unit on that date, and hold the role today. */
  holders(unitId: string, role: string, date: IsoDate): Promise<Person[]>;
  /** Forget what is remembered. */
  forget(): void;
};

/** @throws NoCampaign from `campaign()` while nothing has been imported */
export function organisation(deps: {
  store: OrgStore;
  clock: Clock;
  rememberSeconds?: number;
}): Organisation {
  const { store, clock, rememberSeconds = 10 } = deps;
  const campaign = remembered(() => store.campaign());
  const units = remembered(async () => unitTree(await store.units()));

  function remembered<T>(load: () => Promise<T>) {
    let value: Promise<T> | undefined;
    let until = clock.now();
    return {
      get: () => {
        if (value && Temporal.Instant.compare(clock.now(), until) < 0) return value;
        until = clock.now().add({ seconds: rememberSeconds });
        const loading = load();
        value = loading;
        // A failed load is not remembered: the next request tries again.
        loading.catch(() => {
          if (value === loading) value = undefined;
        });
        return loading;
      },
      forget: () => {
        value = undefined;
      },
    };
  }

  const calendars = new Map<string, { get(): Promise<CalendarRows> }>();
  async function days(of: Campaign): Promise<StudyDays> {
    const rows = calendars.get(of.id) ?? remembered(() => store.calendar(spanOf(of)));
    calendars.set(of.id, rows);
    const [known, tree] = await Promise.all([rows.get(), units.get()]);
    return studyDays(of, known, tree);
  }

  /** Memberships begin with the campaign: before that, everybody is who they will be on its first day. */
  async function within(date: IsoDate): Promise<IsoDate> {
    const { from } = (await campaign.get()).period;
    return date < from ? from : date;
  }

  async function staffAt(found: { person: Person; unitId: string } | undefined): Promise<Staff | undefined> {
    const unit = found && (await units.get()).byId(found.unitId);
    if (!found || !unit) return undefined;
    const { person } = found;
    return { ...person, unit, member: { personId: person.id, roles: person.roles, unit } };
  }

  return {
    campaign: campaign.get,
    async campaignOf(date) {
      const current = await campaign.get();
      return date < current.period.from ? ((await store.campaignAt(date)) ?? current) : current;
    },
    units: units.get,
    days,
    roster: store.roster,
    holders: async (unitId, role, date) =>
      (await store.roster(unitId, await within(date))).filter((person) =>
        person.roles.some((held) => held === role),
      ),
    staffOf: async (slackUserId, date) =>
      staffAt(await store.personOfSlackUser(slackUserId, await within(date))),
    async staffThen(slackUserId, date) {
      const then = await staffAt(await store.personThen(slackUserId, await within(date)));
      if (!then) return undefined;
      const roles = then.roles.filter((role) => role !== "administrator");
      return { ...then, roles, member: { ...then.member, roles } };
    },
    forget() {
      campaign.forget();
      units.forget();
      calendars.clear();
    },
  };
}

/** The unit tree in memory: 5,000 units are a few hundred kilobytes. */
export type { Unit, UnitTree };
