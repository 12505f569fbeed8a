/** A node of PostgreSQL's own tree of a statement, as `pg_node_tree` prints it: its name and its fields. */
export type Node = { node: string; [field: string]: Value };
export type Value = string | Node | Value[] | undefined;

const tokens = /[(){}]|\[[^\]]*\]|(?:\\[\s\S]|[^\s(){}[\]\\])+/g;

/**
 * Reads what `pg_node_tree` prints: `{NAME :field value …}` is a node, `( … )` a list, `<>` nothing (undefined), all else
 * a word. A field of more than one word (a constant's length and bytes) keeps them as a list.
 */
export function readTree(text: string): Value {
  const words = text.match(tokens) ?? [];
  let at = 0;
  const value = (): Value => {
    const word = words[at++];
    if (word === "(") return list();
    if (word === "{") return node();
    return word === "<>" ? undefined : word?.replace(/\\([\s\S])/g, "$1").replace(/^""$/, "");
  };
  const list = () => {
    const items: Value[] = [];
    while (words[at] !== ")") items.push(value());
    at += 1;
    return items;
  };
  const node = () => {
    const made: Node = { node: words[at++] ?? "" };
    while (words[at] !== "}") {
      const field = words[at++]?.slice(1) ?? "";
      const values: Value[] = [];
      while (words[at] !== "}" && !words[at]?.startsWith(":")) values.push(value());
      made[field] = values.length > 1 ? values : values[0];
    }
    at += 1;
    return made;
  };
  return value();
}

export const isNode = (value: Value): value is Node => typeof value === "object" && !Array.isArray(value);
export const nodeOf = (value: Value): Node | undefined => (isNode(value) ? value : undefined);
export const nodesOf = (value: Value): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
export const numberOf = (value: Value): number => Number(value ?? 0);

/** The text of a constant: a name in an object of JSON. */
export function textOf(constant: Node | undefined): string | undefined {
  if (constant?.node !== "CONST" || !Array.isArray(constant.constvalue)) return undefined;
  const bytes = Buffer.from(String(constant.constvalue[1]).match(/-?\d+/g)?.map(Number) ?? []);
  // A C string ends by a zero; a text begins by four bytes of its length.
  return numberOf(constant.constlen) === -2 ? bytes.subarray(0, -1).toString() : bytes.subarray(4).toString();
}
