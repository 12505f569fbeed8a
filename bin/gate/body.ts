import type { IncomingMessage } from "node:http";
import type { Refusal } from "@/server/http/gate";

const mebibyte = 1024 * 1024;
/** What lies here unfinished: of all, and of one client (a setting tells how many bodies, an office may stand behind one address). */
const most = { bodies: 2_000, bytes: 256 * mebibyte, bytesOfOne: 32 * mebibyte, streams: 64, streamsOfOne: 16 };

type Share = { bodies: number; bytes: number; streams: number };
const all: Share = { bodies: 0, bytes: 0, streams: 0 };
const shares = new Map<string, Share>();

/** How many bodies have not arrived whole, for the metrics. */
export const unfinishedBodies = (): number => all.bodies + all.streams;

const busy: Refusal = { status: 503, key: "busy", headers: { "Retry-After": "2" } };
const crowded: Refusal = { status: 429, key: "crowded", headers: { "Retry-After": "5" } };

export type BodyRules = {
  /** The client's network address, as the proxies before us tell it. */
  address: string;
  /** How many bodies of one address may be unfinished. */
  mostOfOne: number;
  /** Bytes; one more is refused with 413. */
  limit: number;
  /** Milliseconds from the head to the last byte; longer is refused with 408. */
  time: number;
  /** Whether the body is passed on piece by piece (an upload) instead of lying here until it is whole. */
  stream: boolean;
  refuse: (refusal: Refusal) => void;
};

function refusalOf(own: Share, { mostOfOne, stream }: BodyRules): Refusal | null {
  if (stream) return own.streams >= most.streamsOfOne ? crowded : all.streams >= most.streams ? busy : null;
  if (own.bodies >= mostOfOne || own.bytes >= most.bytesOfOne) return crowded;
  return all.bodies >= most.bodies || all.bytes >= most.bytes ? busy : null;
}

/**
 * Waits for a body, declared or chunked. One that is on its way takes no place among the requests that are worked on,
 * so whoever sends none keeps nobody out; what lies here unfinished is limited for one address and for all. Too many is
 * a 429 or 503, too large a 413, too slow a 408, each said once; what came too much is thrown away.
 * Resolves when the request may be worked on: with its last byte, or at once when it streams; with false when it was
 * refused or broken off.
 */
export function receiveBody(request: IncomingMessage, rules: BodyRules): Promise<boolean> {
  if (request.method !== "POST" || request.complete) return Promise.resolve(true);
  const { address, limit, time, stream, refuse } = rules;
  const own = shares.get(address) ?? { bodies: 0, bytes: 0, streams: 0 };
  const refusal = refusalOf(own, rules);
  if (refusal) {
    refuse(refusal);
    return Promise.resolve(false);
  }
  shares.set(address, own);
  const count = (kind: keyof Share, by: number) => {
    own[kind] += by;
    all[kind] += by;
  };
  count(stream ? "streams" : "bodies", 1);

  return new Promise((resolve) => {
    const kept: Buffer[] = [];
    let size = 0;
    let lying = 0;
    let state: "arriving" | "whole" | "refused" = "arriving";
    const push = request.push.bind(request);
    const end = (as: "whole" | "refused") => {
      if (state !== "arriving") return;
      state = as;
      clearTimeout(timer);
      if (as === "whole") for (const part of kept) push(part);
      kept.length = 0;
      count("bytes", -lying);
      count(stream ? "streams" : "bodies", -1);
      if (own.bodies + own.streams === 0) shares.delete(address);
      resolve(as === "whole");
    };
    const turnAway = (late: Refusal) => {
      end("refused");
      refuse(late);
    };
    const timer = setTimeout(turnAway, time, { status: 408, key: "slow" });
    request.once("close", () => end("refused"));
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        end("whole");
        return push(null);
      }
      if (state === "refused") return true;
      size += chunk.length;
      if (size > limit) turnAway({ status: 413, key: "length" });
      else if (stream) return push(chunk);
      else {
        kept.push(chunk);
        lying += chunk.length;
        count("bytes", chunk.length);
      }
      return true;
    };
    if (stream) resolve(true);
  });
}

/** The body of a request that receiveBody has let through, at once, so that whoever leaves now does not take it away. */
export function takeBody(request: IncomingMessage): Buffer<ArrayBuffer> {
  const parts: Buffer[] = [];
  for (let part: unknown = request.read(); part instanceof Buffer; part = request.read()) parts.push(part);
  return Buffer.concat(parts);
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
