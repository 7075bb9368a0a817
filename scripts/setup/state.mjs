// What is installed and generated, and for which inputs. Plain JavaScript without packages: it runs before any
// package is there, on whatever Node the machine has.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const inRoot = (...parts) => path.join(ROOT, ...parts);
const STAMP = inRoot("node_modules", ".studyhall-setup.json");
const CLIENT = inRoot("src", "db", "generated", "client.ts");

const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** The hashes that a finished set-up of this checkout would leave behind. */
export function wanted() {
  const lock = readFileSync(inRoot("package-lock.json"));
  const prisma = JSON.parse(lock.toString()).packages["node_modules/prisma"].version;
  return { packages: sha256(lock), client: sha256(readFileSync(inRoot("prisma", "schema.prisma")), prisma) };
}

/** Notes that these inputs are done; the next run that finds them unchanged does nothing. */
export function stamp(changes) {
  writeFileSync(STAMP, JSON.stringify({ ...readJson(STAMP), ...changes }));
}

export const clientExists = () => existsSync(CLIENT);

/** True when the Prisma client stands there and was made from this schema by this Prisma. */
export function clientIsCurrent(want) {
  return clientExists() && (readJson(STAMP)?.client === want.client || isProductionImage());
}

/** A production image brings its client along and has no Prisma to make another. */
function isProductionImage() {
  return (
    process.env.NODE_ENV === "production" && clientExists() && !existsSync(inRoot("node_modules", "prisma"))
  );
}

/** True when node_modules holds what package-lock.json asks for. */
export function packagesAreCurrent(want) {
  const installed = readJson(inRoot("node_modules", ".package-lock.json"))?.packages;
  if (!installed) return false; // npm writes this list last: without it an install was broken off
  if (readJson(STAMP)?.packages === want.packages)
    return existsSync(inRoot("node_modules", "zod", "package.json"));
  return matchesLock(installed);
}

/** Somebody may have installed with npm directly: then the list that npm left says whether it is the right one. */
function matchesLock(installed) {
  const production = isProductionImage();
  return Object.entries(readJson(inRoot("package-lock.json")).packages).every(([place, entry]) => {
    if (place === "" || entry.link) return true;
    const found = installed[place];
    if (!found)
      return Boolean(entry.optional || entry.devOptional || entry.peer || (production && entry.dev));
    return found.version === entry.version;
  });
}
