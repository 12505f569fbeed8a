import { withActor } from "@/db/gate";
import { addUser } from "@/db/mutations/users";
import { listUsers } from "@/db/queries/users";
import { addUserInput } from "@/lib/domain/user";
import { readablePassword } from "../secrets.mjs";
import { answer, inputOf, operatorCommand, optionsOf } from "./operator";

const help = `Usage: npm run -s hlidka -- user add --organisation SLUG --email EMAIL --name NAME --role ROLE
         prints the first password alone; it is shown only now, and changed under "Můj účet"
         roles: mentor, manager, finance (city) · auditor, organiser (ministry) · admin (operator)
       npm run -s hlidka -- user list
`;

/** Adds and lists accounts: the first ones of an installation. Exit code 0, 1 when refused, 2 when called wrongly. */
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
