import { withActor } from "@/db/gate";
import { addUser, resetFactor } from "@/db/mutations/users";
import { listUsers } from "@/db/queries/users";
import { addUserInput } from "@/lib/domain/user";
import { readablePassword } from "../start/secrets.mjs";
import { answer, inputOf, operatorCommand, optionsOf } from "./operator";

const help = `Usage: npm run -s hlidka -- user add --organisation SLUG --email EMAIL --name NAME --role ROLE
         prints the first password alone; it is shown only now, and changed under "Můj účet"
         roles: mentor, manager, finance (city) · auditor, organiser (ministry) · admin (operator)
       npm run -s hlidka -- user list
       npm run -s hlidka -- user reset-factor --email EMAIL
         for one who lost the telephone and the recovery codes: signs him out and takes the second step off
`;

/** Adds and lists accounts, the first ones of an installation, and lets one in who lost the second factor. Exit code 0, 1 when refused, 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  const said = optionsOf(rest, ["organisation", "email", "name", "role"]);
  if (verb === "add" && said && said.email)
    return answer(async () => {
      const input = inputOf(addUserInput, said);
      const password = readablePassword();
      await withActor(
        { kind: "operator" },
        "write",
        (tx, me) => addUser(tx, me, { ...input, password }),
        operatorCommand("user.add"),
      );
      return [password];
    });
  if (verb === "reset-factor" && rest.length === 2 && said?.email)
    return answer(async () => {
      await withActor(
        { kind: "operator" },
        "write",
        (tx, me) => resetFactor(tx, me, said.email ?? ""),
        operatorCommand("user.reset-factor"),
      );
      return [];
    });
  if (verb === "list" && rest.length === 0)
    return answer(async () => {
      const rows = await withActor({ kind: "operator" }, "read", listUsers);
      return rows.map(({ organisation, email, name, roles, active }) =>
        [organisation, email, name, roles.join(", ") || "no role", active ? "active" : "inactive"].join("\t"),
      );
    });
  process.stderr.write(help);
  return args.includes("--help") ? 0 : 2;
}
