import { z } from "zod";
import { toDomainError } from "@/db/failure";
import { DomainError } from "@/lib/domain/error";
import { execute, formInput } from "./command";
import type { RefusedForm } from "./http/refused-form";
import { cookieText, sendingCookie } from "./session/sending";
import { visitorCommands } from "./visitor-commands";

const answer = z.object({ next: z.string().startsWith("/m/").optional() }).nullish();

/**
 * Carries out what a page without scripts sent to its own address: where to go on, or what the page is shown with, under
 * the status of the refusal; what was typed never stands in an address. Throws what is no expected failure.
 */
export async function takeVisitorForm(
  body: string,
  path: string,
  address: string,
): Promise<{ to: string; cookie?: string } | { status: number; retryAfter?: number; form: RefusedForm }> {
  const sent = new URLSearchParams(body);
  const name = sent.get("command") ?? "";
  const own = ["command", "commandId", "returnTo", "backTo"];
  const fields = [...sent].filter(([key]) => !own.includes(key));
  try {
    const of = Object.hasOwn(visitorCommands, name) ? visitorCommands[name] : undefined;
    const id = z.uuid().safeParse(sent.get("commandId"));
    if (!of || !id.success) throw new DomainError("invalidInput", 422);
    const input = formInput(of, fields);
    const result = answer.parse(await execute({ kind: "public", address }, of, name, id.data, input));
    const sending = sendingCookie(name, id.data, input);
    return { to: result?.next ?? `${path}?saved=${Date.now()}`, ...(sending && { cookie: cookieText(sending) }) };
  } catch (error) {
    const failure = error instanceof DomainError ? error : toDomainError(error);
    if (!failure) throw error;
    const typed: Record<string, string[]> = {};
    for (const [key, value] of fields)
      typed[key.replace(/\[\]$/, "")] = [...(typed[key.replace(/\[\]$/, "")] ?? []), value];
    return {
      status: failure.status,
      retryAfter: failure.status === 429 ? Number(failure.values.seconds ?? 60) : undefined,
      form: { command: name, failure: { key: failure.key, values: failure.values }, fields: failure.fields, typed },
    };
  }
}
