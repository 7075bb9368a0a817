import type { Feature } from "../feature.ts";
import { Mrkdwn } from "../i18n/mrkdwn.ts";
import { shortName } from "../i18n/names.ts";
import { askerOf } from "../org/asker.ts";
import type { Organisation } from "../org/index.ts";
import { may } from "../org/scope.ts";
import { actions, type Block, button, section } from "../slack/blocks.ts";
import { actions as ids } from "./ids.ts";
import { joinButton } from "./invitation/view.ts";
import { formName, themeOf, untilText } from "./phrases.ts";
import type { StatusService } from "./status/service.ts";

const mostOwn = 3;
const mostOpen = 2;

/** The Home tab's part: what I took part in of late, what I can still join, and the liaison's button; four blocks at most. */
export function discussionHome(deps: {
  service: StatusService;
  org: Organisation;
}): NonNullable<Feature["homeBlocks"]> {
  const { service, org } = deps;
  return async (request) => {
    const tree = await org.units();
    const asker = askerOf(request, tree);
    const { campaign, personId, locale, unit, today } = asker;
    if (personId === null) return [];
    const [themes, own, open] = await Promise.all([
      service.themes(asker),
      service.ofPerson(campaign.id, personId, mostOwn),
      service.open(personId, unit, new Date(asker.now.epochMilliseconds), mostOpen),
    ]);
    const enters =
      may(asker.member, "enterForUnit", unit) && today >= campaign.period.from && !campaign.isClosed;
    if (themes.length === 0 || (own.length === 0 && open.length === 0 && !enters)) return [];
    const lines = own.map((one) =>
      locale.md("discussion.home.own", {
        date: locale.day(one.date),
        theme: themeOf(one.themeCode, themes, locale),
        form: formName(one.form, locale),
      }),
    );
    const none = own.length === 0 ? [locale.md("discussion.home.noneYet")] : [];
    const invitations = open.map((one): Block => {
      const values = {
        unit: shortName(tree.byId(one.unitId)?.name ?? ""),
        theme: themeOf(one.themeCode, themes, locale),
        until: untilText(one.closesAt, campaign.timeZone, locale),
      };
      const text = locale.md("discussion.home.open", values);
      return section(text, { accessory: joinButton(one.invitationId, locale) });
    });
    const status = button(ids.openStatus.id, locale.t("discussion.home.status"), {
      value: ids.openStatus.write({ unitId: unit.id, page: 0 }),
    });
    const record = button(ids.record.id, locale.t("discussion.status.record"), {
      value: ids.record.write({}),
    });
    return [
      section(Mrkdwn.join([locale.md("discussion.home.title"), ...lines, ...none])),
      ...invitations,
      actions([...(enters ? [record] : []), status]),
    ];
  };
}
