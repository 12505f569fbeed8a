import { json, requestCredential, withProblems } from "@/server/answer";
import { storeEmblem } from "@/server/files/emblems";

/** An emblem (PNG or JPEG) as the body of the request, for `?organisationId=…`; `x-command-id` makes a retry safe. */
export function POST(request: Request): Promise<Response> {
  return withProblems(async () => json(await storeEmblem(await requestCredential(), request), { status: 201 }));
}
