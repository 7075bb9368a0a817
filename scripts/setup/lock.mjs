// `npm start` and `npm test` may begin at the same moment: one sets up, the other waits for it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "./state.mjs";

// Outside node_modules, which an install removes, and outside the checkout, which stays clean.
const name = createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
const LOCK = path.join(tmpdir(), `studyhall-setup-${userInfo().username}-${name}`);
const OWNER = path.join(LOCK, "pid");

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The lock of a run that was killed is nobody's; one without an owner is just being taken. */
function isAbandoned() {
  try {
    const pid = Number(readFileSync(OWNER, "utf8"));
    if (pid > 0) return !isAlive(pid);
    return Date.now() - statSync(LOCK).mtimeMs > 5000;
  } catch {
    try {
      return Date.now() - statSync(LOCK).mtimeMs > 5000;
    } catch {
      return false; // released this instant
    }
  }
}

function tryTake() {
  try {
    mkdirSync(LOCK);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(OWNER, String(process.pid));
  return true;
}

/** Runs `work` while no other set-up of this checkout runs, waiting for one that does. */
export async function alone(work) {
  for (let told = false; !tryTake(); await wait(200)) {
    if (isAbandoned()) rmSync(LOCK, { recursive: true, force: true });
    else if (!told)
      told = process.stdout.write("… another start is setting up this checkout; waiting for it\n");
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}
