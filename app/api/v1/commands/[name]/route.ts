import { z } from "zod";
import { fillAddress } from "@/lib/domain/address";
import { DomainError, notFound } from "@/lib/domain/error";
import { type Overrule, overruleInput } from "@/lib/domain/guarded";
import { wordIssues } from "@/lib/domain/input";
import { asDomainError, json, requestCredential, visitorCredential, withProblems } from "@/server/answer";
import { execute, formInput, type Round } from "@/server/command";
import { commands } from "@/server/commands";
import { cookies } from "@/server/request";
import { sessionCommands, sessionFormInput } from "@/server/session/commands";
import { samePlace } from "@/server/session/cookies";
import { sendingCookie } from "@/server/session/sending";

const answerFields = z.record(z.string(), z.unknown());
const envelope = z.strictObject({
  commandId: z.uuid(),
  userId: z.uuid().optional(),
  overrule: overruleInput.optional(),
  input: z.unknown(),
});

/** Every write comes in here: JSON from the interface and machines, flat form fields from pages without scripts. */
export async function POST(request: Request, { params }: { params: Promise<{ name: string }> }): Promise<Response> {
  const { name } = await params;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return withProblems(() => fromPage(request, name));
  return withProblems(async () => {
    if (type !== "application/json") throw new DomainError("unsupportedType", 415);
    const parsed = envelope.safeParse(await readJson(request), { reportInput: true });
    if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
    const { commandId, userId, overrule, input } = parsed.data;
    const held = takeOverrule(input ?? {});
    const round: Round = { userId, overrule: overrule ?? held.overrule };
    const result = await carryOut(name, commandId, held.input, round);
    return json({ commandId, result }, round.replayed ? { headers: { "idempotency-replayed": "true" } } : {});
  });
}

/** A form and a phone hold the reason among what they send; it belongs to no command. Throws 422 for one that is none. */
function takeOverrule(held: unknown): { input: unknown; overrule?: Overrule } {
  if (typeof held !== "object" || held === null || !("overrule" in held)) return { input: held };
  const { overrule, ...input } = held;
  const parsed = z.strictObject({ overrule: overruleInput }).safeParse({ overrule }, { reportInput: true });
  if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
  return { input, overrule: parsed.data.overrule };
}

async function carryOut(name: string, commandId: string, input: unknown, round?: Round): Promise<unknown> {
  const special = Object.hasOwn(sessionCommands, name) ? sessionCommands[name] : undefined;
  if (special) return special(input);
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!found) throw notFound();
  const as = await (found.visitor ? visitorCredential() : requestCredential());
  const result = await execute(as, found, name, commandId, input, round);
  const sending = sendingCookie(name, commandId, input);
  if (sending) (await cookies()).set(sending);
  return result;
}

/** A form without scripts: 303 onwards when done (to the same page with the time), back with the coded error when refused. */
async function fromPage(request: Request, name: string): Promise<Response> {
  const form = new URLSearchParams(await readText(request));
  const { commandId, returnTo, backTo } = Object.fromEntries(form);
  const fields = [...form].filter(([key]) => !["commandId", "returnTo", "backTo"].includes(key));
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    const id = z.uuid().parse(commandId);
    const input = found ? formInput(found, fields) : sessionFormInput(fields);
    const result = answerFields.safeParse(await carryOut(name, id, input)).data ?? {};
    if (typeof result.next === "string") return goTo(samePlace(result.next));
    const onwards = new URL(samePlace(fillAddress(returnTo ?? backTo ?? "", result)), "http://page");
    const back = new URL(samePlace(backTo ?? returnTo), "http://page");
    // The same page says itself that something was saved; one with an answer in its address says that.
    if (onwards.pathname === back.pathname && ["", back.search].includes(onwards.search))
      onwards.searchParams.set("saved", String(Date.now()));
    return goTo(`${onwards.pathname}${onwards.search}${onwards.hash}`);
  } catch (error) {
    const failure = error instanceof z.ZodError ? new DomainError("invalidInput", 422) : asDomainError(error);
    if (!failure) throw error;
    const back = new URL(samePlace(backTo ?? returnTo), "http://page");
    back.searchParams.set("error", failure.key);
    for (const [path, wording] of Object.entries(failure.fields))
      back.searchParams.append("field", `${path}:${wording.key}`);
    return goTo(`${back.pathname}${back.search}`);
  }
}

const goTo = (path: string) =>
  new Response(null, { status: 303, headers: { location: path, "cache-control": "private, no-store" } });

async function readText(request: Request): Promise<string> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > 1_048_576) throw new DomainError("tooLarge", 413);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError("malformed", 400);
  }
}

async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("malformed", 400);
  }
}
