import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Credential, withActor } from "@/db/gate";
import { type Cast, type City, person } from "./cast";
import { send } from "./command";

export type Input = Record<string, unknown>;

/** The only row of a query as somebody sees it. */
export const row = (credential: Credential, query: ReturnType<typeof sql>) =>
  withActor(credential, "read", async (tx) => (await tx.execute<Record<string, unknown>>(query))[0]);

export const projectDays = { startsOn: "2023-04-01", endsOn: "2026-03-31" };
export const decided = (more: Input = {}) => ({
  slug: `p-${randomUUID().slice(0, 8)}`,
  name: "Projekt",
  registrationNumber: null,
  beneficiary: "město Sever",
  ...projectDays,
  totalHalere: 3_600_000,
  ...more,
});

/** A new indicator of a project whose values are measured, made by who may; its id. */
export async function measuredIndicator(credential: Credential, projectId: string): Promise<string> {
  const { indicatorId = "" } = await send(credential, "indicator.add", {
    projectId,
    code: `X${randomUUID().slice(0, 3)}`,
    name: "Měřený",
    unit: "osoba",
    kind: "own",
    direction: "up",
    rule: "measured",
  });
  return indicatorId;
}

/** A new project in the north of two posts, two key activities, a goal and six half-years; its id. */
export async function freshProject(cast: Cast, more: Input = {}): Promise<string> {
  const made = await send(person(cast.north, "manager").credential, "project.create", {
    organisationId: cast.north.id,
    ...decided(),
    assistants: 2,
    keyActivities: [
      { code: "KA 01", name: "Výběr" },
      { code: "KA 02", name: "Monitoring" },
    ],
    goals: [{ number: 1, text: "Cíl" }],
    ...more,
  });
  return made.projectId ?? "";
}

/** Somebody new in a city, invited by its manager to look after its money; the id of the invitation. */
export async function invited(city: City): Promise<string> {
  const manager = person(city, "manager").credential;
  const email = `${randomUUID()}@invited.example`;
  const input = { organisationId: city.id, email, name: "Pozvaná Osoba", role: "finance" };
  const { userId } = await send(manager, "user.invite", input);
  const made = await row(manager, sql`select id::text from invitations where user_id = ${userId}`);
  return String(made?.id);
}
