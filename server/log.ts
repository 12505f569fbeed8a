import { Writable } from "node:stream";
import pino, { type Logger } from "pino";
import { sqlState } from "@/db/failure";
import { env } from "@/lib/env";

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const plain = (text: string) => text.replace(control, " ").slice(0, 300);

/** For a person before a terminal: what went wrong, one sentence a line, and no line for what went right. */
const terminal = () =>
  new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      const { msg, request, method, route, failure } = JSON.parse(line);
      const what = [request, method, route, failure?.name, failure?.sqlState, failure?.at?.[0]].filter(Boolean);
      process.stderr.write(`${plain([msg, ...what].join(" "))}\n`);
      done();
    },
  });

let opened: Logger | undefined;

/**
 * The structured log of this process: JSON a line on standard output (HLIDKA_LOG=json), or the failures in words for a
 * person. Nobody's name, mail, text or token is ever handed to it: ids, codes, patterns of routes and numbers only.
 */
export function log(): Logger {
  const { HLIDKA_LOG: form, HLIDKA_LOG_LEVEL: level } = env();
  opened ??= pino(
    {
      // A person is told of failures alone; what is not printed need not be put together either.
      level: form === "plain" && (level === "debug" || level === "info") ? "warn" : level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    form === "json" ? pino.destination({ dest: 1, sync: true }) : terminal(),
  );
  return opened;
}

/** What may be told of an error: its kind and where it arose, never its message, which may quote a row or a parameter. */
export function failureOf(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = error.stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")) ?? [];
  const state = sqlState(error);
  return {
    name: plain(error.name),
    ...(state ? { sqlState: state.code, constraint: state.constraint } : {}),
    ...("digest" in error && typeof error.digest === "string" ? { digest: plain(error.digest) } : {}),
    at: frames.slice(0, 8).map((line) => plain(line.trim())),
  };
}
