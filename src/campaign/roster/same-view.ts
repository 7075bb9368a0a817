import type { SameQuestion } from "../../files/file.ts";
import type { Locale } from "../../i18n/index.ts";
import { Mrkdwn } from "../../i18n/mrkdwn.ts";
import { shortName } from "../../i18n/names.ts";
import { type Block, input, option, plain, section, type View } from "../../slack/blocks.ts";
import { rosterSame } from "../ids.ts";
import type { Checked } from "./checked.ts";
import { blockOf } from "./same.ts";

/** Asks of each row whose number nobody has whether it is somebody of the roster. */
export function sameView(
  { uploadId, answers, overwrite, questions }: Checked & { kind: "asked" },
  note: Block[],
  locale: Locale,
): View {
  return {
    type: "modal",
    callback_id: rosterSame,
    private_metadata: JSON.stringify({ uploadId, answers, overwrite }),
    title: plain(locale.t("campaign.roster.sameTitle"), 24),
    submit: plain(locale.t("campaign.roster.sameNext"), 24),
    close: plain(locale.t("campaign.roster.notNow"), 24),
    blocks: [
      ...note,
      section(locale.md("campaign.roster.same", { count: questions.length })),
      ...questions.flatMap((question) => questionBlocks(question, locale)),
    ],
  };
}

function questionBlocks({ employeeNo, name, unit, candidates }: SameQuestion, locale: Locale): Block[] {
  const inFile = locale.md("campaign.roster.sameInFile", short({ name, unit, employeeNo }));
  const onRoster = candidates.map(({ sameEmail, lastDay, ...who }) => {
    const more = [
      ...(sameEmail ? [locale.md("campaign.roster.sameEmail")] : []),
      ...(lastDay === null ? [] : [locale.md("campaign.roster.sameLeft", { date: locale.date(lastDay) })]),
    ];
    const said = [locale.md("campaign.roster.sameOnRoster", short(who)), ...more];
    return Mrkdwn.join(said, locale.t("common.semicolon"));
  });
  const options = [
    ...candidates.map(({ id, employeeNo: known }) =>
      option(locale.t("campaign.roster.sameYes", { known: shortName(known, 30) }), id),
    ),
    option(locale.t("campaign.roster.sameNo"), "new"),
  ];
  return [
    section(Mrkdwn.join([inFile, ...onRoster])),
    input(
      blockOf(employeeNo),
      locale.t("campaign.roster.sameAsk", { name: shortName(name), employeeNo: shortName(employeeNo) }),
      { type: "static_select", action_id: "same", options },
    ),
  ];
}

const short = ({ name, unit, employeeNo }: { name: string; unit: string; employeeNo: string }) => ({
  name: shortName(name),
  unit: shortName(unit),
  employeeNo: shortName(employeeNo, 60),
});
