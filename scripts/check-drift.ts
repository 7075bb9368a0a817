/**
 * Holds `prisma/migrations` and `prisma/schema.prisma` together: `npm run migration:check` exits 1 and names the
 * difference. CHECK and EXCLUDE constraints, partial and expression indexes are no difference: Prisma's schema
 * cannot say them, and its engine leaves them aside.
 */
import { schemaDiff } from "./migrations/diff.ts";

const drift = await schemaDiff("summary");
if (drift === null) {
  console.log("Migrations and schema agree.");
} else {
  console.error(`prisma/schema.prisma asks for what no migration does:\n${drift.trim()}`);
  console.error("Write the missing migration: npm run migration:new -- name_of_the_change");
  process.exitCode = 1;
}
