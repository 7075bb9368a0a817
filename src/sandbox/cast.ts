import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import { z } from "zod";
import { languages } from "../i18n/index.ts";
import type { LocalChannel, LocalUser } from "./slack/index.ts";

const role = z.enum(["liaison", "teacher", "head", "district", "bureau"]);
const setting = z.object({
  start: z.string(),
  firstChannel: z.string(),
  units: z.array(z.string()),
  personas: z.array(
    z.object({
      employee: z.string(),
      handle: z.string(),
      role,
      language: z.enum(languages),
      owner: z.boolean().optional(),
    }),
  ),
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      roles: z.array(role).optional(),
      unit: z.string().optional(),
      everyone: z.boolean().optional(),
      withoutBot: z.boolean().optional(),
    }),
  ),
});
const campaign = z.object({ time_zone: z.string() });
const person = z.object({
  employee_no: z.string(),
  name: z.string(),
  unit_code: z.string(),
  email: z.string(),
});
const unit = z.object({ code: z.string(), name: z.string() });

export type Persona = {
  userId: string;
  role: z.infer<typeof role>;
  language: (typeof languages)[number];
  name: string;
  unit: string;
};
/** Who is in the sandbox's workspace, and where. */
export type Cast = {
  users: LocalUser[];
  channels: LocalChannel[];
  personas: Persona[];
  /** The channel shown first, to those who are in it. */
  firstChannel: string;
  /** The campaign's, and the moment in it at which the sandbox's clock starts. */
  timeZone: string;
  start: Temporal.Instant;
};

/** The workspace around a sample: its personas, their colleagues with a Slack account, and their channels. */
export async function readCast(sample: { settings: string; county: string }): Promise<Cast> {
  const wanted = setting.parse(JSON.parse(await readFile(sample.settings, "utf8")));
  const { time_zone: timeZone } = campaign.parse(
    JSON.parse(await readFile(join(sample.county, "campaign.json"), "utf8")),
  );
  const people = await rows(join(sample.county, "people.csv"), person);
  const units = new Map(
    (await rows(join(sample.county, "units.csv"), unit)).map(({ code, name }) => [code, name]),
  );
  const byEmployee = new Map(wanted.personas.map((persona) => [persona.employee, persona]));
  const present = people.filter(
    (one) => byEmployee.has(one.employee_no) || (wanted.units.includes(one.unit_code) && one.email !== ""),
  );
  const idOf = (employeeNo: string) => `U0${employeeNo.toUpperCase()}`;

  const users = present.map((one): LocalUser => {
    const persona = byEmployee.get(one.employee_no);
    return {
      id: idOf(one.employee_no),
      name: persona?.handle ?? one.employee_no.toLowerCase(),
      realName: one.name,
      email: one.email,
      locale: persona?.language === "en" ? "en-US" : "zh-CN",
      ...(persona?.owner ? { admin: true, owner: true } : {}),
    };
  });
  const channels = wanted.channels.map(
    (channel): LocalChannel => ({
      id: channel.id,
      name: channel.name,
      botMember: !channel.withoutBot,
      members: present
        .filter((one) => {
          const its = byEmployee.get(one.employee_no)?.role;
          return (
            channel.everyone ||
            one.unit_code === channel.unit ||
            (its !== undefined && channel.roles?.includes(its))
          );
        })
        .map((one) => idOf(one.employee_no)),
    }),
  );
  const personas = wanted.personas.flatMap((persona) => {
    const found = present.find((one) => one.employee_no === persona.employee);
    const named = found && { name: found.name, unit: units.get(found.unit_code) ?? found.unit_code };
    return named
      ? [{ userId: idOf(persona.employee), role: persona.role, language: persona.language, ...named }]
      : [];
  });
  const start = Temporal.PlainDateTime.from(wanted.start).toZonedDateTime(timeZone).toInstant();
  return { users, channels, personas, firstChannel: wanted.firstChannel, timeZone, start };
}

async function rows<T>(file: string, shape: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true })))
    found.push(shape.parse(row));
  return found;
}
