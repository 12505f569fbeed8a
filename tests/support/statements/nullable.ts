import { neverNull } from "./listed";
import { type Node, nodeOf, nodesOf, numberOf, textOf, type Value } from "./tree";

/** What is known of a value: its type, why it may be null (nothing: it never is), and what JSON or an array is made of. */
export type Told = { oid: number; nullable?: string; array?: Told; object?: Record<string, Told> };

export type Catalogue = {
  types: Map<number, { name: string; elem: number; base: number }>;
  /** Names of functions, ours with their schema, and of operators, by number. */
  functions: Map<number, string>;
  operators: Map<number, string>;
  /** What our functions in SQL do. */
  bodies: Map<number, Node>;
  /** Columns of tables, by the numbers of both. */
  columns: Map<string, { type: number; required: boolean }>;
};

/** The columns that a statement gives out, by its tree; what is not proven counts as nullable. */
export const columnsOf = (catalogue: Catalogue, query: Node): Told[] => new Reader(catalogue).columns([query]);

const select = 1;
const kinds = { relation: 0, subquery: 1, join: 2, function: 3, values: 5, with: 6, group: 9 };
const links = { exists: 0, all: 1, any: 2, one: 4, array: 6 };
/** Of functions of PostgreSQL: never null; null only of null. Of operators: null of what is not null. */
const neverNullBuiltin =
  /^(count|row_number|rank|dense_rank|now|statement_timestamp|clock_timestamp|jsonb?_build_(object|array)|concat|concat_ws|gen_random_uuid|random|generate_series|jsonb_array_elements|jsonb_array_elements_text|set_config|current_database|current_setting|pg_postmaster_start_time|pg_is_in_recovery)$/;
const nullOfNull =
  /^(to_char|format|date_trunc|upper|lower|encode|decode|md5|sha256|length|char_length|octet_length|timezone|round|abs|ceil|floor|date_part|extract|to_jsonb?|row_to_json|btrim|left|right|replace|jsonb_array_length|cardinality|make_date|repeat|substr|split_part|string_to_array|hashtext|lpad|date|age|convert_to|host)$/;
