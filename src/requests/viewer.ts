import { todayIn } from "../calendar.ts";
import type { Clock } from "../clock.ts";
import { UserError } from "../errors.ts";
import { type I18n, type Language, languageOf, languages } from "../i18n/index.ts";
import { notStaff } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import type { Staff } from "../org/model.ts";
import type { Viewer } from "../org/request.ts";
import type { SlackProfile } from "../org/slack-profile.ts";
import type { OrgStore, SlackUserRow } from "../org/store.ts";
import type { SlackGateway } from "../slack/gateway.ts";

/**
 * How long a known viewer is remembered, unless the organisation changes. A Slack administrator never is: Slack is asked
 * anew at each of their requests, since a message that it took the right away may be lost.
 */
const rememberSeconds = 30;
/** Somebody whom the roster does not know is asked for at Slack again after this time: an import may have come. */
const askAgainSeconds = 60;
const mostRemembered = 5000;

export type Viewers = {
  /** Who that Slack user is. Asks Slack only about users never seen, or unknown to the roster. */
  of(slackUserId: string): Promise<Viewer>;
  /** Whether Slack has such a user: of one whom it does not know, nothing is kept. */
  exists(slackUserId: string): Promise<boolean>;
  /** Keeps what Slack said of somebody by itself, at that moment; the same again changes nothing. */
  hear(profile: SlackProfile, saidAt: Temporal.Instant): Promise<void>;
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
  /** False while nobody would tell that the organisation has changed: then nobody is remembered. */
  hears?: () => boolean;
}): Viewers {
  const { store, org, slack, i18n, clock, hears = () => true } = deps;
  const remembered = new Map<string, { viewer: Viewer; until: Temporal.Instant }>();
  /** How often something was forgotten: what was being read meanwhile may be of before. */
  let forgotten = 0;

  async function load(slackUserId: string): Promise<Viewer> {
    const { row, isAsked } = await seen(slackUserId);
    const campaign = await org.campaign().catch((error: unknown) => {
      if (error instanceof UserError) return undefined; // none has been set up yet
      throw error;
    });
    const today = campaign && todayIn(clock.now(), campaign.timeZone);
    const staff = row?.personId && today ? await org.staffOf(slackUserId, today) : undefined;
    const between = row?.personId && today && !staff ? await store.between(row.personId, today) : undefined;
    const meant =
      row?.meantPersonId && row.standing === null ? await store.meant(row.meantPersonId) : undefined;
    const language = languages.find((known) => known === row?.language) ?? languageOf(row?.locale);
    const isAdmin = row?.isAdmin === true && (isAsked || (await stillAdmin(slackUserId, staff)));
    const who = { slackUserId, staff, between, meant, language, locale: i18n.locale(language) };
    return isAdmin === "unknown" ? { ...who, isAdmin: false, adminUnknown: true } : { ...who, isAdmin };
  }

  /** Whether Slack still says so. An administrator of the roster is one all the same where it does not answer. */
  async function stillAdmin(slackUserId: string, staff: Staff | undefined): Promise<boolean | "unknown"> {
    const profile = await slack.profile(slackUserId).catch(() => "unknown" as const);
    if (profile === "unknown") return staff?.roles.includes("administrator") ? false : profile;
    if (profile) await store.keepSlackUser(profile, clock.now());
    return profile?.isAdmin ?? false;
  }

  /** `isAsked`: what the row says, Slack has said just now. */
  async function seen(slackUserId: string): Promise<{ row: SlackUserRow | undefined; isAsked: boolean }> {
    const row = await store.slackUser(slackUserId);
    const askedLately =
      row && Temporal.Instant.compare(row.checkedAt.add({ seconds: askAgainSeconds }), clock.now()) > 0;
    // Found by e-mail, Slack has not said yet which language the user reads; of earlier days, not in which time zone.
    if (row?.personId && row.locale !== null && (row.timeZone !== null || askedToday(row)))
      return { row, isAsked: false };
    if (row && askedLately && !row.personId) return { row, isAsked: false };
    const profile = await slack.profile(slackUserId).catch((error: unknown) => {
      // Somebody who is known is answered all the same: only their time zone is still missing.
      if (row?.personId && row.locale !== null) return undefined;
      throw error;
    });
    if (!profile) return { row, isAsked: false };
    await store.keepSlackUser(profile, clock.now());
    return { row: await store.slackUser(slackUserId), isAsked: true };
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

  function forget(slackUserId?: string): void {
    forgotten++;
    // Who they are is read anew; in which language to say that this cannot be read now, is still known.
    for (const id of slackUserId === undefined ? remembered.keys() : [slackUserId]) {
      const known = remembered.get(id);
      if (known) remembered.set(id, { ...known, until: clock.now() });
    }
  }

  return {
    async of(slackUserId) {
      const known = hears() ? remembered.get(slackUserId) : undefined;
      if (known && Temporal.Instant.compare(clock.now(), known.until) < 0) return placed(known.viewer);
      const before = forgotten;
      const viewer = await load(slackUserId);
      remembered.delete(slackUserId); // so that the oldest stands first
      const isKept = viewer.staff && !viewer.isAdmin && !viewer.adminUnknown && before === forgotten;
      // Remembered for no time at all where it must be asked anew: the language is wanted all the same.
      remembered.set(slackUserId, {
        viewer,
        until: clock.now().add({ seconds: isKept ? rememberSeconds : 0 }),
      });
      const oldest = remembered.size > mostRemembered ? remembered.keys().next().value : undefined;
      if (oldest !== undefined) remembered.delete(oldest);
      return viewer;
    },
    exists: async (slackUserId) => (await seen(slackUserId)).row !== undefined,
    async hear(profile, saidAt) {
      await store.keepSlackUser(profile, saidAt, { heard: true });
      forget(profile.slackUserId);
    },
    languageOf: (slackUserId) => remembered.get(slackUserId)?.viewer.language,
    forget,
  };
}

/** The person of the roster who asks. @throws UserError for everybody who belongs to no unit */
export function staffOf(viewer: Viewer): Staff {
  if (!viewer.staff) throw notStaff(viewer);
  return viewer.staff;
}
