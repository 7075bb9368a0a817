import type { IsoDate } from "../../calendar.ts";
import { UserError } from "../../errors.ts";
import type { Asker } from "../../org/asker.ts";
import { isLocked } from "../../org/campaign/weeks.ts";
import { mayEnter } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Person, Unit } from "../../org/model.ts";

/** Somebody who can be written to. */
export type Reached = { name: string; slackUserId: string };

/**
 * Who is asked to record what somebody says of themselves: the unit's liaisons; its heads where no liaison can be
 * reached, where a liaison asks, and where the week is locked.
 * @throws UserError that says who can mend it, where nobody can be reached here
 */
export async function whoDecides(
  asker: Asker,
  unit: Unit,
  date: IsoDate,
  org: Organisation,
): Promise<Reached[]> {
  const locked = isLocked(date, asker.campaign, asker.today);
  const heads = await org.holders(unit.id, "unit_head", asker.today);
  const liaisons = locked ? [] : await org.holders(unit.id, "liaison", asker.today);
  const isMe = ({ id }: Person) => id === asker.personId;
  const groups = liaisons.some(isMe) ? [heads, liaisons] : [liaisons, heads];
  for (const group of groups) {
    const reached = group.flatMap((person) =>
      person.slackUserId === null || isMe(person)
        ? []
        : [{ name: person.name, slackUserId: person.slackUserId }],
    );
    if (reached.length > 0) return reached;
  }
  const names = [...new Set(groups.flat().filter((person) => !isMe(person)))].map(({ name }) => name);
  if (names.length === 0 && (await mayEnter(asker, unit, date, org)))
    throw new UserError("attendance.request.ownByForm", { unit: unit.name, date: asker.locale.day(date) });
  const values = { unit: unit.name, date: asker.locale.day(date), names: asker.locale.list(names) };
  throw new UserError(`attendance.request.${names.length > 0 ? "notReached" : "nobody"}`, values);
}
