import type { Sql } from "postgres";
import { type Catalogue, columnsOf, type Told } from "./nullable";
import { type Node, nodesOf, readTree } from "./tree";

/** What PostgreSQL says of the columns of a statement, in their order. */
export type Column = { name: string; told: Told };

/**
 * Lets PostgreSQL describe a statement without running it: names and types as the driver gets them, and from the tree
 * that it makes of it what may be null and what JSON is built of.
 */
export async function describe(sql: Sql, catalogue: Catalogue, text: string): Promise<Column[]> {
  const { columns, types } = await sql.unsafe(text).describe();
  const parameters = types.map((type) => catalogue.types.get(type)?.name ?? "text").join(", ");
  const found = columnsOf(catalogue, await treeOf(sql, parameters, text));
  if (found.length !== columns.length) throw new Error(`${columns.length} columns, ${found.length} in the tree`);
  return columns.map(({ name, type }, index) => ({ name, told: { ...found[index], oid: type } }));
}

/** The tree of a statement: PostgreSQL keeps it as the body of a function, which is taken back at once. */
async function treeOf(sql: Sql, parameters: string, text: string): Promise<Node> {
  const undone = new Error("undone");
  let tree = "";
  await sql
    .begin(async (tx) => {
      await tx.unsafe(
        `create function pg_temp.described(${parameters}) returns void language sql begin atomic ${text}; end`,
      );
      const [row] = await tx.unsafe("select prosqlbody::text as tree from pg_proc where proname = 'described'");
      tree = row?.tree;
      throw undone;
    })
    .catch((error) => {
      if (error !== undone) throw error;
    });
  // The body of a function is a list of lists of statements.
  const body = readTree(tree);
  const [query] = nodesOf(Array.isArray(body) ? body.flat() : body);
  if (query?.node !== "QUERY") throw new Error("no statement in the tree");
  return query;
}

/** The names behind the numbers of a tree. */
export async function readCatalogue(sql: Sql): Promise<Catalogue> {
  const [types, functions, operators, columns] = await Promise.all([
    sql<{ oid: number; name: string; elem: number; base: number }[]>`
      select oid::int, oid::regtype::text as name, case when typcategory = 'A' then typelem::int else 0 end as elem,
        typbasetype::int as base from pg_type`,
    sql<{ oid: number; name: string }[]>`
      select p.oid::int, case when n.nspname = 'pg_catalog' then '' else n.nspname || '.' end || p.proname as name
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace`,
    sql<{ oid: number; name: string }[]>`select oid::int, oprname as name from pg_operator`,
    sql<{ relation: number; number: number; type: number; required: boolean }[]>`
      select attrelid::int as relation, attnum::int as number, atttypid::int as type, attnotnull as required
      from pg_attribute where not attisdropped`,
  ]);
  const ours = await sql<{ oid: number; parameters: string; text: string }[]>`
    select oid::int, pg_get_function_arguments(oid) as parameters, rtrim(prosrc, E' \\n;') as text
    from pg_proc where pronamespace = 'sec'::regnamespace and prolang = (select oid from pg_language where lanname = 'sql')`;
  const bodies = new Map<number, Node>();
  for (const { oid, parameters, text } of ours) {
    const body = await treeOf(sql, parameters, text).catch(() => undefined);
    if (body) bodies.set(oid, body);
  }
  return {
    bodies,
    types: new Map(types.map((type) => [type.oid, type])),
    functions: new Map(functions.map(({ oid, name }) => [oid, name])),
    operators: new Map(operators.map(({ oid, name }) => [oid, name])),
    columns: new Map(columns.map(({ relation, number, ...column }) => [`${relation} ${number}`, column])),
  };
}
