/** The embedded database cannot be used. The message is a sentence for the operator, with what to do. */
export class EmbeddedDatabaseError extends Error {
  override name = "EmbeddedDatabaseError";
}
