/** So many texts are named: each costs memory in the server's process of every connection. */
const mostNamed = 300;
/** A text that came so often comes again; one with a list of ever another length may not. */
const oftenEnough = 3;
/** What begins and ends transactions is not planned at all. */
const planned = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;

/**
 * Names for statements: one with a name is parsed and planned once a connection, not each time it is asked.
 * @returns the name for a text that comes again and again, else "": it goes without one
 */
export function statementNames(most = mostNamed): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= most || !planned.test(sql)) return "";
    const times = (counts.get(sql) ?? 0) + 1;
    if (times < oftenEnough) {
      if (counts.size >= most) counts.clear();
      counts.set(sql, times);
      return "";
    }
    counts.delete(sql);
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
