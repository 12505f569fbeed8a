import { createHash, randomBytes, randomUUID, scryptSync } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Sql } from "postgres";
import type { Stand } from "../../support/stand";

/** Who asks: by the cookie of a session or by a token of the API. */
export type Racer = { cookie?: string; bearer?: string };
export type Person = {
  id: string;
  password: string;
  assignmentId: string;
  delegationId: string;
  /** The session that races, another one of the same person, and a token of the API. */
  session: Racer;
  other: Racer;
  token: Racer;
};

export const racersOf = ({ session, token }: Person, tokens: boolean): Racer[] =>
  tokens ? [session, token, session, token] : [session, session, session, session];

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** A new person of Sokolov who may read its project: by a role of his own, or standing in for its manager. */
export async function makePerson(superuser: Sql, stand: Stand, rights: "role" | "delegation"): Promise<Person> {
  const [id, assignmentId, delegationId] = [randomUUID(), randomUUID(), randomUUID()];
  const [first, second, bearer] = [0, 1, 2].map(() => randomBytes(32).toString("base64url"));
  const password = "jedna stará lavička";
  const salt = randomBytes(16);
  const key = scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 });
  await superuser.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${stand.key}, null, ${randomUUID()}, 'proof.fill')`;
    const [city] = await tx`select id from organisations where slug = 'sokolov'`;
    await tx`insert into users (id, organisation_id, email, name) values (${id}, ${city?.id}, ${`${id}@proof.example`}, 'Proof')`;
    await tx`select sec.set_password(${id}, ${salt}, 1024, 8, 1, ${key})`;
    if (rights === "role")
      await tx`insert into role_assignments (id, organisation_id, user_id, role, valid_from)
        values (${assignmentId}, ${city?.id}, ${id}, 'finance', '2020-01-01')`;
    else
      await tx`insert into delegations (id, organisation_id, principal_id, deputy_id, valid_from, valid_to, reason)
        select ${delegationId}, ${city?.id}, u.id, ${id}, sec.rights_day(), sec.rights_day() + 1, 'proof'
        from users u where u.email = 'manager@sokolov.example'`;
    for (const token of [first, second])
      await tx`insert into sessions (user_id, token_hash, expires_at, delegation_id)
        values (${id}, ${hashOf(token ?? "")}, now() + interval '1 hour', ${rights === "delegation" ? delegationId : null})`;
    await tx`insert into api_tokens (organisation_id, user_id, name, token_hash, expires_at)
      values (${city?.id}, ${id}, 'proof', ${hashOf(`hl_${bearer}`)}, now() + interval '1 hour')`;
  });
  const cookie = async (sid: string | undefined): Promise<Racer> => ({
    cookie: `hlidka.session=${await encode({ token: { sid }, secret: stand.env.NEXTAUTH_SECRET ?? "", maxAge: 3600 })}`,
  });
  return {
    id,
    password,
    assignmentId,
    delegationId,
    session: await cookie(first),
    other: await cookie(second),
    token: { bearer: `hl_${bearer}` },
  };
}
