#!/usr/bin/env node
// Starts Studyhall from plain JavaScript: an older Node cannot even load the TypeScript behind it, and should say so
// in a sentence. `studyhall start` runs the bot; whatever else is written is read by the command line, which has help.
const NEEDED = 26;
const running = process.versions.node;

/** The packages or the generated client are not there: whoever starts this outside npm has skipped a step. */
function isNotInstalled(error) {
  return (
    error?.code === "ERR_MODULE_NOT_FOUND" &&
    /^Cannot find package|src[\\/]db[\\/]generated/.test(error.message)
  );
}

/**
 * `npm start` puts a shell between npm and us. Told to end, npm and that shell do, and would leave us running unseen;
 * so their end is our signal too, unless one has reached us already.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250);
  watch.unref();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => clearInterval(watch));
}

/** Each entry exports `main(args)`; what it resolves to is the exit code, nothing is success. */
async function start(args) {
  // With anything behind it (--help, a slip), the command line says what that is, and nothing is started.
  const starts = args.length === 1 && args[0] === "start";
  const entry = starts ? "../src/main.ts" : "../src/cli.ts";
  if (starts) endWithNpm();
  const { main } = await import(entry);
  return (await main(args)) ?? 0;
}

if (Number(running.split(".")[0]) < NEEDED) {
  console.error(
    `Studyhall needs Node ${NEEDED} or newer; this is Node ${running}. \`npm start\` brings its own, or install Node ${NEEDED}.`,
  );
  process.exitCode = 1;
} else {
  await start(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      if (!isNotInstalled(error)) throw error;
      console.error(
        "Studyhall is not installed yet: start it with `npm start`, or run `npm ci` and `node scripts/setup.mjs`.",
      );
      process.exitCode = 1;
    },
  );
}
