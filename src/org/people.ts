import { UserError } from "../errors.ts";
import type { Locale } from "../i18n/index.ts";
import { nameKey, nameList } from "../i18n/names.ts";
import { spelling } from "../i18n/pinyin.ts";
import type { Who } from "../line/people.ts";
import type { Unit } from "./model.ts";
import type { TreeRange } from "./scope.ts";
import type { UnitTree } from "./tree.ts";

/** Somebody among whom people are sought, as lists and options show them. */
export type Listed = { personId: string; name: string; employeeNo: string; position: string | null };

/** Names on one line or in one option: enough to choose from, short enough to read. */
const mostCandidates = 10;

/**
 * How people are told apart in a list: by name; where a name stands twice, with the position, and where that is
 * the same too, with the employee number.
 */
export function labels(people: Listed[]): Map<string, string> {
  const byName = Map.groupBy(people, (person) => person.name);
  const full = (person: Listed) => `${person.name} · ${person.position ?? ""}`;
  const byPosition = Map.groupBy(people, full);
  return new Map(
    people.map((person) => {
      if (byName.get(person.name)?.length === 1) return [person.personId, person.name];
      const distinct = person.position !== null && byPosition.get(full(person))?.length === 1;
      return [person.personId, fitted(person.name, distinct ? (person.position ?? "") : person.employeeNo)];
    }),
  );
}

