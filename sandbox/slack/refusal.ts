/** What the Web API answers instead of taking effect: `{ok: false, error: code, response_metadata: {messages}}`. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: string[];

  constructor(code: string, details: string[] = []) {
    super(details.length > 0 ? `${code}: ${details.join("; ")}` : code);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}
