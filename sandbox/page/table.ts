import { html, raw } from "hono/html";
import { richText } from "./rich-text.ts";
import { type Fields, fieldsOf, type Html, type Show, textOf } from "./show.ts";

/**
 * `table` and `data_table` blocks as HTML tables in a region that scrolls by itself, so that a wide one never
 * widens the page. The first row is the header in both.
 */
export function table(block: Fields, show: Show): Html {
  const caption = textOf(block.caption);
  const [head = [], ...body] = rowsOf(block);
  const align = alignments(block, [head, ...body]);
  const rowHeader = block.type === "data_table" ? Number(block.row_header_column_index ?? 0) : -1;
  const label = caption || show.t("table.label");
  return html`<figure class="table">
    ${caption ? html`<figcaption>${caption}<span class="count">${show.t("table.rows", { count: body.length })}</span></figcaption>` : ""}
    <div class="table-scroll" role="group" tabindex="0" aria-label="${label}"><table>
      <thead><tr>${head.map((cell, at) => html`<th scope="col"${align(at)}>${content(cell, show)}</th>`)}</tr></thead>
      <tbody>${body.map(
        (row) =>
          html`<tr>${row.map((cell, at) =>
            at === rowHeader
              ? html`<th scope="row"${align(at)}>${content(cell, show)}</th>`
              : html`<td${align(at)}>${content(cell, show)}</td>`,
          )}</tr>`,
      )}</tbody>
    </table></div>
  </figure>`;
}

function rowsOf(block: Fields): Fields[][] {
  return Array.isArray(block.rows) ? block.rows.map(fieldsOf) : [];
}

function content(cell: Fields, show: Show): Html {
  return cell.type === "rich_text" ? richText(cell, show) : html`${textOf(cell.text)}`;
}

const numeral = /^[±+−–-]?\s?[\d.,]+\s?%?$/;

/** The class of each column: what the block asks for, or to the right when all its cells are numbers. */
function alignments(block: Fields, rows: Fields[][]): (column: number) => Html | string {
  const settings = Array.isArray(block.column_settings) ? block.column_settings : [];
  return (column) => {
    const asked = fieldsOf([settings[column]])[0]?.align;
    const cells = rows.slice(1).map((row) => row[column]);
    const numbers =
      cells.length > 0 &&
      cells.every(
        (cell) => cell?.type === "raw_number" || numeral.test(textOf(cell?.text)) || cell?.text === "–",
      );
    const side = asked ?? (numbers ? "right" : "left");
    if (side !== "right" && side !== "center") return "";
    return raw(` class="${side}"`);
  };
}
