import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { nameOf } from "../../org/campaign/name.ts";
import { input, plain, section, type View } from "../../slack/blocks.ts";
import { closeForm, closeName } from "../ids.ts";
import type { Unfinished } from "./service.ts";

/** Asks whether the campaign is to be closed, and says what that ends. */
export function closeView({ campaign, openWeeks, digests }: Unfinished, locale: Locale): View {
  const lines = [
    locale.md("campaign.close.what", {
      name: nameOf(campaign, locale),
      until: locale.date(campaign.period.to),
    }),
    ...(openWeeks.length > 0
      ? [
          locale.md("campaign.close.openWeeks", {
            count: openWeeks.length,
            weeks: locale.list(openWeeks.slice(-4).map((week) => locale.week(week))),
          }),
        ]
      : []),
    ...(digests > 0 ? [locale.md("campaign.close.digests", { count: digests })] : []),
    locale.md("campaign.close.after"),
  ];
  const name = { type: "plain_text_input", action_id: closeName, max_length: 200 };
  return {
    type: "modal",
    callback_id: closeForm,
    private_metadata: JSON.stringify({ campaignId: campaign.id }),
    title: plain(locale.t("campaign.close.title"), 24),
    submit: plain(locale.t("campaign.close.confirm"), 24),
    close: plain(locale.t("common.cancel"), 24),
    blocks: [
      section(Mrkdwn.join(lines, "\n\n")),
      input("name", locale.t("campaign.close.name"), name, {
        hint: locale.t("campaign.close.nameHint", { name: nameOf(campaign, locale) }),
      }),
    ],
  };
}
