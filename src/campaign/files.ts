import { randomUUIDv7 } from "node:crypto";
import { type KnownCampaign, recordFile } from "../files/file.ts";
import { settleCampaign } from "./claims.ts";
import { campaignDocument, checkOrder, recordOf } from "./document.ts";
import { checkHeld } from "./held.ts";
import { type CampaignRecord, campaignChange, loadCampaign, writeCampaign } from "./import-store.ts";

/**
 * campaign.json: the campaign's frame and choices. `self_check_in`, `lock_days`, `check_in_minutes`, `reminders` and
 * `holiday_country` may be missing: then what was chosen before stays (false, 7, 30, true and none in a new campaign).
 */
export const campaignFile = recordFile({
  name: "campaign.json",
  needed: true,
  schema: campaignDocument,
  async open(context) {
    const held = await loadCampaign(context.reader, context.workspaceId);
    let wanted: CampaignRecord | undefined;
    let refused = false;
    const change = () => wanted && campaignChange(held, wanted);
    return {
      held: held !== undefined,
      row(document, _line, report) {
        checkOrder(document, report);
        wanted = recordOf(document, held?.id ?? randomUUIDv7(), held);
      },
      refused() {
        refused = true;
      },
      async end() {
        // Until it is settled what the file changes, days are told by the clocks of the one that is there.
        context.campaign = knownCampaign(held, held);
        if (wanted && held) await settleCampaign(context, held, wanted);
        context.campaign = refused ? undefined : knownCampaign(wanted ?? held, held);
        if (wanted)
          await checkHeld(context, { wanted, held }, (column, key, values = {}) =>
            context.problems.add({ file: "campaign.json", column, key, values }),
          );
      },
      pending: () => (change() ? 1 : 0),
      async write(tx, done) {
        const made = change();
        if (!made || !wanted) return [];
        await writeCampaign(tx, context.workspaceId, held, wanted);
        done(1);
        return [{ record: "campaign", recordId: wanted.id, ...made }];
      },
    };
  },
});

function knownCampaign(
  wanted: CampaignRecord | undefined,
  held: CampaignRecord | undefined,
): KnownCampaign | undefined {
  if (!wanted) return undefined;
  const { id, timeZone: zone, startsOn, endsOn, weeksOff } = wanted;
  const formerStart = held && startsOn < held.startsOn ? held.startsOn : undefined;
  return {
    id,
    timeZone: zone,
    period: { from: startsOn, to: endsOn },
    weeksOff,
    themes: wanted.themes.map(codeOf),
    directions: wanted.directions.map(codeOf),
    formerStart,
  };
}

const codeOf = (listed: { code: string }) => listed.code;
