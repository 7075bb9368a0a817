// Runs a program and shows that it is alive: a line that counts seconds on a terminal, a line now and then in a log.
import { spawn } from "node:child_process";
import { ROOT } from "./state.mjs";

const seconds = (since) => Math.round((performance.now() - since) / 1000);

/** Says what is being done and for how long, until the returned function is called. */
function show(what, terminal) {
  const since = performance.now();
  process.stdout.write(terminal ? `… ${what}` : `… ${what}\n`);
  const tick = () =>
    process.stdout.write(
      terminal ? `\r… ${what} (${seconds(since)} s)` : `… ${what} (${seconds(since)} s)\n`,
    );
  const timer = setInterval(tick, terminal ? 1000 : 10_000);
  return (outcome) => {
    clearInterval(timer);
    process.stdout.write(`${terminal ? "\r" : ""}${outcome} ${what} (${seconds(since)} s)\n`);
  };
}

/**
 * Runs a program to its end. Its output is kept for the caller, who shows it when it matters.
 * @returns {Promise<{ok: boolean, output: string}>}
 */
export function run(what, command, args, env) {
  const done = show(what, process.stdout.isTTY === true);
  return new Promise((resolve) => {
    // Windows starts npm through a command file, which needs a shell; the arguments are all our own.
    const options = {
      cwd: ROOT,
      env,
      shell: process.platform === "win32",
      stdio: ["ignore", "pipe", "pipe"],
    };
    const child = spawn(command, args, options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => finish(false, `${output}${error.message}\n`));
    child.on("close", (code) => finish(code === 0, output));
    function finish(ok, text) {
      done(ok ? "✓" : "✗");
      resolve({ ok, output: text });
    }
  });
}
