import type { Call, LocalSlack } from "../slack/types.ts";
import type { Requests } from "./requests.ts";
import type { Show } from "./show.ts";

type Fault = Requests["faults"];
type OnMethod = Extract<Fault, { method: string }>;

/** Sets trouble and keeps a list of it, for the page to say what is in force. */
export type FaultBook = { set(fault: Fault): void; lines(show: Show): string[] };

export function createFaultBook(local: LocalSlack): FaultBook {
  let entries: { fault: Fault; after: number }[] = [];
  return {
    set: (fault) => {
      if (fault.kind === "clear") {
        local.faults.clear();
        entries = [];
        return;
      }
      bring(local, fault);
      entries.push({ fault, after: local.calls.at(-1)?.elapsed ?? -1 });
    },
    lines: (show) =>
      entries.flatMap(({ fault, after }) => {
        if (!onMethod(fault)) return [show.t("faults.lineRealRates")];
        const met = local.calls.filter((call) => call.elapsed > after && meets(call, fault)).length;
        const left = fault.times === undefined ? undefined : fault.times - met;
        return left !== undefined && left <= 0 ? [] : [line(fault, left, show)];
      }),
  };
}

const onMethod = (fault: Fault): fault is OnMethod => "method" in fault;

function bring({ faults }: LocalSlack, fault: Fault): void {
  if (!onMethod(fault)) {
    faults.realRates();
    return;
  }
  const { method, times, seconds, error } = fault;
  const often = times === undefined ? {} : { times };
  const ways: Record<OnMethod["kind"], () => void> = {
    rateLimit: () => faults.rateLimit(method, { retryAfter: Math.ceil(seconds), ...often }),
    delay: () => faults.delay(method, seconds * 1000, times),
    loseAnswer: () => faults.loseAnswer(method, times),
    fail: () => faults.fail(method, error, often),
  };
  ways[fault.kind]();
}

/** Whether a call of the log has used the fault up by one. */
function meets(call: Call, fault: OnMethod): boolean {
  if (call.method !== fault.method) return false;
  if (fault.kind === "rateLimit") return call.error === "ratelimited";
  return fault.kind === "fail" ? call.error === fault.error : true;
}

function line(fault: OnMethod, left: number | undefined, show: Show): string {
  const times = left === undefined ? show.t("faults.always") : show.t("faults.times", { count: left });
  const key = `faults.line${fault.kind.charAt(0).toUpperCase()}${fault.kind.slice(1)}`;
  return show.t(key, { method: fault.method, seconds: fault.seconds, error: fault.error, times });
}
