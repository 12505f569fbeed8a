import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/domain/actor";
import { signInAs } from "../crash/load";
import { keptNotes } from "./canaries";

export const cities = ["sokolov", "jirkov"] as const;
export type City = (typeof cities)[number];

/** Somebody who asks: his session, the cities whose records he may see, and all organisations that he may see. */
export type Viewer = {
  name: string;
  role: Role | null;
  home: City | null;
  cookie: string | null;
  sees: readonly string[];
};

const everything = ["sokolov", "jirkov", "ukazkov", "mv", "hlidka"];
const accounts: readonly (Omit<Viewer, "cookie"> & { email: string | null })[] = [
  { name: "anonymous", role: null, home: null, sees: [], email: null },
  {
    name: "mentor",
    role: "mentor",
    home: "sokolov",
    sees: ["sokolov", keptNotes("sokolov")],
    email: "mentor@sokolov.example",
  },
  {
    name: "manager",
    role: "manager",
    home: "sokolov",
    sees: ["sokolov", keptNotes("sokolov")],
    email: "manager@sokolov.example",
  },
  { name: "finance", role: "finance", home: "sokolov", sees: ["sokolov"], email: "finance@sokolov.example" },
  {
    name: "mentor of Jirkov",
    role: "mentor",
    home: "jirkov",
    sees: ["jirkov", keptNotes("jirkov")],
    email: "mentor@jirkov.example",
  },
  { name: "auditor", role: "auditor", home: null, sees: everything, email: "auditor@mv.example" },
  { name: "organiser", role: "organiser", home: null, sees: ["mv"], email: "organiser@mv.example" },
  { name: "dpo", role: "dpo", home: "sokolov", sees: ["sokolov", "mv", "hlidka"], email: "dpo@sokolov.example" },
  { name: "admin", role: "admin", home: null, sees: everything, email: "admin@hlidka.example" },
];

/** Everybody of the matrix, signed in. */
export async function signInAll(url: string, password: string): Promise<Viewer[]> {
  return Promise.all(
    accounts.map(async ({ email, ...viewer }) => ({
      ...viewer,
      cookie: email && (await signInAs(url, email, password)),
    })),
  );
}

export type Asked = {
  path: string;
  method: "GET" | "POST";
  body?: string;
  type?: string;
  headers?: Record<string, string>;
};
export type Answer = { status: number; headers: Headers; body: Buffer };

/** One request as a browser of the viewer would send it. */
export async function ask(url: string, viewer: Viewer, { path, method, body, type, headers }: Asked): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      "accept-language": "cs",
      ...(viewer.cookie && { cookie: viewer.cookie }),
      ...(method === "POST" && { origin: url, "sec-fetch-site": "same-origin", "content-type": type ?? "text/plain" }),
      ...headers,
    },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(60_000),
  });
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** A command by JSON. */
export const commandOf = (name: string, input: unknown, commandId: string = randomUUID()): Asked => ({
  path: `/api/v1/commands/${name}`,
  method: "POST",
  type: "application/json",
  body: JSON.stringify({ commandId, input }),
});

/** Runs the work on all items, so many at a time. */
export async function each<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const next = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}