// An option holds 75 characters; what tells two people apart stands at the end and must not be cut off.
function fitted(name: string, mark: string): string {
  const end = ` · ${mark.slice(0, 30)}`;
  const room = 75 - end.length;
  return (name.length > room ? `${name.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : name) + end;
}

/**
 * People whose name or employee number holds the text, or whose name is spelt so: those called exactly that first, then
 * those whose name begins with it; else in the order given.
 * @param also who else is found, by something that only the caller knows
 */
export async function search<P extends Pick<Listed, "name" | "employeeNo">>(
  people: P[],
  query: string,
  also: (person: P) => boolean = () => false,
): Promise<P[]> {
  const [wanted, typed] = [nameKey(query), plainNumber(query)];
  const speltAt = await spelling(query);
  const rank = (person: P): number | undefined => {
    const name = nameKey(person.name);
    const number = person.employeeNo.toLowerCase();
    if (name === wanted || number === typed) return 0;
    if (name.startsWith(wanted)) return 1;
    if (name.includes(wanted) || number.includes(typed) || also(person)) return 2;
    const at = speltAt(name);
    return at === undefined ? undefined : at === 0 ? 3 : 4;
  };
  return people
    .flatMap((person) => {
      const found = rank(person);
      return found === undefined ? [] : [{ person, rank: found }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ person }) => person);
}

/** Units of the scope whose code or name holds the text, or whose name is spelt so; all of them where it is empty. */
export async function searchUnits(tree: UnitTree, query: string, scope: TreeRange): Promise<Unit[]> {
  if (query.trim() === "") return tree.within(scope);
  const found = tree.find(query, scope);
  const speltAt = await spelling(query);
  const spelt = tree
    .within(scope)
    .filter((unit) => !found.includes(unit) && speltAt(unit.name) !== undefined);
  return [...found, ...spelt];
}

/** An employee number as typed; unlike in a name, its hyphens and dots count. */
export const plainNumber = (typed: string) => typed.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");

/**
 * The people meant in one line, among those listed; what else was said of each (`status`, say) stays with them.
 * @throws UserError naming the candidates when a name is ambiguous or unknown, or somebody stands there twice
 */
export function peopleNamed<N extends { who: Who }>(
  named: N[],
  among: Listed[],
  bySlackUser: Map<string, { personId: string; name: string }>,
  locale: Locale,
): (Omit<N, "who"> & { personId: string })[] {
  const found = named.flatMap(({ who, ...said }) => {
    const people =
      "name" in who
        ? severalNames(who.name, among).map((name) => byName(name, among, locale))
        : [mentioned(who.slackUserId, among, bySlackUser)];
    return people.map(({ personId, name }) => ({ name, said: { ...said, personId } }));
  });
  const twice = found.find(
    (one, index) => found.findIndex((other) => other.said.personId === one.said.personId) !== index,
  );
  if (twice) throw new UserError("common.refused.twicePerson", { name: twice.name });
  return found.map(({ said }) => said);
}

/** What may stand between two names that were written as one: 王伟和李雷, 王伟 李雷. Any of it may be part of a name too. */
const between = /(\s+and\s+|\s*[&、]\s*|[和与及跟]|\s+)/iu;

/** Of how many such pieces one name is made at most (an odd number: what joins them counts too). */
const mostPieces = 15;

/**
 * The names in a text that nobody is called by: cut where each piece is somebody's name (王和平 stays one). Where only
 * some are, all its pieces, so that the refusal is about the one that is unknown.
 */
function severalNames(typed: string, expected: Listed[]): string[] {
  const told = [...labels(expected).values()];
  const known = new Set([...expected.map(({ name }) => name), ...told].map(nameKey));
  const numbers = new Set(expected.map(({ employeeNo }) => employeeNo.toLowerCase()));
  const isKnown = (name: string) => known.has(nameKey(name)) || numbers.has(plainNumber(name));
  const pieces = typed.split(between);
  if (pieces.length === 1 || isKnown(typed)) return [typed];
  // From the end: the names from each piece on. Every other piece is what stands between two.
  const from: (string[] | undefined)[] = [];
  from[pieces.length + 1] = [];
  for (let at = pieces.length - 1; at >= 0; at -= 2)
    for (let end = Math.min(pieces.length, at + mostPieces); end > at; end -= 2) {
      const [name, rest] = [pieces.slice(at, end).join(""), from[end + 1]];
      if (rest && isKnown(name)) from[at] ??= [name, ...rest];
    }
  if (from[0]) return from[0];
  const single = pieces.filter((piece, index) => index % 2 === 0 && piece !== "");
  return single.some(isKnown) ? single : [typed];
}

function byName(typed: string, expected: Listed[], locale: Locale): Listed {
  const [wanted, number] = [nameKey(typed), plainNumber(typed)];
  const label = labels(expected);
  const exact = expected.filter(
    (person) =>
      nameKey(person.name) === wanted ||
      person.employeeNo.toLowerCase() === number ||
      nameKey(label.get(person.personId) ?? "") === wanted,
  );
  const [only, ...more] = exact;
  if (only && more.length === 0) return only;
  // 马明 is not 马明天: a part of a name is nobody yet, and who may be meant is told.
  const parts = expected.filter((person) => nameKey(person.name).includes(wanted));
  if (only || parts.length > 1) throw ambiguous(typed, only ? exact : parts, label, locale);
  const near =
    parts.length > 0
      ? parts
      : expected.filter((person) => [...nameKey(person.name)].some((letter) => wanted.includes(letter)));
  const isNear = near.length > 0 && near.length <= mostCandidates;
  const suggestions = names(isNear ? near : expected, label, locale);
  const key = `common.refused.${isNear ? "unknownNear" : "unknownName"}`;
  throw new UserError(key, { name: typed, names: suggestions });
}

function ambiguous(
  typed: string,
  candidates: Listed[],
  label: Map<string, string>,
  locale: Locale,
): UserError {
  // The number is what can be typed instead, so everybody gets theirs here.
  const told = candidates.map((person) => ({
    ...person,
    text: `${label.get(person.personId) ?? person.name} (${person.employeeNo})`,
  }));
  const texts = told.map((person) => person.text);
  return new UserError("common.refused.ambiguousName", {
    name: typed,
    names: candidateList(texts, locale),
  });
}

function mentioned(
  slackUserId: string,
  expected: Listed[],
  bySlackUser: Map<string, { personId: string; name: string }>,
): Listed {
  const known = bySlackUser.get(slackUserId);
  if (!known) throw new UserError("common.refused.unknownMention");
  const person = expected.find((one) => one.personId === known.personId);
  if (!person) throw new UserError("common.refused.notExpectedName", { name: known.name });
  return person;
}

function names(people: Listed[], label: Map<string, string>, locale: Locale): string {
  return candidateList(
    people.map((person) => label.get(person.personId) ?? person.name),
    locale,
  );
}

// What tells two alike apart stands at the end of a label, so none is shortened.
const candidateList = (texts: string[], locale: Locale): string =>
  nameList(texts, texts.length, locale, { most: mostCandidates, longest: 200 });
