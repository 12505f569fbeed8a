import { requestCredential, withProblems } from "@/server/answer";
import { readEmblem } from "@/server/files/emblems";

/** The emblem of an organisation, for an <img>: an attachment all the same, so that no browser opens it by itself. */
export function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return withProblems(async () => {
    const { id } = await params;
    const file = await readEmblem(await requestCredential(), id);
    return new Response(file.stream, {
      headers: {
        "content-type": file.mediaType,
        "content-length": String(file.size),
        "content-disposition": "attachment",
        "content-security-policy": "sandbox; default-src 'none'",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cache-control": "private, max-age=86400",
      },
    });
  });
}
