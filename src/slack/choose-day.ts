import { z } from "zod";
import { isWeek } from "../calendar.ts";
import type { Locale } from "../i18n/index.ts";
import { type Block, button } from "./blocks.ts";
import { actionId } from "./ids.ts";

/** A unit, and the week that it is about; without one, all that can still be chosen for. */
const target = z.object({ unitId: z.uuid(), week: z.string().refine(isWeek).optional() });

/** Opens the form that lets a unit study on another day; pages of several features show it. */
export const chooseDay = actionId("attendance.chooseDay", target);

export const chooseDayButton = (at: z.infer<typeof target>, locale: Locale): Block =>
  button(chooseDay.id, locale.t("common.chooseDay"), { value: chooseDay.write(at) });
