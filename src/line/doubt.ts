import { createHash } from "node:crypto";
import type { Json } from "../json.ts";

/** Why a reading could be meant otherwise: `kind` names the question, the other facts are what it is worded from. */
export type Doubt = { kind: string } & { [fact: string]: Json };

/**
 * A line, or a form, that was understood and is asked about before anything is written: thrown inside a write it takes
 * all of it back. `sure` stands for exactly this reading and these doubts.
 */
export class Doubtful<D extends Doubt = Doubt> extends Error {
  readonly doubts: D[];
  readonly #reading: Json;
  /** @param reading everything that would be written, as facts: dates in full, people by id */
  constructor(reading: Json, doubts: D[]) {
    super(doubts.map(({ kind }) => kind).join(", "));
    this.name = "Doubtful";
    this.doubts = doubts;
    this.#reading = reading;
  }

  get sure(): string {
    return fingerprint(this.#reading, this.doubts);
  }
}

/**
 * Lets a reading through that nothing is doubtful about, or whose doubts the asker has answered with Yes.
 * @param doubtful the reading, with no doubts where there are none; a subclass may carry what the question says
 * @param sure what the asker said Yes to (`Doubtful.sure` of the question that they were shown), if they did
 * @throws Doubtful otherwise; also when what was agreed to is not what the same words would write now
 */
export function settle(doubtful: Doubtful, sure: string | undefined): void {
  if (doubtful.doubts.length > 0 && doubtful.sure !== sure) throw doubtful;
}

/** The same with several ways to go on: to each of them belongs a `sure` of its own. */
export class Choosing<W extends string = string, D extends Doubt = Doubt> extends Doubtful<D> {
  readonly ways: { way: W; sure: string }[];
  constructor(reading: Json, doubts: D[], ways: W[]) {
    super(reading, doubts);
    this.ways = ways.map((way) => ({ way, sure: fingerprint([reading, way], doubts) }));
  }
}

/** The way that the asker chose. @throws the question where they chose none, or one of another reading */
export function chosen<W extends string>(choosing: Choosing<W>, sure: string | undefined): W {
  const found = choosing.ways.find((one) => one.sure === sure);
  if (!found) throw choosing;
  return found.way;
}

function fingerprint(reading: Json, doubts: Doubt[]): string {
  return createHash("sha256")
    .update(JSON.stringify([reading, doubts]))
    .digest("base64url")
    .slice(0, 22);
}
