import { requestCredential, withProblems } from "@/server/answer";
import { readUpload } from "@/server/files/uploads";

/** A stored file, always to be saved and never shown: no browser runs or renders what somebody uploaded. */
export function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return withProblems(async () => {
    const { id } = await params;
    const file = await readUpload(await requestCredential(), id);
    const plain = file.fileName
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[^A-Za-z0-9._ -]+/g, "-");
    const encoded = encodeURIComponent(file.fileName).replace(
      /['()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16)}`,
    );
    return new Response(file.stream, {
      headers: {
        "content-type": file.mediaType,
        "content-length": String(file.size),
        "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
        "content-security-policy": "sandbox; default-src 'none'",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
      },
    });
  });
}
