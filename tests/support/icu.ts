export type Argument = { name: string; type: string; options: Record<string, string> };

/** The arguments of an ICU message, nested ones included; throws on unbalanced braces. */
export function icuArguments(message: string): Argument[] {
  const found: Argument[] = [];
  for (const inner of bracedParts(message)) {
    const [, name = "", type = "", rest = ""] = /^\s*([\w.]+)\s*(?:,\s*(\w+)\s*(?:,([\s\S]*))?)?$/.exec(inner) ?? [];
    if (!name) throw new Error(`not an ICU argument: {${inner}}`);
    const options: Record<string, string> = {};
    if (type === "plural" || type === "select" || type === "selectordinal") {
      for (const { key, body } of optionParts(rest)) {
        options[key] = body;
        found.push(...icuArguments(body));
      }
    }
    found.push({ name, type, options });
  }
  return found;
}

function bracedParts(text: string) {
  return walk(text).map(({ start, end }) => text.slice(start + 1, end));
}

function optionParts(text: string) {
  let from = 0;
  return walk(text).map(({ start, end }) => {
    const key = text.slice(from, start).trim();
    from = end + 1;
    return { key, body: text.slice(start + 1, end) };
  });
}

function walk(text: string) {
  const parts: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{" && depth++ === 0) start = at;
    if (text[at] === "}" && --depth === 0) parts.push({ start, end: at });
    if (depth < 0) throw new Error(`unbalanced braces: ${text}`);
  }
  if (depth !== 0) throw new Error(`unbalanced braces: ${text}`);
  return parts;
}
