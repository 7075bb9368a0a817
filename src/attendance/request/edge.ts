import type { Feature } from "../../feature.ts";
import { type Asker, askerOf } from "../../org/asker.ts";
import { LockedWeek } from "../../org/entering.ts";
import type { Organisation } from "../../org/index.ts";
import type { Answer } from "../../slack/answer.ts";
import type { ActionRequest } from "../../slack/requests.ts";
import { entryOf } from "../form/entry.ts";
import type { Draft } from "../form/store.ts";
import { lockedMessage } from "../form/view.ts";
import { actions } from "../ids.ts";
import type { AttendanceStore } from "../store.ts";
import type { OwnRequest } from "./model.ts";
import type { RequestService, RequestTarget } from "./service.ts";
import type { RequestStore } from "./store.ts";
import { decidedMessage } from "./view.ts";

/** [Record it] and [Leave it] under what somebody says of themselves. */
export function requestEdge(deps: {
  service: RequestService;
  requests: RequestStore;
  store: AttendanceStore;
  /** Keeps what was asked for, for the head whom the presser then asks. */
  keepTried: (asker: Asker, draft: Draft) => Promise<unknown>;
  org: Organisation;
}) {
  const { service, requests, store, keepTried, org } = deps;

  async function decided(request: ActionRequest, target: RequestTarget, record: boolean): Promise<Answer> {
    const { locale } = request.viewer;
    const asker = askerOf(request, await org.units());
    const whyOf = ({ name, words }: OwnRequest) =>
      locale.t(`attendance.request.reason${words === null ? "" : "Words"}`, { name, words: words ?? "" });
    const done = await service
      .decide(asker, target, (one) => (record ? whyOf(one) : undefined))
      .catch((error: unknown) => {
        if (error instanceof LockedWeek) return error;
        throw error;
      });
    if (done instanceof LockedWeek) return locked(asker, target, done);
    const isMine = done.bySlack === asker.slackUserId;
    return { kind: "replace", message: decidedMessage(done, target, isMine, locale) };
  }

  /** The week has locked since: its head can be asked, and what was asked for goes along. */
  async function locked(asker: Asker, target: RequestTarget, error: LockedWeek): Promise<Answer> {
    const { unitId, date, by } = target;
    const sheet = await store.sheet({ unitId, date });
    const asked = await requests.get(by, target);
    // What others said as their reason stays with them.
    const marked = sheet.expected.map(({ personId, status }) =>
      personId === asked?.personId
        ? { personId, status: asked.status, reason: asked.reason }
        : { personId, status },
    );
    await keepTried(asker, { unitId, date, entry: entryOf(sheet, marked) });
    return { kind: "ephemeral", message: lockedMessage(error, asker.locale, true) };
  }

  return {
    actions: {
      [actions.requestYes.id]: {
        run: (request) => decided(request, actions.requestYes.read(request.value), true),
      },
      [actions.requestNo.id]: {
        run: (request) => decided(request, actions.requestNo.read(request.value), false),
      },
    } satisfies Feature["actions"],
  };
}
