import type { IncomingMessage } from "node:http";
import type { Refusal } from "@/server/http/gate";

/**
 * Counts a body while it arrives, declared or chunked, and refuses it once when it is larger than `limit` bytes or
 * slower than `time` milliseconds. What came too much is thrown away.
 */
export function limitBody(request: IncomingMessage, limit: number, time: number, refuse: (refusal: Refusal) => void) {
  if (request.method !== "POST") return;
  let size = 0;
  let over = false;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk !== null && chunk !== undefined) {
      size += chunk instanceof Uint8Array ? chunk.byteLength : String(chunk).length;
      if (over) return true;
      if (size > limit) {
        over = true;
        refuse({ status: 413, key: "length" });
        return true;
      }
    }
    return push(chunk, encoding);
  };
  const timer = setTimeout(() => {
    if (request.complete) return;
    over = true;
    refuse({ status: 408, key: "slow" });
  }, time);
  request.once("close", () => clearTimeout(timer));
}

/**
 * Reads a body of declared length and puts it back, so that the next reader finds it whole; null when the length is
 * not declared or the body ends early.
 */
export function peekBody(request: IncomingMessage): Promise<string | null> {
  const length = Number(request.headers["content-length"] ?? Number.NaN);
  if (!Number.isInteger(length)) return Promise.resolve(null);
  if (length === 0) return Promise.resolve("");
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const end = (body: string | null) => {
      request.off("readable", look).off("error", fail).off("close", fail);
      resolve(body);
    };
    const fail = () => end(null);
    const look = () => {
      for (let part: unknown = request.read(); part !== null; part = request.read()) {
        if (!(part instanceof Buffer)) return fail();
        parts.push(part);
        size += part.length;
        if (size >= length) break;
      }
      if (size < length) return;
      const whole = Buffer.concat(parts);
      request.unshift(whole);
      end(whole.toString("utf8"));
    };
    request.on("readable", look).on("error", fail).on("close", fail);
  });
}
