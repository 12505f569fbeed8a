import { IncomingMessage, type ServerResponse } from "node:http";
import { formHeader, formToHeader } from "@/server/http/refused-form";
import { takeVisitorForm } from "@/server/visitor-form";
import { peekBody } from "./body";

/**
 * Carries out a form that a page without scripts sent to its own address. Done: the browser is sent on (303). Refused: the
 * request for the page itself, which is to be answered under the refusal's status, with what was typed.
 */
export async function answerForm(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  address: string,
): Promise<IncomingMessage | null> {
  const outcome = await takeVisitorForm((await peekBody(request)) ?? "", path, address);
  if ("to" in outcome) {
    const set = outcome.cookie && { "set-cookie": outcome.cookie };
    response.writeHead(303, { location: outcome.to, "cache-control": "private, no-store", ...set });
    response.end();
    return null;
  }
  if (outcome.retryAfter) response.setHeader("retry-after", String(outcome.retryAfter));
  const { writeHead } = response;
  const as = (status: number) => (status === 200 ? outcome.status : status);
  Object.assign(response, {
    writeHead: (status: number, ...rest: unknown[]) => Reflect.apply(writeHead, response, [as(status), ...rest]),
  });
  const page = new IncomingMessage(request.socket);
  page.method = "GET";
  page.url = path;
  page.httpVersion = request.httpVersion;
  page.headers = { ...request.headers, [formHeader]: formToHeader(outcome.form) };
  for (const name of ["content-length", "content-type", "transfer-encoding"]) delete page.headers[name];
  page.push(null);
  return page;
}
