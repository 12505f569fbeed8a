import { parseArgs } from "node:util";
import { withActor } from "@/db/gate";
import { createToken, listTokens, revokeToken } from "@/db/mutations/tokens";
import { DomainError } from "@/lib/domain/error";
import { tell, withDatabase } from "./database";
import { operatorCommand } from "./operator";

const help = `Usage: npm run -s hlidka -- token create --user EMAIL --name NAME   prints the token alone; it is shown only now
       npm run -s hlidka -- token list
       npm run -s hlidka -- token revoke ID
`;

/** Makes, lists and ends bearer tokens. Exit code 0, 1 when refused, 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const call = read(args);
  if (!call) {
    process.stderr.write(help);
    return args.includes("--help") ? 0 : 2;
  }
  return withDatabase(async () => {
    try {
      for (const line of await call()) process.stdout.write(`${line}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof DomainError) || error.status !== 404) throw error;
      tell("There is no such active user, or no such live token.");
      return 1;
    }
  });
}

function read(args: string[]): (() => Promise<string[]>) | null {
  const [verb, ...rest] = args;
  try {
    const options = { user: { type: "string" }, name: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
    const { user, name } = values;
    if (verb === "create" && user && name?.trim() && positionals.length === 0)
      return async () => [
        await withActor(
          { kind: "operator" },
          "write",
          (tx, me) => createToken(tx, me, { email: user, name }),
          operatorCommand("token.create"),
        ),
      ];
    if (verb === "list" && rest.length === 0)
      return async () => {
        const tokens = await withActor({ kind: "operator" }, "read", listTokens);
        return tokens.map((token) =>
          [
            token.id,
            token.email,
            token.name,
            token.revokedAt ? "revoked" : `until ${token.expiresAt.slice(0, 10)}`,
          ].join("\t"),
        );
      };
    const [id] = positionals;
    if (verb === "revoke" && id && /^[0-9a-f-]{36}$/i.test(id))
      return async () => {
        await withActor(
          { kind: "operator" },
          "write",
          (tx, me) => revokeToken(tx, me, id),
          operatorCommand("token.revoke"),
        );
        return [];
      };
  } catch {
    // An option that parseArgs does not know: the usage says which there are.
  }
  return null;
}
