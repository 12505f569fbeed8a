import { z } from "zod";
import type { Wording } from "./error";
import { ambiguousReadings, typedMoney, typedNumber, typedRate } from "./typed";

/** The words of zod's refusals: what is wrong with a field, as a key of messages under "errors". */
export function wordIssue(issue: z.core.$ZodIssue): Wording {
  switch (issue.code) {
    case "invalid_type":
      return (
        ambiguous(issue.input) ?? { key: issue.input === undefined || issue.input === null ? "required" : "wrongType" }
      );
    case "too_small":
      return issue.origin === "string" && Number(issue.minimum) <= 1
        ? { key: "required" }
        : {
            key: issue.origin === "string" ? "tooShort" : issue.origin === "array" ? "tooFew" : "tooSmall",
            values: { limit: Number(issue.minimum) },
          };
    case "too_big":
      return {
        key: issue.origin === "string" ? "tooLong" : issue.origin === "array" ? "tooMany" : "tooBig",
        values: { limit: Number(issue.maximum) },
      };
    case "unrecognized_keys":
      return { key: "unknownField", values: { fields: issue.keys.join(", ").slice(0, 200) } };
    case "invalid_format":
      return { key: issue.format === "date" ? "badDate" : issue.format === "uuid" ? "badReference" : "badFormat" };
    case "invalid_value":
      return { key: "notOffered" };
    case "custom":
      return { key: issue.message };
    default:
      return { key: "wrongType" };
  }
}

/** What stands for thousands to some and for decimals to others is said as both. */
function ambiguous(input: unknown): Wording | undefined {
  const readings = typeof input === "string" ? ambiguousReadings(input) : undefined;
  return readings && { key: "numberAmbiguous", values: { typed: String(input).trim(), ...readings } };
}

/** Input path ("counts.0.count") → wording, the first refusal of each path. */
export function wordIssues(error: z.ZodError): Record<string, Wording> {
  const fields: Record<string, Wording> = {};
  for (const issue of error.issues) {
    const path = issue.path.join(".");
    fields[path] ??= wordIssue(issue);
  }
  return fields;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Control characters (but tab and line breaks), lone surrogates and bidi overrides have no place in any field. */
const refused = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

/**
 * Input as it came, texts trimmed of nothing but normalised to NFC; paths of texts with refused characters and of what
 * is nested deeper than eight levels are reported.
 */
export function cleanInput(input: unknown, path = "", depth = 0): { value: unknown; fields: Record<string, Wording> } {
  if (depth > 8) return { value: null, fields: { [path]: { key: "tooDeep" } } };
  if (typeof input === "string")
    return refused.test(input)
      ? { value: input, fields: { [path]: { key: "badCharacters" } } }
      : { value: input.normalize("NFC"), fields: {} };
  const fields: Record<string, Wording> = {};
  const inner = (key: string | number, value: unknown) => {
    const cleaned = cleanInput(value, path ? `${path}.${key}` : `${key}`, depth + 1);
    Object.assign(fields, cleaned.fields);
    return cleaned.value;
  };
  if (Array.isArray(input)) return { value: input.map((value, index) => inner(index, value)), fields };
  if (isRecord(input)) {
    const entries = Object.entries(input).map(([key, value]): [string, unknown] => [key, inner(key, value)]);
    return { value: Object.fromEntries(entries), fields };
  }
  return { value: input, fields };
}

/**
 * Flat form fields as the input a schema expects: numbers, amounts and shares as people type them, check boxes, repeated names as
 * arrays, an object that one control carries as JSON, dotted names nested, empty fields left out. What does not fit stays text, so that the schema refuses it.
 */
export function fromForm(schema: z.ZodType, fields: Iterable<[string, string]>): unknown {
  const flat = new Map<string, string[]>();
  for (const [raw, value] of fields) {
    const name = raw.replace(/\[\]$/, "");
    if (value !== "") flat.set(name, [...(flat.get(name) ?? []), value]);
  }
  return shape(schema, flat, "");
}

function shape(schema: z.ZodType, flat: Map<string, string[]>, path: string): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    const known: [string, unknown][] = Object.entries(inner.shape).map(([key, field]) => [
      key,
      shape(asType(field), flat, path ? `${path}.${key}` : key),
    ]);
    const extra: [string, unknown][] = path
      ? []
      : [...flat.keys()]
          .filter((name) => !((name.split(".")[0] ?? "") in inner.shape))
          .map((name) => [name, flat.get(name)?.[0]]);
    return Object.fromEntries([...known, ...extra].filter(([, value]) => value !== undefined));
  }
  if (inner instanceof z.ZodArray) {
    const element = unwrap(asType(inner.element));
    if (!(element instanceof z.ZodObject))
      return flat.get(path)?.map((text) => scalar(element, text, path)) ?? (flat.has(path) ? [] : undefined);
    const whole = flat.get(path)?.map(fromJson);
    if (whole) return whole;
    const indexes = new Set(
      [...flat.keys()]
        .filter((name) => name.startsWith(`${path}.`))
        .map((name) => name.slice(path.length + 1).split(".")[0] ?? ""),
    );
    return [...indexes].map((index) => shape(element, flat, `${path}.${index}`));
  }
  const text = flat.get(path)?.[0];
  return text === undefined ? undefined : scalar(inner, text, path);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function scalar(schema: z.ZodType, text: string, path: string): unknown {
  if (schema instanceof z.ZodNumber) {
    const read = path.endsWith("Halere") ? typedMoney : path.endsWith("Per100000") ? typedRate : typedNumber;
    return read(text) ?? text;
  }
  if (schema instanceof z.ZodBoolean) return text === "on" || text === "true" ? true : text === "false" ? false : text;
  return text;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrap(asType(schema.unwrap()));
  if (schema instanceof z.ZodPipe) return unwrap(asType(schema.in));
  return schema;
}

/** zod types its children by their core; every schema here is a full one. */
function asType(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError("a schema of zod's core only");
}
