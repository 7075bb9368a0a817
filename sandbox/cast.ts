import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import { z } from "zod";
import { languages } from "../src/i18n/index.ts";
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
  /** People with a Slack account whom the roster does not know. */
  guests: z
    .array(z.object({ handle: z.string(), name: z.string(), language: z.enum(languages) }))
    .default([]),
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
  role: z.infer<typeof role> | "guest";
  language: (typeof languages)[number];
  name: string;
  /** "" for a guest. */
  unit: string;
  /** An owner of the Slack workspace, and so an administrator of the campaign. */
  isAdmin: boolean;
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
  const present = people
    .filter(
      (one) => byEmployee.has(one.employee_no) || (wanted.units.includes(one.unit_code) && one.email !== ""),
    )
    .map((one) => ({ ...one, persona: byEmployee.get(one.employee_no) }));
  const start = Temporal.PlainDateTime.from(wanted.start).toZonedDateTime(timeZone).toInstant();
  return {
    users: [...present.map(userOf), ...wanted.guests.map(guestUser)],
    channels: wanted.channels.map((channel) => channelOf(channel, present, wanted.guests)),
    personas: [
      ...personasOf(wanted, present, units),
      ...wanted.guests.map((one) => ({
        ...one,
        userId: guestId(one),
        role: "guest" as const,
        unit: "",
        isAdmin: false,
      })),
    ],
    firstChannel: wanted.firstChannel,
    ...{ timeZone, start },
  };
}

type Setting = z.infer<typeof setting>;
type Guest = Setting["guests"][number];
type Present = z.infer<typeof person> & { persona: Setting["personas"][number] | undefined };

const idOf = (employeeNo: string) => `U0${employeeNo.toUpperCase()}`;

function userOf({ employee_no, name, email, persona }: Present): LocalUser {
  return {
    id: idOf(employee_no),
    name: persona?.handle ?? employee_no.toLowerCase(),
    realName: name,
    email,
    locale: persona?.language === "en" ? "en-US" : "zh-CN",
    ...(persona?.owner ? { admin: true, owner: true } : {}),
  };
}

const guestId = ({ handle }: Guest) => `U0${handle.toUpperCase()}`;

function guestUser(guest: Guest): LocalUser {
  const { handle, name, language } = guest;
  const locale = language === "en" ? "en-US" : "zh-CN";
  return { id: guestId(guest), name: handle, realName: name, email: `${handle}@guest.example`, locale };
}

function channelOf(channel: Setting["channels"][number], present: Present[], guests: Guest[]): LocalChannel {
  const isIn = ({ unit_code, persona }: Present) =>
    channel.everyone ||
    unit_code === channel.unit ||
    (persona !== undefined && channel.roles?.includes(persona.role));
  return {
    id: channel.id,
    name: channel.name,
    botMember: !channel.withoutBot,
    members: [
      ...present.filter(isIn).map(({ employee_no }) => idOf(employee_no)),
      ...(channel.everyone ? guests.map(guestId) : []),
    ],
  };
}

/** In the setting's order: the first of a language is who its visitors begin as. */
function personasOf(wanted: Setting, present: Present[], units: Map<string, string>): Persona[] {
  return wanted.personas.flatMap(({ employee, role, language, owner: isAdmin = false }) => {
    const found = present.find((one) => one.employee_no === employee);
    if (!found) return [];
    const { name, unit_code } = found;
    return [
      { userId: idOf(employee), role, language, name, unit: units.get(unit_code) ?? unit_code, isAdmin },
    ];
  });
}

async function rows<T>(file: string, shape: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true })))
    found.push(shape.parse(row));
  return found;
}
