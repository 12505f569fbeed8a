import { type ListForReview, listSchema, type ReadingForReview, readingSchema } from "@/lib/intake/reading-schema";

/** A text that was pasted, or a file. */
export type IntakeSource = string | File;
export type IntakeAnswer = { reading: ReadingForReview } | { list: ListForReview } | { refusal: string | null };

/** Sends a text or a file to be read; refusal: the server's sentence, null where there was no answer. */
export async function askIntake(source: IntakeSource, query: string): Promise<IntakeAnswer> {
  try {
    const response = await fetch(`/api/v1/intake?q=${encodeURIComponent(query)}`, {
      method: "POST",
      headers: {
        "content-type": typeof source === "string" ? "text/plain; charset=utf-8" : "application/octet-stream",
        accept: "application/json",
      },
      body: source,
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) {
      const reading = readingSchema.safeParse(body);
      if (reading.success) return { reading: reading.data };
      const list = listSchema.safeParse(body);
      if (list.success) return { list: list.data.list };
    }
    const title = typeof body === "object" && body !== null ? Reflect.get(body, "title") : undefined;
    return { refusal: typeof title === "string" ? title : null };
  } catch {
    return { refusal: null };
  }
}
