/**
 * What makes two titles alike: the pieces that they share. Scripts written without spaces are cut into pairs of
 * letters, others into words without their endings, so that neither a word put in nor another order hides a likeness.
 */

/** What every research title says. Longer ones first: 调查研究 is not 调查 and 研究. */
const commonHan =
  /调查研究|实践研究|实证研究|行动研究|对策研究|应用研究|问题研究|专题调研|调查报告|研究报告|为例|关于|有关|基于|浅谈|浅析|浅论|试论|试析|刍议|例谈|如何|怎样|以及|及其|当前|目前|新时代|新时期|新形势|背景下|背景|视域下|视角下|视角|过程中|情况|现状|状况|存在的|存在|问题|原因|成因|影响|因素|对策|措施|策略|路径|途径|方法|办法|方式|模式|机制|建议|意见|思考|反思|探索|探究|探析|探讨|研究|调研|调查|分析|实践|实施|应用|运用|开展|进行|课题|工作|学校|我县|我市|我校|本县|本校|提高|提升|加强|促进|推进|优化|改进|的|与|和|及|对|在|中|之|以|等|了|从|到|下|与|为|是|有|某|一|其/gu;

const commonWords = new Set(
  (
    "a about among an analysis and applied are as assessment at based between by can case cases challenge current do does " +
    "effect effective enhance exploration explore for from foster how impact impacts improve improvement improving in " +
    "influence into investigate investigation is issue issues its measures method methods new of on or our paths practice " +
    "problem problems project promote promoting reflection reflections report research review role school schools " +
    "situation situations solution solutions some status strategies strategy strengthen strengthening studies study " +
    "studying survey surveys teaching that the their thoughts to topic toward towards under using ways we what with within"
  ).split(" "),
);

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/u;
const runs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+|[\p{L}\p{N}\p{M}]+/gu;

/** Words meet without what grammar hangs on them; four letters at least are left, or a word would lose its meaning. */
const stem = (word: string) =>
  word.replace(/(?<=\p{L}{4})(ational|ations?|ings?|ments?|ers?|ies|ed|es|s|y)$/u, "");

function pairs(run: string): string[] {
  const letters = [...run];
  if (letters.length < 2) return letters;
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

const runsOf = (text: string) => text.match(runs) ?? [];
const cut = (text: string, words: (run: string) => string[]) =>
  runsOf(text).flatMap((run) => (unspaced.test(run) ? pairs(run) : words(run)));

/**
 * The pieces of a title, each once, sorted: equal lists are equal titles but for order and common words. A title of
 * nothing but common words keeps them all. Empty for a text without a letter or digit.
 */
export function gramsOf(title: string): string[] {
  const plain = title
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/['’]s\b/gu, "");
  const telling = cut(plain.replaceAll(commonHan, " "), (word) =>
    commonWords.has(word) ? [] : [stem(word)],
  );
  const grams = telling.length > 0 ? telling : cut(plain, (word) => [word]);
  return [...new Set(grams)].sort();
}
