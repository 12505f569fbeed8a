import { z } from "zod";
import { type AskReason, askReasons, leftOutReasons } from "@/lib/import/asked";
import type { ExpensePreview } from "@/server/views/expense-import";

const beside = z
  .object({
    id: z.string(),
    documentNumber: z.string(),
    supplier: z.string(),
    issuedOn: z.string(),
    amountHalere: z.number(),
  })
  .nullable();
const row = z.object({
  row: z.number(),
  documentNumber: z.string(),
  line: z.string(),
  description: z.string(),
  paidOn: z.string().nullable(),
  amountHalere: z.number(),
  beside,
});
const group = z.object({ count: z.number(), sumHalere: z.number(), first: z.array(row) });
const previewSchema = z.object({
  sha256: z.string(),
  format: z.enum(["csv", "xlsx"]),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  ignored: z.array(z.string()),
  notes: z.array(z.string()),
  leftOut: z.array(z.object({ row: z.number(), text: z.string(), reason: z.enum(leftOutReasons) })),
  overdrawn: z.array(z.object({ code: z.string(), name: z.string(), overHalere: z.number() })),
  asked: z.array(
    z.object({
      reason: z.enum(askReasons),
      taken: z.boolean(),
      count: z.number(),
      sumHalere: z.number(),
      first: z.array(
        z.object({
          row: z.number(),
          documentNumber: z.string().nullable(),
          description: z.string().nullable(),
          amountHalere: z.number().nullable(),
          beside,
        }),
      ),
    }),
  ),
  imported: z.object({ id: z.string(), at: z.string(), rowCount: z.number() }).nullable(),
  ok: group,
  there: group,
  bad: z.object({
    count: z.number(),
    problems: z.array(
      z.object({ row: z.number(), column: z.string().nullable(), text: z.string(), reason: z.string() }),
    ),
  }),
}) satisfies z.ZodType<ExpensePreview>;
const doneSchema = z.object({
  result: z.object({ importId: z.string(), added: z.number(), skipped: z.number(), sumHalere: z.number() }),
});
const refusal = z.object({ detail: z.string() });

/** What the import of a file would do, or the sentence of its refusal (none when there was no answer). */
export async function askPreview(
  slug: string,
  file: File,
  taken: readonly AskReason[] = [],
): Promise<{ preview: ExpensePreview } | { refused?: string }> {
  const { body } = await post(`/api/v1/projects/${slug}/expenses/preview?take=${taken.join(",")}`, file);
  const preview = previewSchema.safeParse(body);
  return preview.success ? { preview: preview.data } : { refused: refusal.safeParse(body).data?.detail };
}

/** Imports a file. final: the server refused, so another try is another command. */
export async function sendFile(
  slug: string,
  file: File,
  { commandId, skip, taken }: { commandId: string; skip: boolean; taken: readonly AskReason[] },
): Promise<{ done: z.output<typeof doneSchema>["result"] } | { refused?: string; final: boolean }> {
  const query = new URLSearchParams({
    commandId,
    name: file.name.slice(-200),
    skip: skip ? "1" : "0",
    take: taken.join(","),
  });
  const { status, body } = await post(`/api/v1/projects/${slug}/expenses/import?${query}`, file);
  const done = doneSchema.safeParse(body);
  if (done.success) return { done: done.data.result };
  return { refused: refusal.safeParse(body).data?.detail, final: status >= 400 && status < 500 };
}

async function post(address: string, file: File): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream", accept: "application/json" },
      body: file,
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: null };
  }
}
