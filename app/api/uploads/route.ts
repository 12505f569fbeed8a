import { DomainError } from "@/lib/domain/error";
import { json, requestCredential, withProblems } from "@/server/answer";
import { storeUpload } from "@/server/files/uploads";

/**
 * A file as the body of the request, streamed to the disk. The address names the project and the record
 * (`?projectId=…&activityId=…&bytes=…`), `x-file-name` the file (percent-encoded), `x-command-id` makes a retry safe.
 */
export function POST(request: Request): Promise<Response> {
  return withProblems(async () => {
    const type = request.headers.get("content-type") ?? "";
    if (/^(multipart\/|application\/x-www-form-urlencoded|application\/json)/i.test(type))
      throw new DomainError("unsupportedType", 415);
    const { searchParams } = new URL(request.url);
    const asked = { ...Object.fromEntries(searchParams), fileName: fileName(request.headers.get("x-file-name")) };
    const file = await storeUpload(
      await requestCredential(),
      request.headers.get("x-command-id"),
      asked,
      request.body && chunks(request.body),
    );
    return json(file, { status: 201 });
  });
}

function fileName(header: string | null): string | undefined {
  try {
    return header === null ? undefined : decodeURIComponent(header);
  } catch {
    throw new DomainError("malformed", 400);
  }
}

async function* chunks(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
