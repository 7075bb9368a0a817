import { todayIn } from "../calendar.ts";
import type { Clock } from "../clock.ts";
import { UserError } from "../errors.ts";
import type { Viewer } from "../feature.ts";
import { type I18n, type Language, languageOf, languages } from "../i18n/index.ts";
import { notStaff } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import type { Staff } from "../org/model.ts";
import type { OrgStore, SlackUserRow } from "../org/store.ts";
import type { SlackGateway } from "./gateway.ts";

/** How long a known viewer is remembered: a new role or unit is seen after this time. */
const rememberSeconds = 30;
/** Somebody whom the roster does not know is asked for at Slack again after this time: an import may have come. */
const askAgainSeconds = 60;
const mostRemembered = 5000;

export type Viewers = {
  /** Who that Slack user is. Asks Slack only about users never seen, or unknown to the roster. */
  of(slackUserId: string): Promise<Viewer>;
  /** Whether Slack has such a user: of one whom it does not know, nothing is kept. */
  exists(slackUserId: string): Promise<boolean>;
  /** The language last known of the user, without asking anybody. */
  languageOf(slackUserId: string): Language | undefined;
  forget(slackUserId?: string): void;
};

export function viewers(deps: {
  store: OrgStore;
  org: Organisation;
  slack: SlackGateway;
  i18n: I18n;
  clock: Clock;
}): Viewers {
  const { store, org, slack, i18n, clock } = deps;
  const remembered = new Map<string, { viewer: Viewer; until: Temporal.Instant }>();

  async function load(slackUserId: string): Promise<Viewer> {
    const row = await seen(slackUserId);
    const campaign = await org.campaign().catch((error: unknown) => {
      if (error instanceof UserError) return undefined; // none has been set up yet
      throw error;
    });
    const today = campaign && todayIn(clock.now(), campaign.timeZone);
    const staff = row?.personId && today ? await org.staffOf(slackUserId, today) : undefined;
    const between = row?.personId && today && !staff ? await store.between(row.personId, today) : undefined;
    const language = languages.find((known) => known === row?.language) ?? languageOf(row?.locale);
    const isAdmin = row?.isAdmin ?? false;
    return { slackUserId, staff, between, isAdmin, language, locale: i18n.locale(language) };
  }

  async function seen(slackUserId: string) {
    const row = await store.slackUser(slackUserId);
    const askedLately =
      row && Temporal.Instant.compare(row.checkedAt.add({ seconds: askAgainSeconds }), clock.now()) > 0;
    // Found by e-mail, Slack has not said yet which language the user reads; of earlier days, not in which time zone.
    if (row?.personId && row.locale !== null && (row.timeZone !== null || askedToday(row))) return row;
    if (row && askedLately && !row.personId) return row;
    const profile = await slack.profile(slackUserId).catch((error: unknown) => {
      // Somebody who is known is answered all the same: only their time zone is still missing.
      if (row?.personId && row.locale !== null) return undefined;
      throw error;
    });
    if (!profile) return row;
    await store.keepSlackUser(profile, clock.now());
    return store.slackUser(slackUserId);
  }

  const askedToday = ({ checkedAt }: SlackUserRow) =>
    Temporal.Instant.compare(checkedAt.add({ hours: 24 }), clock.now()) > 0;

  /** The tree may have been numbered anew since: a scope of old numbers would cover other units. */
  async function placed(viewer: Viewer): Promise<Viewer> {
    const { staff } = viewer;
    const unit = staff && (await org.units()).byId(staff.unit.id);
    if (!unit || unit === staff.unit) return viewer;
    return { ...viewer, staff: { ...staff, unit, member: { ...staff.member, unit } } };
  }

  return {
    async of(slackUserId) {
      const known = remembered.get(slackUserId);
      if (known && Temporal.Instant.compare(clock.now(), known.until) < 0) return placed(known.viewer);
      const viewer = await load(slackUserId);
      remembered.delete(slackUserId); // so that the oldest stands first
      remembered.set(slackUserId, {
        viewer,
        until: clock.now().add({ seconds: viewer.staff ? rememberSeconds : 0 }),
      });
      const oldest = remembered.size > mostRemembered ? remembered.keys().next().value : undefined;
      if (oldest !== undefined) remembered.delete(oldest);
      return viewer;
    },
    exists: async (slackUserId) => (await seen(slackUserId)) !== undefined,
    languageOf: (slackUserId) => remembered.get(slackUserId)?.viewer.language,
    forget(slackUserId) {
      if (slackUserId === undefined) remembered.clear();
      else remembered.delete(slackUserId);
    },
  };
}

/** The person of the roster who asks. @throws UserError for everybody who belongs to no unit */
export function staffOf(viewer: Viewer): Staff {
  if (!viewer.staff) throw notStaff(viewer);
  return viewer.staff;
}
