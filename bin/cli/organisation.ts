import { withActor } from "@/db/gate";
import { addOrganisation } from "@/db/mutations/organisations";
import { listOrganisations } from "@/db/queries/organisations";
import { addOrganisationInput } from "@/lib/domain/organisation";
import { answer, inputOf, operatorCommand, optionsOf } from "./operator";

const help = `Usage: npm run -s hlidka -- organisation add --kind city|ministry|operator --slug SLUG --name NAME
         [--ico 12345678] [--municipality CODE]    prints its id
       npm run -s hlidka -- organisation list
`;

/** Adds and lists organisations. Exit code 0, 1 when refused, 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  const said = optionsOf(rest, ["kind", "slug", "name", "ico", "municipality"]);
  if (verb === "add" && said && said.kind) {
    const { municipality, ...named } = said;
    return answer(async () => {
      const input = inputOf(addOrganisationInput, { ...named, municipalityCode: municipality });
      const made = await withActor(
        { kind: "operator" },
        "write",
        (tx, me) => addOrganisation(tx, me, input),
        operatorCommand("organisation.add"),
      );
      return [made.organisationId];
    });
  }
  if (verb === "list" && rest.length === 0)
    return answer(async () => {
      const rows = await withActor({ kind: "operator" }, "read", listOrganisations);
      return rows.map(({ kind, slug, name, people }) => [kind, slug, name, people].join("\t"));
    });
  process.stderr.write(help);
  return args.includes("--help") ? 0 : 2;
}
