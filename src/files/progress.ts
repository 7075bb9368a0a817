/** Where an import tells how far it is. */
export type Progress = {
  /** A file begins to be read. */
  file(name: string, size: number): { more(bytes: number): void; end(): void };
  begin(what: "write", total: number): { at(done: number): void; end(): void };
};

/** Tells nobody. */
export const silent: Progress = {
  file: () => ({ more: () => undefined, end: () => undefined }),
  begin: () => ({ at: () => undefined, end: () => undefined }),
};
