import { describe, expect, it } from "vitest";
import { understand } from "../../src/cli/command.ts";
import { commandNames, commands, optionsOf } from "../../src/cli/commands.ts";
import { texts } from "../../src/cli/texts.ts";
import { createI18n, type Language, languages } from "../../src/i18n/index.ts";

const i18n = createI18n({ cli: texts });

/** What is left to do of a command line (or its exit code), and what was said about it. */
function understood(args: string[], language: Language = "en") {
  const out: string[] = [];
  const err: string[] = [];
  const locale = i18n.locale(language);
  const answer = understand(args, { locale, out: (text) => out.push(text), err: (text) => err.push(text) });
  return { answer, out, err };
}

const question = ["--unit", "amt", "--from", "2025-03-03", "--to", "2025-03-31"];

describe("a command line that is understood", () => {
  it("says what is to be done", () => {
    const period = { from: "2025-03-03", to: "2025-03-31" };
    const figures = { name: "figures", unit: "amt", period, json: true, workspace: "T1" };
    expect(understood(["figures", ...question, "--json", "--workspace=T1"]).answer).toEqual(figures);
    expect(understood(["--json", "--workspace", "T1", "figures", ...question]).answer).toEqual(figures);
    expect(understood(["import", "a b"]).answer).toEqual({
      name: "import",
      folder: "a b",
      overwrite: false,
      restate: false,
      workspace: undefined,
      newPeople: false,
    });
    expect(understood(["import", "a", "--new-people"]).answer).toMatchObject({ newPeople: true });
    expect(understood(["import", "--restate", "a b"]).answer).toMatchObject({ folder: "a b", restate: true });
    expect(understood(["start"]).answer).toEqual({ name: "start" });
  });
});

describe("a command that is not understood", () => {
  it.each([
    [[], /Say what to do/],
    [["dance"], /no command “dance”/],
    [["imprt", "a"], /no command “imprt”. Did you mean import\?/],
    [["strat"], /Did you mean start\?/],
    [["help", "figurse"], /Did you mean figures\?/],
    [["dance", "--help"], /no command “dance”/],
    [["import"], /exactly one folder/],
    [["import", "a", "b"], /“b” is too much/],
    [["import", "a", "--json"], /takes no --json/],
    [["start", "now"], /“now” is too much: start/],
    [["start", "--hlep"], /no option --hlep. Did you mean --help\?/],
    [["start", "--prot", "80"], /no option --prot\./],
    [["start", "--json"], /takes no --json/],
    [["--hlep"], /Did you mean --help\?/],
    [["figures"], /--unit/],
    [["figures", "--untit", "x"], /no option --untit. Did you mean --unit\?/],
    [["figures", "--unit", "--from", "2025-03-03", "--to", "2025-03-31"], /behind --unit/],
    [["figures", "--unit", "x", "--unit", "y"], /--unit stands there twice/],
    [["figures", ...question, "--json=yes"], /--json stands alone/],
    [["figures", ...question, "-x"], /no option -x/],
    [["figures", "--unit", "x", "--from", "2025-03-03"], /--to/],
    [
      ["figures", "--unit", "x", "--from", "2025-02-29", "--to", "2025-03-31"],
      /--from should be a date.*2025-02-29/,
    ],
    [["figures", "--unit", "x", "--from", "2025-04-01", "--to", "2025-03-31"], /before --from/],
    [["figures", ...question, "more"], /more/],
    [["figures", ...question, "--color"], /--color/],
  ])("%j ends with 2, the reason and the usage", (args, reason) => {
    const { answer, out, err } = understood(args);
    expect([answer, out]).toEqual([2, []]);
    expect(err.join("\n")).toMatch(reason);
    expect(err.join("\n")).toContain("Usage: npm run studyhall");
  });
});

describe("help", () => {
  it.each([["help"], ["--help"], ["-h"]])("%s lists every command with what it takes and does", (arg) => {
    for (const language of languages) {
      const { answer, out } = understood([arg], language);
      expect(answer).toBe(0);
      for (const name of Object.keys(commands))
        expect(out[0]).toMatch(new RegExp(`^  ${name}.*\\n      \\S`, "m"));
      // A word that has no text would stand there as its key.
      expect(out[0]).not.toContain("cli.");
    }
    expect(understood([arg]).out[0]).toContain("figures --unit CODE --from DATE --to DATE");
  });

  it.each(Object.keys(commands))(
    "of %s says what it does and what its options mean, and does nothing else",
    (name) => {
      for (const language of languages) {
        const { answer, out, err } = understood([name, "--help"], language);
        expect([answer, err]).toEqual([0, []]);
        expect(understood(["help", name], language)).toEqual({ answer, out, err });
        expect(out[0]).not.toContain("cli.");
        for (const option of optionsOf(commandNames.find((one) => one === name) ?? "help"))
          expect(out[0]).toMatch(new RegExp(`^  --${option}\\b.*\\S`, "m"));
      }
    },
  );
});
