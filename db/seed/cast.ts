import { createHash, randomBytes } from "node:crypto";
import { keyOf } from "@/db/accounts/password";
import { organisations } from "@/db/schema/organisations";
import { roleAssignments } from "@/db/schema/people";
import { userPasswords, users } from "@/db/schema/users";
import type { City, Staff } from "./city";
import { batch } from "./put";
import { stream } from "./random";

/** Who signs in besides the offices of the cities: e-mail, name, role. */
const others = [
  ["auditor@mv.example", "Pavla Hrdinová", "auditor"],
  ["organiser@mv.example", "Ondřej Klimeš", "organiser"],
  ["admin@hlidka.example", "Šimon Zajíc", "admin"],
] as const;

/** The data-protection officer of a city. */
const officer = ["dpo@sokolov.example", "Irena Vaculíková"] as const;

/** Organisations, accounts and roles; nobody of these people exists. */
export function cast(cities: City[]) {
  const ids = stream("cast");
  const plain = { ico: null, municipalityCode: null, invented: false };
  const operator = { id: ids.uuid(), kind: "operator", slug: "hlidka", name: "Hlídka – provozovatel", ...plain };
  const ministry = {
    id: ids.uuid(),
    kind: "ministry",
    slug: "mv",
    name: "Ministerstvo vnitra – odbor prevence kriminality",
    ...plain,
  };
  const cityRows = cities.map(({ slug, organisation }) => ({
    id: ids.uuid(),
    kind: "city",
    slug,
    ico: null,
    ...organisation,
  }));
  const userRows: (typeof users.$inferInsert & { id: string })[] = [];
  const roleRows: (typeof roleAssignments.$inferInsert)[] = [];
  const account = (organisationId: string, email: string, name: string, role: string) => {
    const id = ids.uuid();
    userRows.push({ id, organisationId, email, name, locale: "cs", theme: "auto", active: true });
    roleRows.push({ id: ids.uuid(), organisationId, userId: id, role, validFrom: "2023-01-01", validTo: null });
    return id;
  };
  const staff = new Map<string, { organisationId: string; staff: Staff }>();
  for (const [index, { slug, staff: people }] of cities.entries()) {
    const organisationId = cityRows[index]?.id ?? "";
    const of = (role: keyof Staff) => account(organisationId, people[role].email, people[role].name, role);
    staff.set(slug, {
      organisationId,
      staff: { mentor: of("mentor"), manager: of("manager"), finance: of("finance") },
    });
  }
  const sokolov = staff.get("sokolov");
  if (sokolov) account(sokolov.organisationId, ...officer, "dpo");
  const [, organiserId = ""] = others.map(([email, name, role]) =>
    account(role === "admin" ? operator.id : ministry.id, email, name, role),
  );
  return {
    operatorId: operator.id,
    ministryId: ministry.id,
    organiserId,
    staff,
    userIds: userRows.map(({ id }) => id),
    organisationBatch: batch(organisations, [operator, ministry, ...cityRows]),
    accountBatches: [batch(users, userRows), batch(roleAssignments, roleRows)],
  };
}

/** Passwords of the demo accounts: one password, a salt of its own for each (the only thing in the demo that is random). */
export async function passwords(userIds: string[], password: string) {
  const [cost, blockSize, parallelization] = [16384, 8, 1] as const;
  const rows = await Promise.all(
    userIds.map(async (userId) => {
      const salt = randomBytes(16);
      const key = await keyOf(password, { salt: salt.toString("hex"), cost, blockSize, parallelization });
      return { userId, salt, cost, blockSize, parallelization, digest: createHash("sha256").update(key).digest() };
    }),
  );
  const bytes = (value: Buffer) => `\\x${value.toString("hex")}`;
  const { name, columns, rows: plain } = batch(userPasswords, rows);
  return {
    name,
    columns,
    rows: plain.map((row, index) => {
      const { salt, digest } = rows[index] ?? { salt: Buffer.alloc(0), digest: Buffer.alloc(0) };
      return { ...row, salt: bytes(salt), digest: bytes(digest) };
    }),
  };
}
