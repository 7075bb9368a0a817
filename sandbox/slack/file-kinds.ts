/** What Slack calls the kinds of files that people upload: https://docs.slack.dev/reference/objects/file-object */
export type FileKind = { filetype: string; mimetype: string; pretty: string };

const kinds: Readonly<Record<string, readonly [mimetype: string, pretty: string, filetype?: string]>> = {
  csv: ["text/csv", "CSV"],
  doc: ["application/msword", "Word Document"],
  docx: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word Document"],
  gif: ["image/gif", "GIF"],
  jpeg: ["image/jpeg", "JPEG", "jpg"],
  jpg: ["image/jpeg", "JPEG"],
  json: ["application/json", "JSON"],
  md: ["text/markdown", "Markdown", "markdown"],
  pdf: ["application/pdf", "PDF"],
  png: ["image/png", "PNG"],
  ppt: ["application/vnd.ms-powerpoint", "PowerPoint Presentation"],
  pptx: [
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "PowerPoint Presentation",
  ],
  txt: ["text/plain", "Plain Text", "text"],
  xls: ["application/vnd.ms-excel", "Excel Spreadsheet"],
  xlsx: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel Spreadsheet"],
  zip: ["application/zip", "Zip"],
};

/** The kind that a file's name tells. */
export function kindOf(name: string): FileKind {
  const extension = extensionOf(name);
  const [mimetype, pretty, filetype] = kinds[extension] ?? ["application/octet-stream", "Binary", "binary"];
  return { mimetype, pretty, filetype: filetype ?? extension };
}

/** What stands after the last dot, in lower case; "" when there is none. */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
