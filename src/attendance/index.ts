import type { Feature } from "../feature.ts";
import { attendanceCommand } from "./command.ts";
import { shortcuts } from "./ids.ts";
import { type AttendanceDeps, checkingIn, entering, looking, reminding, storesOf } from "./parts.ts";
import { attendanceRecords } from "./records.ts";
import { texts } from "./texts.ts";

/**
 * Weekly study and attendance: recorded by form, in one line, or by a check-in message; looked at by unit, district
 * and bureau.
 * @param deps `pace` keeps the updates of check-in messages as far apart as Slack asks for
 */
export function attendance(deps: AttendanceDeps): Feature {
  const stores = storesOf(deps);
  const entry = entering(deps, stores);
  const checkIn = checkingIn(deps, stores, entry);
  const asked = reminding(deps, stores);
  const { status, home, digest } = looking(deps, stores, entry);
  const { service, own, forms, form, ownEdge, removal } = entry;
  const parts = {
    form: form.open,
    ownForm: ownEdge.open,
    noSession: asked.noSession,
    keepDraft: forms.keepDraft,
    keepTried: forms.keepTried,
    open: checkIn.open,
    status: status.command,
    missing: asked.missing.command,
    history: status.historyCommand,
    undo: removal.command,
  };
  return {
    ...attendanceRecords,
    texts,
    commands: {
      "/attendance": attendanceCommand({ ...stores, service, own, org: deps.org, parts }),
    },
    shortcuts: { [shortcuts.record]: { run: (request) => form.open(request) } },
    actions: {
      ...form.actions,
      ...removal.actions,
      ...checkIn.actions,
      ...status.actions,
      ...asked.missing.actions,
      ...entry.requests.actions,
      ...asked.answers.actions,
      ...asked.makeUp.actions,
      ...home.actions,
      ...ownEdge.actions,
    },
    views: {
      ...form.views,
      ...removal.views,
      ...asked.answers.views,
      ...asked.makeUp.views,
      ...ownEdge.views,
    },
    options: form.options,
    jobs: [...checkIn.jobs, ...asked.jobs],
    tick: checkIn.tick,
    digest,
    reminders: asked.source,
    undo: [entry.undo, asked.undo],
    homeFirst: home.first,
    homeBlocks: home.blocks,
    homeBelow: home.below,
  };
}
