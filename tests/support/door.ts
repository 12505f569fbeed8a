import { randomUUID, scryptSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { signIn } from "@/db/accounts/sign-in";
import { withActor } from "@/db/gate";
import { type Cast, password } from "./cast";
import { send } from "./command";
import { block, meetingDesk } from "./meeting";
import { allocate, people } from "./seats";
import { serverUrl } from "./server";

/** Who keeps the meetings of the demo's ministry, and somebody else who does. */
export const organiser = "organiser@mv.example";
export const other = `door-${randomUUID().slice(0, 8)}@mv.example`;
/** Who sits at the first site of a meeting of these tests. */
export const names = ["Jana Čížková", "Petr Vrba", "Věra Řehořová", "Ďáblík Jiří", "Nguyễn Thị Hồng"] as const;

export type DoorDesk = Awaited<ReturnType<typeof meetingDesk>>;

/** The desk of the demo's organiser; with it comes the other one. */
export async function doorDesk(): Promise<DoorDesk> {
  const [mv] = await withActor({ kind: "operator" }, "read", (tx) =>
    tx.execute<{ id: string }>(sql`select organisation_id as id from users where email = ${organiser}`),
  );
  if (!mv) throw new Error("the demo has no organiser");
  const desk = await meetingDesk({
    ministry: { id: mv.id, organiser: { credential: await credentialOf(organiser) } },
  } as Cast);
  added ??= addOrganiser(mv.id);
  await added;
  return desk;
}

/** A session of the demo's account. */
async function credentialOf(email: string) {
  const outcome = await signIn(email, process.env.HLIDKA_TEST_PASSWORD ?? "");
  if (!("token" in outcome)) throw new Error(`${email} cannot sign in`);
  return { kind: "session", token: outcome.token } as const;
}

/** A published meeting with two blocks; five people sit at its first site. */
export async function publish(desk: DoorDesk) {
  const { slug, meetingId } = await desk.opened();
  await send(desk.organiser, "block.add", { meetingId, ...block, number: 2, titleCs: "Vyjednávání" });
  const made = await people(
    slug,
    names.map((name) => ({ name })),
  );
  await allocate(desk, meetingId);
  const { sites, blocks } = await desk.found(slug);
  const siteId = sites[0]?.id ?? "";
  const placement = made.map(({ id }) => ({ registrationId: id, siteId }));
  await send(desk.organiser, "publication.publish", { meetingId, placement });
  return { slug, meetingId, siteId, ids: made.map(({ id }) => id), block: blocks[0]?.id ?? "" };
}

/** One other organiser for all files of a process. */
let added: Promise<void> | undefined;

/** Somebody else who keeps the meetings of the same ministry. */
async function addOrganiser(organisationId: string) {
  const id = randomUUID();
  const salt = Buffer.from(id);
  const key = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 });
  await withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      await tx.execute(
        sql`insert into users (id, organisation_id, email, name) values (${id}, ${organisationId}, ${other}, 'Druhá Organizátorka')`,
      );
      await tx.execute(
        sql`insert into role_assignments (organisation_id, user_id, role, valid_from) values (${organisationId}, ${id}, 'organiser', '2020-01-01')`,
      );
      await tx.execute(sql`select sec.set_password(${id}, ${salt}, 1024, 8, 1, ${key})`);
    },
    { id: randomUUID(), name: "test.organiser" },
  );
}

/** The cookie of a fresh session. */
export async function signedIn(email: string): Promise<string> {
  const answer = await fetch(`${serverUrl()}/api/v1/commands/session.create`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: serverUrl(), "sec-fetch-site": "same-origin" },
    body: JSON.stringify({
      commandId: randomUUID(),
      input: { email, password: email === other ? password : process.env.HLIDKA_TEST_PASSWORD },
    }),
  });
  if (answer.status !== 200) throw new Error(`${email} cannot sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
