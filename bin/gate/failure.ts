import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What is said in one turn of the event loop leaves in one packet: Next sends the head, the body and the end apart. */
function gather(socket: Socket | null) {
  if (!socket || socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}

/**
 * Lets everything through but a bare 500, which it holds back: `failed` is called once and gives the answer in its
 * place. A handler's own problem answer passes. Returns a way to take the answer over from outside (a late refusal).
 * Also sets what every dynamic answer carries: it is private and not stored.
 */
export function intercept(
  response: ServerResponse,
  path: string,
  failed: (take: (give: () => void) => void) => Promise<void>,
) {
  const { writeHead, write, end, flushHeaders } = response;
  let taken = false;
  const giveBack = () => Object.assign(response, { writeHead, write, end, flushHeaders });
  /** Everything that the handler still says goes nowhere. */
  const silence = () => {
    taken = true;
    const last = (args: unknown[]) => {
      const done = args.at(-1);
      if (typeof done === "function") setImmediate(() => done());
    };
    Object.assign(response, {
      writeHead: () => response,
      flushHeaders: () => {},
      write: (...args: unknown[]) => last(args) === undefined,
      end: (...args: unknown[]) => last(args) ?? response,
    });
  };
  const take = (give: () => void) => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    giveBack();
    give();
    silence();
  };
  const look = (status: number) => {
    if (!taken) gather(response.socket);
    if (taken || response.headersSent) return taken;
    // What is answered before its body has come leaves a connection on which nobody knows where the next request begins.
    if (!response.req.complete) response.setHeader("Connection", "close");
    const type = String(response.getHeader("content-type") ?? "");
    if (status === 500 && !type.startsWith("application/problem+json")) {
      silence();
      void failed(take);
      return true;
    }
    const stored =
      path.startsWith("/_next/static/") || (status === 200 && !/^(text\/html|text\/x-component)/.test(type));
    if (!stored || (path.startsWith("/api/") && !response.hasHeader("cache-control"))) {
      response.setHeader("Cache-Control", "private, no-store");
    }
    return false;
  };
  Object.assign(response, {
    writeHead: (status: number, ...rest: unknown[]) =>
      look(status) ? response : Reflect.apply(writeHead, response, [status, ...rest]),
    flushHeaders: () => look(response.statusCode) || flushHeaders.call(response),
    write: (...args: unknown[]) => {
      if (!look(response.statusCode)) return Reflect.apply(write, response, args);
      return Reflect.apply(response.write, response, args);
    },
    end: (...args: unknown[]) => {
      if (!look(response.statusCode)) return Reflect.apply(end, response, args);
      return Reflect.apply(response.end, response, args);
    },
  });
  return (give: () => void) => {
    if (taken || response.headersSent) return;
    taken = true;
    take(give);
  };
}