const mayLose = /^(->>?|#>>?)$/;

const unknown: Told = { oid: 0, nullable: "unknown" };
/** The first reason why one of several may be null. */
const first = (values: Told[]) => values.find(({ nullable }) => nullable)?.nullable;

class Reader {
  /** What was found of a query, whose place in the statement is one: each of its columns asks for all of them. */
  private readonly known = new Map<Node, Told[]>();

  constructor(private readonly catalogue: Catalogue) {}

  /** What a query gives out; scopes are the queries that surround it, the innermost (itself) first. */
  columns(scopes: Node[]): Told[] {
    const query = scopes[0] as Node;
    const found = this.known.get(query) ?? this.columnsAnew(query, scopes);
    this.known.set(query, found);
    return found;
  }

  private columnsAnew(query: Node, scopes: Node[]): Told[] {
    const entries = nodesOf(numberOf(query.commandType) === select ? query.targetList : query.returningList);
    const own = entries.filter(({ resjunk }) => resjunk !== "true").map((entry) => this.value(entry.expr, scopes));
    const branches = this.branches(nodeOf(query.setOperations));
    if (branches.length === 0) return own;
    const tables = nodesOf(query.rtable);
    const each = branches.map((index) => this.columns([nodeOf(tables[index - 1]?.subquery) as Node, ...scopes]));
    return own.map(({ oid }, index) => ({ oid, nullable: first(each.flatMap((columns) => columns[index] ?? [])) }));
  }

  /** The parts of a union, as numbers in the list of tables. */
  private branches(operation: Node | undefined): number[] {
    if (!operation) return [];
    if (operation.node === "RANGETBLREF") return [numberOf(operation.rtindex)];
    return [...this.branches(nodeOf(operation.larg)), ...this.branches(nodeOf(operation.rarg))];
  }

  private value(expression: Value, scopes: Node[]): Told {
    const node = nodeOf(expression);
    if (!node) return unknown;
    const read = (value: Value) => this.value(value, scopes);
    const list = (value: Value) => nodesOf(value).map(read);
    switch (node.node) {
      case "VAR":
        return this.variable(node, scopes);
      case "CONST":
        return { oid: numberOf(node.consttype), nullable: node.constisnull === "true" ? "null" : undefined };
      case "PARAM":
        return { oid: numberOf(node.paramtype), nullable: "a parameter" };
      case "TARGETENTRY":
        return read(node.expr);
      case "RELABELTYPE":
      case "COERCEVIAIO":
      case "ARRAYCOERCEEXPR":
      case "COERCETODOMAIN":
        return { oid: numberOf(node.resulttype), nullable: read(node.arg).nullable };
      case "COLLATEEXPR":
      case "NAMEDARGEXPR":
        return read(node.arg);
      case "BOOLEXPR":
        return { oid: 16, nullable: first(list(node.args)) };
      case "NULLTEST":
      case "BOOLEANTEST":
      case "DISTINCTEXPR":
        return { oid: 16 };
      case "OPEXPR":
      case "SCALARARRAYOPEXPR": {
        const name = this.catalogue.operators.get(numberOf(node.opno)) ?? "->";
        const nullable = mayLose.test(name) ? name : first(list(node.args));
        return { oid: numberOf(node.opresulttype ?? "16"), nullable };
      }
      case "FUNCEXPR":
        return this.call(node, list(node.args));
      case "AGGREF":
      case "WINDOWFUNC":
        return this.aggregate(node, list(node.args));
      case "SUBLINK":
        return this.sublink(node, scopes);
      case "COALESCEEXPR":
      case "MINMAXEXPR": {
        const values = list(node.args);
        const shaped = values.find(({ array, object }) => array || object);
        const oid = numberOf(node.coalescetype ?? node.minmaxtype);
        return { ...shaped, oid, nullable: values.every(({ nullable }) => nullable) ? first(values) : undefined };
      }
      case "CASEEXPR": {
        const values = [...nodesOf(node.args).map(({ result }) => read(result)), read(node.defresult)];
        const shaped = values.filter(({ array, object }) => array || object);
        return {
          ...(shaped.length === 1 ? shaped[0] : {}),
          oid: numberOf(node.casetype),
          nullable: first(values) && "case",
        };
      }
      case "ARRAYEXPR":
        return { oid: numberOf(node.array_typeid) };
      case "ROWEXPR":
        return { oid: numberOf(node.row_typeid) };
      case "SQLVALUEFUNCTION":
        return { oid: numberOf(node.type) };
      default:
        return {
          oid: numberOf(node.refrestype ?? node.opresulttype ?? node.resulttype),
          nullable: node.node.toLowerCase(),
        };
    }
  }

  private call(node: Node, values: Told[]): Told {
    const name = this.catalogue.functions.get(numberOf(node.funcid)) ?? "";
    const oid = numberOf(node.funcresulttype);
    const cast = numberOf(node.funcformat) === 1 || numberOf(node.funcformat) === 2;
    const given = first(values);
    if (/^jsonb?_build_object$/.test(name)) {
      const keys = nodesOf(node.args).map((argument) => textOf(argument));
      const pairs = keys.flatMap((key, index) => (index % 2 === 0 ? [[key ?? "?", values[index + 1] as Told]] : []));
      return { oid, object: Object.fromEntries(pairs) };
    }
    if (/^(to_jsonb?|row_to_json)$/.test(name)) {
      return { ...values[0], ...(values[0]?.object ? { oid } : {}), nullable: given } as Told;
    }
    if (neverNullBuiltin.test(name) || neverNull.functions.includes(name)) return { oid };
    const body = this.catalogue.bodies.get(numberOf(node.funcid));
    if (body) return { oid, nullable: this.columns([body])[0]?.nullable ?? (this.alwaysOne(body) ? undefined : name) };
    return { oid, nullable: nullOfNull.test(name) || (cast && !name.includes(".")) ? given : name };
  }

  private aggregate(node: Node, values: Told[]): Told {
    const name = this.catalogue.functions.get(numberOf(node.aggfnoid ?? node.winfnoid)) ?? "";
    const oid = numberOf(node.aggtype ?? node.wintype);
    const nullable = neverNullBuiltin.test(name) ? undefined : name;
    return /^(jsonb?_agg|array_agg)$/.test(name) ? { oid, nullable, array: values[0] } : { oid, nullable };
  }

  private sublink(node: Node, scopes: Node[]): Told {
    const inner = nodeOf(node.subselect) as Node;
    const [column] = this.columns([inner, ...scopes]);
    const kind = numberOf(node.subLinkType);
    if (kind === links.exists) return { oid: 16 };
    if (kind === links.array) return { oid: 0, array: column };
    if (kind !== links.one || !column) return { oid: 16, nullable: "any" };
    return { ...column, nullable: column.nullable ?? (this.alwaysOne(inner) ? undefined : "no row") };
  }

  /** Whether a query gives one row whatever the tables hold: sums over everything, or no table at all. */
  private alwaysOne(query: Node): boolean {
    const from = nodeOf(query.jointree);
    const cut = query.havingQual ?? query.limitCount ?? query.limitOffset ?? query.setOperations ?? query.groupingSets;
    if (cut !== undefined || query.hasTargetSRFs === "true" || nodesOf(query.groupClause).length > 0) return false;
    return query.hasAggs === "true" || (nodesOf(from?.fromlist).length === 0 && from?.quals === undefined);
  }

  private variable(node: Node, scopes: Node[]): Told {
    const around = scopes.slice(numberOf(node.varlevelsup));
    const table = nodesOf(around[0]?.rtable)[numberOf(node.varno) - 1];
    const told = table ? this.ofTable(table, numberOf(node.varattno), around) : unknown;
    // `(b 2)`: the outer joins that can make it null.
    const outer = Array.isArray(node.varnullingrels) && node.varnullingrels.length > 1;
    return { ...told, oid: numberOf(node.vartype), nullable: told.nullable ?? (outer ? "an outer join" : undefined) };
  }

  private ofTable(table: Node, number: number, scopes: Node[]): Told {
    if (number === 0) return this.wholeRow(table, scopes);
    const index = number - 1;
    switch (numberOf(table.rtekind)) {
      case kinds.relation: {
        const column = this.catalogue.columns.get(`${table.relid} ${number}`);
        return { oid: column?.type ?? 0, nullable: column?.required || number < 0 ? undefined : "its column" };
      }
      case kinds.subquery:
        return this.columns([nodeOf(table.subquery) as Node, ...scopes])[index] ?? unknown;
      case kinds.join:
        return this.value(nodesOf(table.joinaliasvars)[index], scopes);
      case kinds.group: {
        const sets = scopes[0]?.groupingSets !== undefined;
        const told = this.value(nodesOf(table.groupexprs)[index], scopes);
        return { ...told, nullable: told.nullable ?? (sets ? "grouping sets" : undefined) };
      }
      case kinds.values: {
        const rows = Array.isArray(table.values_lists) ? table.values_lists : [];
        const each = rows.map((row) => this.value(nodesOf(row)[index], scopes));
        return { oid: each[0]?.oid ?? 0, nullable: first(each) };
      }
      case kinds.with:
        return this.named(table, index, scopes);
      case kinds.function:
        return this.ofFunction(table, index, scopes);
      default:
        return unknown;
    }
  }

  private wholeRow(table: Node, scopes: Node[]): Told {
    const fields = this.columnNames(table).flatMap((name, index) =>
      name ? [[name, this.ofTable(table, index + 1, scopes)]] : [],
    );
    return { oid: 0, object: Object.fromEntries(fields) };
  }

  private columnNames(table: Node): string[] {
    const names = nodeOf(table.eref)?.colnames;
    return Array.isArray(names) ? names.map((name) => String(name).replace(/^"|"$/g, "")) : [];
  }

  /** A column of a `with`, wherever around it stands. */
  private named(table: Node, index: number, scopes: Node[]): Told {
    const around = scopes.slice(numberOf(table.ctelevelsup));
    const found = nodesOf(around[0]?.cteList).find(({ ctename }) => ctename === table.ctename);
    // Its own earlier rows are no null that its parts do not name.
    if (!found || table.self_reference === "true") return { oid: 0 };
    return this.columns([nodeOf(found.ctequery) as Node, ...around])[index] ?? unknown;
  }

  private ofFunction(table: Node, index: number, scopes: Node[]): Told {
    const [only, ...more] = nodesOf(table.functions);
    const call = nodeOf(only?.funcexpr);
    if (more.length > 0 || !only || !call) return unknown;
    if (table.funcordinality === "true" && index >= numberOf(only.funccolcount)) return { oid: 20 };
    const name = this.catalogue.functions.get(numberOf(call.funcid)) ?? "";
    const column = this.columnNames(table)[index] ?? "";
    const body = this.catalogue.bodies.get(numberOf(call.funcid));
    if (body) return this.columns([body])[index] ?? unknown;
    if (numberOf(only.funccolcount) === 1) return this.value(call, scopes);
    const listed = neverNull.columnsOfFunctions[name]?.includes(column);
    return { oid: 0, nullable: listed ? undefined : `${name}.${column}` };
  }
}
