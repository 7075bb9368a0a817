import { z } from "zod";
import { publicHolidays } from "./public-holidays.ts";

/** The other side of `take.ts`: computes one country's years in a process of its own, which then ends. */
process.once("message", async (message) => {
  const { country, years } = z.object({ country: z.string(), years: z.array(z.int()) }).parse(message);
  const found = await Promise.all(years.map((year) => publicHolidays(country, year)));
  process.send?.(found.flat());
});
