// Runs before `npm start` and `npm test`: installs the packages and generates the Prisma client when they are missing
// or out of date, and says so. Plain JavaScript without packages, for Node 18 and newer: the current Node that
// Studyhall itself runs on comes with the packages.
import { existsSync } from "node:fs";
import { failure, install, NODE, SetupError } from "./setup/install.mjs";
import { alone } from "./setup/lock.mjs";
import { run } from "./setup/progress.mjs";
import { clientIsCurrent, inRoot, packagesAreCurrent, stamp, wanted } from "./setup/state.mjs";

async function generate(want) {
  const env = {
    ...process.env,
    // Prisma would download an engine that generating does not use; naming any program that exists prevents it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const prisma = inRoot("node_modules", "prisma", "build", "index.js");
  const { ok, output } = await run("Generating the Prisma client", NODE, [prisma, "generate"], env);
  if (!ok)
    throw failure(
      output,
      "Prisma could not read prisma/schema.prisma: correct what it names above, then start again.",
    );
  stamp({ client: want.client });
}

async function setUp() {
  for (const needed of ["package-lock.json", "prisma/schema.prisma"])
    if (!existsSync(inRoot(needed)))
      throw new SetupError(`${needed} is missing: restore it from the repository, then start again.`);
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
