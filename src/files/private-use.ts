/**
 * GB18030 gave some of its characters to Unicode's private area until Unicode had them. Whatever was converted by an
 * older table (a roster of people called 䶮, exported as U+E863) still holds them there.
 *
 * Source: GB 18030-2022 as Unicode recommends it (L2/23-003R) and the Encoding Standard's index gb18030 has it; the
 * six that the standard keeps there since they double others (FE51, FE52, FE53, FE6C, FE76, FE91) by GB/T
 * 22321.1-2018. Each list begins at that character and follows the private area: U+E815 to U+E864 are FE50 to FEA0.
 */
const tables: [first: number, characters: string][] = [
  [0xe76c, "€"],
  [0xe78d, "︐︒︑︓︔︕︖︗︘︙"],
  [0xe7c7, "ḿǹ"],
  [0xe7e7, "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻"],
  [
    0xe815,
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
  ],
];

const meant = new Map(
  tables.flatMap(([first, characters]) =>
    [...characters].map((character, at) => [String.fromCodePoint(first + at), character] as const),
  ),
);

/** The character that this private one stands for in GB18030; undefined for one of somebody's own. */
export const gb18030Character = (privateOne: string): string | undefined => meant.get(privateOne);
