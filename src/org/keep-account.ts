import type { Database, Tx } from "../db/client.ts";
import { momentOf } from "../db/dates.ts";
import type { SlackProfile } from "./slack-profile.ts";

/** A Slack account as it is kept: tied to `personId`, or meaning somebody without being theirs (see the schema). */
export type KeptAccount = {
  slackId: string;
  personId: string | null;
  meantPersonId: string | null;
  matchedByHand: boolean;
  standing: string | null;
  checkedAt: Date;
};
type Tie = Pick<KeptAccount, "personId" | "meantPersonId">;

const nobodys: Tie = { personId: null, meantPersonId: null };

/**
 * Whose the account is, now that Slack said this of it. Pure. What an administrator tied or untied by hand stays;
 * otherwise the e-mail address decides, and where it names nobody the account stays whose it was. A deactivated one is
 * nobody's until it is active again.
 * @param kept the account itself where it is known, and all that are or mean somebody it may be
 * @param named the person of the roster with its e-mail address
 */
export function tieOf(
  { slackUserId, standing }: Pick<SlackProfile, "slackUserId" | "standing">,
  kept: KeptAccount[],
  named: string | null,
): Tie {
  const mine = kept.find(({ slackId }) => slackId === slackUserId);
  const others = kept.filter((one) => one !== mine);
  const was = mine?.personId ?? (mine?.standing === "deactivated" ? mine.meantPersonId : null);
  if (standing === "deactivated") return { personId: null, meantPersonId: was };
  const byHand = mine?.matchedByHand ?? false;
  if (!byHand && standing !== "member") return nobodys;
  const claimed = byHand ? was : (named ?? was);
  if (claimed === null) return nobodys;
  // The one that was tied by hand holds the person, deactivated or not: an administrator decides again.
  const isHeld = !byHand && others.some((one) => one.matchedByHand && holds(one, claimed));
  if (isHeld) return { personId: null, meantPersonId: claimed };
  const isBack = mine?.personId !== claimed && claimed !== named;
  if (isBack && others.some(({ personId }) => personId === claimed)) return nobodys;
  return { personId: claimed, meantPersonId: null };
}

const holds = ({ personId, meantPersonId, standing }: KeptAccount, person: string): boolean =>
  personId === person || (standing === "deactivated" && meantPersonId === person);

/** What Slack's refusal to know a user comes to: nobody can be reached there. */
export const unknownToSlack = (slackUserId: string): SlackProfile => ({
  slackUserId,
  ...{ email: null, locale: null, timeZone: null, isAdmin: false, isBot: false },
  standing: "deactivated",
});

/**
 * Keeps what Slack says of a user, with whose account it is. A person whose Slack account changed is tied to the new
 * one; the language chosen stays, and so do locale and time zone where Slack leaves them out.
 * @param saidAt when Slack said it
 * @param heard it told by itself: of somebody unknown to the roster nothing is kept, and nothing that is older than
 * what is kept, since such messages may come late
 */
export async function keepAccount(
  { db, workspaceId }: { db: Database; workspaceId: string },
  profile: SlackProfile,
  saidAt: Temporal.Instant,
  { heard = false } = {},
): Promise<void> {
  const { slackUserId, locale, timeZone, isAdmin, standing } = profile;
  const email = profile.email?.toLowerCase();
  await db.$transaction(async (tx) => {
    // Locked: a first request and the search by e-mail often meet the same person in the same moment.
    const [person] = email
      ? await tx.$queryRaw<{ id: string }[]>`
          SELECT id FROM person WHERE workspace_id = ${workspaceId}::uuid AND email = ${email} FOR NO KEY UPDATE`
      : [];
    const named = person?.id ?? null;
    const kept = await accountsAround(tx, workspaceId, slackUserId, named);
    const mine = kept.find(({ slackId }) => slackId === slackUserId);
    if (heard && (mine ? mine.checkedAt.getTime() > saidAt.epochMilliseconds : named === null)) return;
    const { personId, meantPersonId } = tieOf(profile, kept, named);
    if (personId)
      await tx.slackUser.updateMany({
        where: { workspaceId, personId, slackId: { not: slackUserId } },
        data: { personId: null },
      });
    await tx.$executeRaw`
      INSERT INTO slack_user (workspace_id, slack_id, person_id, meant_person_id, standing, locale, time_zone, is_admin, checked_at)
      VALUES (${workspaceId}::uuid, ${slackUserId}, ${personId}::uuid, ${meantPersonId}::uuid,
        ${standing === "member" ? null : standing}, ${locale}, ${timeZone}, ${isAdmin}, ${momentOf(saidAt)})
      ON CONFLICT (workspace_id, slack_id) DO UPDATE SET
        person_id = EXCLUDED.person_id, meant_person_id = EXCLUDED.meant_person_id, standing = EXCLUDED.standing,
        locale = coalesce(EXCLUDED.locale, slack_user.locale),
        time_zone = coalesce(EXCLUDED.time_zone, slack_user.time_zone),
        is_admin = EXCLUDED.is_admin, checked_at = EXCLUDED.checked_at`;
  });
}

/** The account, and all that are or mean the same people, locked in one order. */
function accountsAround(tx: Tx, workspaceId: string, slackId: string, named: string | null) {
  return tx.$queryRaw<KeptAccount[]>`
    WITH about AS (
      SELECT unnest(ARRAY[${named}::uuid, person_id, meant_person_id]) AS id FROM slack_user
      WHERE workspace_id = ${workspaceId}::uuid AND slack_id = ${slackId}
      UNION SELECT ${named}::uuid)
    SELECT u.slack_id AS "slackId", u.person_id AS "personId", u.meant_person_id AS "meantPersonId",
      u.matched_by_hand AS "matchedByHand", u.standing, u.checked_at AS "checkedAt"
    FROM slack_user u
    WHERE u.workspace_id = ${workspaceId}::uuid
      AND (u.slack_id = ${slackId} OR u.person_id IN (SELECT id FROM about) OR u.meant_person_id IN (SELECT id FROM about))
    ORDER BY u.slack_id FOR UPDATE OF u`;
}
