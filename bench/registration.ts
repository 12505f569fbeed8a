import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/connection";
import type { Load } from "./load";
import { compare, run } from "./measure";

/** The demo's meeting, open on the demo's day, and a wanted 95th percentile in milliseconds. */
const slug = "setkani-apk-2025";
const wantedP95 = 300;

const answerOf = {
  slug,
  locale: "cs",
  name: "Věra Kubíková",
  role: "mentor",
  municipality: "560286",
  site: "any",
  consent: true,
};

/** What one person sends; {mark} stands for an address of his own (bench/load.ts). */
export const registrationInput = { ...answerOf, email: "zkouska-{mark}@obec.example" };

type Sent = { email: string; status: number; retryAfter: string | undefined; took: number };

/**
 * Registrations that arrive when they arrive, whether the ones before are answered or not, each from one of `networks`
 * networks: how long each waited from the moment at which it was due.
 */
async function arrive(url: string, perSecond: number, seconds: number, networks: number): Promise<Sent[]> {
  const began = performance.now();
  const due = Array.from({ length: Math.round(perSecond * seconds) }, (_, at) => (at * 1000) / perSecond);
  return Promise.all(
    due.map(async (at, number) => {
      await sleep(Math.max(0, began + at - performance.now()));
      const email = `nahle-${randomUUID().slice(0, 13)}@obec.example`;
      const { status, retryAfter } = await send(
        url,
        email,
        `10.9.${Math.floor((number % networks) / 200)}.${1 + ((number % networks) % 200)}`,
      );
      return { email, status, retryAfter, took: performance.now() - began - at };
    }),
  );
}

function send(url: string, email: string, network: string): Promise<Omit<Sent, "email" | "took">> {
  const body = JSON.stringify({ commandId: randomUUID(), input: { ...answerOf, email } });
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/api/v1/commands/registration.send`,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          origin: url,
          "x-forwarded-for": network,
        },
      },
      (answer) => {
        answer
          .resume()
          .once("end", () => resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] }));
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

const p95 = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

/**
 * A minute of 200 registrations beside normal use, then five times as many, then the speed of the command against that of
 * logging a shift in the same run. The server must take the address of a visitor from its proxy (HLIDKA_PROXIES=1). True
 * when the first answers in time, the second refuses early with Retry-After and loses nothing that it acknowledged.
 */
export async function registration(
  url: string,
  superuserUrl: string,
  seconds: number,
  use: Omit<Load, "seconds" | "connections">,
  logging: Load,
) {
  const beside = <T>(work: Promise<T>) =>
    Promise.all([work, run({ ...use, connections: 2, seconds })]).then(([done, figures]) => ({ done, figures }));
  const usual = await beside(arrive(url, 200 / 60, seconds, 200));
  const storm = await beside(arrive(url, 1000 / 60, seconds, 200));

  const late = p95(usual.done.map(({ took }) => took));
  const failed = usual.done.filter(({ status }) => status !== 200);
  const taken = [...usual.done, ...storm.done].filter(({ status }) => status === 200).map(({ email }) => email);
  const refused = storm.done.filter(({ status }) => status !== 200);
  const silent = refused.filter(({ status, retryAfter }) => ![429, 503].includes(status) || !retryAfter);
  const sql = connect(superuserUrl.replace(/\/postgres$/, "/hlidka"), 1);
  const [kept] = await sql`select count(*)::int as n from registrations where email = any (${taken})`;
  await sql.end();
  const lost = taken.length - Number(kept?.n);

  const { ratio, product, floor } = await compare(
    "registration",
    0.5,
    {
      load: {
        ...logging,
        url: `${url}/api/v1/commands/registration.send`,
        headers: visitorHeaders(url),
        command: registrationInput,
      },
      pids: [],
    },
    { load: logging, pids: [] },
  );
  console.log(
    `registration: ${usual.done.length} in ${seconds} s beside ${usual.figures.perSecond.toFixed(0)} pages a second: p95 ${late.toFixed(0)} ms (≤ ${wantedP95}), ${failed.length} refused`,
  );
  console.log(
    `five times as many: p95 ${p95(storm.done.map(({ took }) => took)).toFixed(0)} ms, ${refused.length} of ${storm.done.length} refused, ${silent.length} of them without saying when to come again, ${lost} acknowledged lost`,
  );
  console.log(
    `one registration against one logged shift: ${ratio.toFixed(2)} (wanted 0.5); ${product.perSecond.toFixed(0)}/s against ${floor.perSecond.toFixed(0)}/s`,
  );
  return late <= wantedP95 && failed.length === 0 && silent.length === 0 && lost === 0 && ratio >= 0.5;
}

const visitorHeaders = (url: string) => ({
  "content-type": "application/json",
  origin: url,
  "x-forwarded-for": "{network}",
});
