import { randomUUID } from "node:crypto";
import { z } from "zod";

const several = z.looseObject({ type: z.array(z.string()) });
/** As much of JSON Schema as zod writes; several types in a row are the choice between them. */
const node: z.ZodType<Node> = z.lazy(() =>
  z.preprocess((written) => {
    const { data } = several.safeParse(written);
    return data ? { anyOf: data.type.map((type) => ({ ...data, type })) } : written;
  }, object),
);
const object = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(node).optional(),
    items: node.optional(),
    properties: z.record(z.string(), node).optional(),
  }),
);
export type Node = {
  type?: string | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  anyOf?: Node[] | undefined;
  items?: Node | undefined;
  properties?: Record<string, Node> | undefined;
};

/** What a command takes, as JSON Schema of its input. */
export const shapeOf = (schema: z.ZodType): Node =>
  node.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));

const isDay = ({ format, pattern }: Node) => format === "date" || pattern?.includes("\\d{4}") === true;

/** A value of the shape, as good as can be known from it; `ids` are real ones by the name of the field. */
export function sample(shape: Node, name: string, ids: Record<string, string>): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf) return sample(shape.anyOf.find((option) => option.type !== "null") ?? {}, name, ids);
  if (shape.format === "uuid") return ids[name] ?? randomUUID();
  if (isDay(shape)) return "2024-05-15";
  if (shape.type === "integer" || shape.type === "number") return Math.max(shape.minimum ?? 1, 1);
  if (shape.type === "boolean") return false;
  if (shape.type === "array") return shape.items ? [sample(shape.items, name.replace(/s$/, ""), ids)] : [];
  if (shape.properties) {
    return Object.fromEntries(Object.entries(shape.properties).map(([key, inner]) => [key, sample(inner, key, ids)]));
  }
  return shape.pattern?.includes("[01]") ? "07:00" : `hostile ${name}`;
}

const texts = ["a\u0000b", "\ud800", "a\udfff", "x".repeat(1_000_000)];
const days = [
  "1901-01-01",
  "0000-01-01",
  "2100-01-01",
  "9999-12-31",
  "2024-02-30",
  "2023-02-29",
  "2024-13-01",
  "0000-00-00",
  "99999-01-01",
  "15. 5. 2024",
  "2024-05-15T00:00",
];

/** Values that a field of this shape must never take, each with its name. */
export function hostile(shape: Node): [string, unknown][] {
  const options = shape.anyOf ?? [shape];
  const takes = (type: string) => options.some((option) => option.type === type);
  const open = options.some((option) => option.type === undefined && !option.enum && option.const === undefined);
  if (open && !shape.anyOf) return [];
  const found: [string, unknown][] = [];
  if (!takes("object")) found.push(["an object", { a: 1 }]);
  if (!takes("array")) found.push(["a list", [[]]]);
  if (!takes("boolean")) found.push(["a yes", true]);
  if (!takes("string") && !options.some((option) => option.enum)) found.push(["a text", "x"]);
  if (!takes("integer") && !takes("number")) found.push(["a number", 1e16]);
  if (takes("integer")) found.push(["10^16", 1e16], ["a fraction", 1.5], ["minus 10^300", -1e300]);
  if (takes("string")) for (const text of texts) found.push([`text ${JSON.stringify(text.slice(0, 3))}`, text]);
  if (options.some(isDay)) for (const day of days) found.push([`the day ${day}`, day]);
  if (options.some((option) => option.format === "uuid")) found.push(["no uuid", "1 or 1=1"]);
  if (takes("object")) found.push(["an unknown field", { surprise: 1 }]);
  return found;
}
