import { typedNumber } from "@/lib/domain/typed";

/** The wire of one command, without React: reading a form, sending it, understanding the answer. */

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What the server said; or that it said nothing. */
export type ServerAnswer =
  | { kind: "done"; result: Readonly<Record<string, string>> }
  | {
      kind: "refused";
      status: number;
      code: string | undefined;
      sentence: string | undefined;
      fields: Readonly<Record<string, string>>;
      /** The page of the record that is in the way, and what it is. */
      inTheWay: { href: string; title: string } | undefined;
    }
  | { kind: "notSent" };
export type Answer =
  | ServerAnswer
  /** Stored on this device to be sent later; `letGo` once the form has let go of it. */
  | { kind: "kept"; sentence: string; letGo: () => void };
/** How a form's command is sent. */
export type Sender = (name: string, commandId: string, input: unknown) => Promise<Answer>;

/**
 * The input of a command from the controls of a form and the pressed button's own value. Names are paths (`lines.0.code`), `name[]` collects a list,
 * an empty text is left out, `data-kind` says what a control sends: number, boolean or json.
 */
export function readForm(form: HTMLFormElement, pressed?: HTMLElement | null) {
  const input: { [key: string]: Json } = {};
  if (pressed instanceof HTMLButtonElement && pressed.name)
    input[pressed.name] = pressed.dataset.kind === "boolean" ? pressed.value === "true" : pressed.value;
  for (const control of form.elements) {
    if (!isControl(control) || !control.name || ownNames.includes(control.name) || control.disabled) continue;
    const value = controlValue(control);
    if (value === undefined) continue;
    if (control.name.endsWith("[]")) {
      const name = control.name.slice(0, -2);
      const list = input[name];
      if (Array.isArray(list)) list.push(value);
      else input[name] = [value];
    } else setPath(input, control.name.split("."), value);
  }
  return input;
}

/** Sends a command; the same id may be sent again safely when the answer got lost. */
export async function sendCommand(name: string, commandId: string, input: unknown): Promise<ServerAnswer> {
  try {
    const response = await fetch(`/api/v1/commands/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ commandId, input }),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { kind: "done", result: texts(member(body, "result")) };
    return {
      kind: "refused",
      status: response.status,
      code: text(member(body, "code")),
      sentence: text(member(body, "title") ?? member(body, "detail")),
      fields: texts(member(body, "fields")),
      inTheWay: link(member(body, "inTheWay")),
    };
  } catch {
    return { kind: "notSent" };
  }
}

/** A fresh id; the fallback serves plain http on a city's own network, where randomUUID is missing. */
export function newCommandId() {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => {
    const marked = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  });
  return [4, 6, 8, 10, 16].map((end, index) => hex.slice([0, 4, 6, 8, 10][index], end).join("")).join("-");
}

/**
 * Fields of the form itself: the id, where a browser without scripts is sent after success and after a refusal, and what
 * a page that takes its form itself is asked to do.
 */
const ownNames = ["commandId", "command", "returnTo", "backTo"];

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function isControl(element: Element): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

function controlValue(control: Control): Json | undefined {
  const kind = control.dataset.kind;
  if (control instanceof HTMLInputElement) {
    if (control.type === "file") return undefined;
    if (control.type === "password") return control.value || undefined;
    if (control.type === "checkbox" && kind === "boolean") return control.checked;
    if ((control.type === "checkbox" || control.type === "radio") && !control.checked) return undefined;
  }
  const text = control.value.trim();
  if (text === "") return undefined;
  if (kind === "boolean") return text === "true";
  if (kind === "json") return JSON.parse(text);
  if (kind === "number") {
    // What nobody touched stands as we wrote it; what is typed is read as people write numbers.
    const ours = control instanceof HTMLInputElement && control.value === control.defaultValue;
    const number = ours ? Number(text) : typedNumber(text);
    return number === undefined || Number.isNaN(number) ? text : number;
  }
  return text;
}

function setPath(target: { [key: string]: Json }, [head = "", ...rest]: string[], value: Json) {
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const list = /^\d+$/.test(rest[0] ?? "");
  target[head] ??= list ? [] : {};
  const next = target[head];
  if (Array.isArray(next)) {
    const [index = "0", ...deeper] = rest;
    if (deeper.length === 0) next[Number(index)] = value;
    else {
      const row: { [key: string]: Json } = {};
      const known = next[Number(index)];
      if (known !== null && typeof known === "object" && !Array.isArray(known)) Object.assign(row, known);
      setPath(row, deeper, value);
      next[Number(index)] = row;
    }
  } else if (next !== null && typeof next === "object") setPath(next, rest, value);
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function link(value: unknown) {
  const [href, title] = [text(member(value, "href")), text(member(value, "title"))];
  return href?.startsWith("/") && title ? { href, title } : undefined;
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

function texts(value: unknown) {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([key, item]) => (item === null ? [] : [[key, String(item)]])));
}
