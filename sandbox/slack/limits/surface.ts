import { blockSchemas, blocksOf, modalOnlyInputs, type Surface } from "./blocks.ts";
import { type Path, problem, schemaProblems } from "./problems.ts";
import { visibleLength } from "./rich-text.ts";

/** Rules over a list of blocks: what the surface takes, how many, and what must not stand twice. */

export type Fields = Record<string, unknown>;

const maxBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
const maxOfType: Readonly<Record<string, number>> = { table: 1, data_visualization: 2 };
const maxMarkdownCharacters = 12_000;
// Slack answers msg_blocks_too_long above a sum that it does not publish: 9,597 characters were seen to pass and
// 11,341 to be refused (slackapi/bolt-js issue 2867). Tables and charts have ceilings of their own.
const maxTextOfMessage = 9_500;
const ownCeiling: ReadonlySet<unknown> = new Set(["table", "data_table", "data_visualization", "markdown"]);

/** Problems of the blocks of one list: `blocks` of a message, a view or an attachment. */
export function blocksProblems(blocks: unknown, surface: Surface, path: Path): string[] {
  if (!Array.isArray(blocks)) return [problem(path, "must be a list")];
  const found: string[] = [];
  if (blocks.length === 0) found.push(problem(path, "no blocks, at least 1"));
  const max = maxBlocks[surface];
  if (blocks.length > max) found.push(problem(path, `${blocks.length} blocks, at most ${max}`));
  const seen = new Set<unknown>();
  blocks.forEach((block: unknown, index) => {
    const at = [...path, index];
    found.push(...blockProblems(block, surface, at));
    if (!isFields(block) || block.block_id === undefined) return;
    if (seen.has(block.block_id))
      found.push(problem([...at, "block_id"], `"${block.block_id}" stands twice`));
    seen.add(block.block_id);
  });
  return found;
}

function blockProblems(block: unknown, surface: Surface, path: Path): string[] {
  if (!isFields(block)) return [problem(path, "must be an object")];
  const type = String(block.type);
  const schema = blocksOf[surface].has(type) ? blockSchemas[type] : undefined;
  if (schema === undefined) return [problem([...path, "type"], `"${type}" is not a block for a ${surface}`)];
  const found = schemaProblems(schema, block, path);
  const elements = elementsOf(block);
  if (surface === "home" && elements.some((element) => modalOnlyInputs.has(String(element.type)))) {
    found.push(problem([...path, "element", "type"], `"${elements[0]?.type}" is for modals only`));
  }
  const ids = elements.map((element) => element.action_id).filter((id) => id !== undefined);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  for (const id of twice) found.push(problem(path, `the action_id "${id}" stands twice`));
  return found;
}

/** A block's elements, whatever field they stand in. */
export function elementsOf(block: Fields): Fields[] {
  const listed = Array.isArray(block.elements) ? block.elements : [];
  return [...listed, block.accessory, block.element].filter(isFields);
}

/** Ceilings over all blocks of a message, those of its attachments included. */
export function totalProblems(blocks: unknown[]): string[] {
  const known = blocks.filter(isFields);
  const found = Object.entries(maxOfType).flatMap(([type, max]) => {
    const count = known.filter((block) => block.type === type).length;
    return count > max ? [`blocks: ${count} blocks of type ${type}, at most ${max}`] : [];
  });
  const sum = (some: Fields[]) => some.reduce((total, block) => total + visibleLength(block), 0);
  const markdown = known.filter((block) => block.type === "markdown");
  if (markdown.length > 1 && sum(markdown) > maxMarkdownCharacters) {
    found.push(`blocks: ${sum(markdown)} characters of markdown, at most ${maxMarkdownCharacters}`);
  }
  const text = sum(known.filter((block) => !ownCeiling.has(block.type)));
  if (text > maxTextOfMessage) {
    found.push(`blocks: ${text} characters of text outside tables, at most ${maxTextOfMessage}`);
  }
  return found;
}

/** True for an object that is neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
