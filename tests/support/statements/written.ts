import { relative } from "node:path";
import type { Node, SourceFile, TypeNode } from "typescript/unstable/ast";
import {
  isArrowFunction,
  isCallExpression,
  isFunctionDeclaration,
  isPropertyAssignment,
  isTypeReferenceNode,
  isVariableDeclaration,
} from "typescript/unstable/ast/is";
import { API, type Checker, SymbolFlags, type Type, TypeFlags } from "typescript/unstable/sync";

// The one file that knows TypeScript's API, which is called unstable.

/** What a type says of a value, as far as a database can tell it. */
export type Written = { nullable: boolean; optional?: boolean } & (
  | { kind: "any" }
  | { kind: "scalar"; of: string[] }
  | { kind: "array"; of: Written }
  | { kind: "object"; fields: Record<string, Written> }
);
/** One call that names the type of its rows: where its name stands (lines and columns from 1), and that type. */
export type CallSite = { file: string; line: number; column: number; name: string; row: Written };

const folders = /^(db|server|bin|tests\/statements)\//;

/** Every call of the product that writes a row type at a statement, and what stands there. */
export function callSites(root: string): CallSite[] {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [`${root}/tsconfig.json`] }).getProjects()[0];
    if (!project) throw new Error("no tsconfig.json");
    const files = project.rootFiles.filter((file) => folders.test(relative(root, file)) && file.endsWith(".ts"));
    return files.flatMap((file) => {
      const source = project.program.getSourceFile(file);
      return source ? sitesOf(project.checker, source, relative(root, file)) : [];
    });
  } finally {
    api.close();
  }
}

function sitesOf(checker: Checker, source: SourceFile, file: string): CallSite[] {
  if (!source.text.includes("execute<")) return [];
  const calls: { callee: Node; name: string; type: TypeNode; within: string }[] = [];
  const visit = (node: Node, within: string) => {
    const outermost = within || functionName(node);
    if (isCallExpression(node) && node.typeArguments?.length === 1 && node.typeArguments[0]) {
      calls.push({ callee: node.expression, name: lastName(node.expression), type: node.typeArguments[0], within });
    }
    node.forEachChild((child) => void visit(child, outermost));
  };
  visit(source, "");
  // A function that hands its own type parameter on (`execute` of the gate) is as good as what it calls.
  const passes = calls.filter(({ name, type }) => name === "execute" && isParameter(checker, type));
  const names = new Set(["execute", ...passes.map(({ within }) => within)]);
  return calls
    .filter((call) => names.has(call.name) && !passes.includes(call))
    .map(({ callee, type, within }) => {
      const end = callee.end - lastName(callee).length;
      const { line, character } = source.getLineAndCharacterOfPosition(end);
      const read = checker.getTypeFromTypeNode(type);
      if (!read || read.isErrorType()) throw new Error(`${file}:${line + 1}: a row type that cannot be read`);
      return { file, line: line + 1, column: character + 1, name: within, row: writtenOf(checker, read, 0) };
    });
}

const lastName = (node: Node) => /[\w$]+$/.exec(node.getText())?.[0] ?? "";
/** The name of a function, declared or as a constant, a verb too. */
function functionName(node: Node): string {
  if (isFunctionDeclaration(node)) return node.name?.text ?? "";
  if (!isVariableDeclaration(node) && !isPropertyAssignment(node)) return "";
  const made = node.initializer;
  const is = made && (isArrowFunction(made) || (isCallExpression(made) && made.arguments.some(isArrowFunction)));
  return is ? node.name.getText().replaceAll('"', "") : "";
}
const isParameter = (checker: Checker, type: TypeNode) =>
  isTypeReferenceNode(type) && checker.getTypeFromTypeNode(type)?.isTypeParameter() === true;

const empty = TypeFlags.Null | TypeFlags.Undefined;
const scalars: [string, TypeFlags][] = [
  ["string", TypeFlags.StringLike],
  ["number", TypeFlags.NumberLike],
  ["boolean", TypeFlags.BooleanLike],
];

function writtenOf(checker: Checker, type: Type, depth: number): Written {
  const members = type.isUnionType() ? type.getTypes() : [type];
  const nullable = members.some(({ flags }) => (flags & empty) !== 0);
  const rest = members.filter(({ flags }) => (flags & empty) === 0);
  const [first] = rest;
  const words = rest.map((member) => scalarOf(member));
  if (words.every((word) => word !== undefined) && first) return { nullable, kind: "scalar", of: [...new Set(words)] };
  if (rest.length !== 1 || !first || depth > 8) return { nullable, kind: "any" };
  if (first.flags & (TypeFlags.Unknown | TypeFlags.Any)) return { nullable: true, kind: "any" };
  if (checker.isArrayType(first) && first.isTypeReference()) {
    const [of] = checker.getTypeArguments(first);
    return { nullable, kind: "array", of: of ? writtenOf(checker, of, depth + 1) : { nullable: true, kind: "any" } };
  }
  const properties = checker.getPropertiesOfType(first);
  if (first.isTypeParameter() || properties.length === 0) return { nullable, kind: "any" };
  const fields = properties.map((property) => {
    const of = checker.getTypeOfSymbol(property);
    const written: Written = of ? writtenOf(checker, of, depth + 1) : { nullable: true, kind: "any" };
    return [property.name, { ...written, optional: (property.flags & SymbolFlags.Optional) !== 0 }] as const;
  });
  return { nullable, kind: "object", fields: Object.fromEntries(fields) };
}

/** A branded string is a string. */
function scalarOf(type: Type): string | undefined {
  const parts = type.isIntersectionType() ? type.getTypes() : [type];
  return scalars.find(([, flags]) => parts.some((part) => (part.flags & flags) !== 0))?.[0];
}
