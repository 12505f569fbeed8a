// Mails are ordered in transactions, some of which are rolled back, while the workers that send them to a real mail
// server are killed (kill -9) at every step: none is lost, a double carries the same Message-ID and costs a kill, and
// what was rolled back never mails. The control marks a mail before it is sent, and must lose.
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { queueMail } from "@/db/mutations/outbox";
import { makeCast } from "../support/cast";
import { type Step, startSmtp } from "../support/smtp";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { keepWorker } from "./mail/worker";

/** Where a worker is killed, in this order: while it talks to the server about a mail, and at any moment. */
const deaths = ["end", "taken", "from", "data", "any", "to", "taken", "connect", "end", "any"] as const;
/** Events and kills that are wished for, and the seconds after which fewer kills do; a slow machine gets four times that. */
const quick = { events: 600, kills: 12, seconds: 24 };
const long = { events: 10_000, kills: 60, seconds: 300 };
const fewest = 5;
const orderers = 6;
const backlog = 200;

class ChangedMind extends Error {}
type Order = { messageId: string; to: string; committed: boolean };

async function mail(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  Object.assign(process.env, stand.env);
  const sql = connect(stand.superuserUrl, 2);
  await makeCast();
  const people = await sql<{ id: string; email: string; organisationId: string }[]>`
    select id, email, organisation_id as "organisationId" from users where active order by email limit 6`;
  const [unknown, busy] = people;
  if (!unknown || !busy) throw new Error("nobody is there");

  const kills: Partial<Record<(typeof deaths)[number], number>> = {};
  let made = 0;
  /** Set while a death waits for a worker to come to its step. */
  let due: (typeof deaths)[number] | null = null;
  const deferred = new Set<string>();
  let bounced = 0;
  const workers: ReturnType<typeof keepWorker>[] = [];
  const die = (worker: number, step: (typeof deaths)[number]) => {
    if (due !== step || !workers[worker]?.kill()) return;
    due = null;
    made += 1;
    kills[step] = (kills[step] ?? 0) + 1;
  };
  const servers = await Promise.all(
    [0, 1].map((worker) =>
      startSmtp((step: Step, { to, messageId }) => {
        // A moment after the answer, so that the kill falls before, into or after the note that it was sent.
        if (step === "taken") setTimeout(() => die(worker, step), Math.random() * 6);
        else die(worker, step);
        if (step === "to" && to === unknown.email) {
          bounced += 1;
          return { status: 550, text: "5.1.1 no such person" };
        }
        if (step !== "end" || to !== busy.email || deferred.has(messageId)) return undefined;
        deferred.add(messageId);
        return { status: 451, text: "4.7.1 come again" };
      }),
    ),
  );
  for (const server of servers)
    workers.push(
      keepWorker(sabotage ? "tests/proofs/mail/hasty.ts" : "bin/worker.ts", {
        ...stand.env,
        SMTP_URL: server.url,
        SMTP_TLS: "off",
        MAIL_FROM: "hlidka@mesto.example",
        HLIDKA_AGAIN: "1",
      }),
    );

  const most = full ? long : quick;
  const orders: Order[] = [];
  let committed = 0;
  const began = Date.now();
  const done = () => {
    const seconds = (Date.now() - began) / 1000;
    const enough = orders.length >= most.events && made >= most.kills;
    return enough || (!full && seconds > most.seconds && made >= fewest) || seconds > 4 * most.seconds;
  };
  const settled = () => servers.reduce((sum, { mails }) => sum + mails.length, bounced);
  const orderer = async () => {
    while (!done()) {
      // Enough waits for a worker to be in the middle of something; more would only take longer.
      if (committed > settled() + backlog) {
        await sleep(20);
        continue;
      }
      const person = people[Math.floor(Math.random() * people.length)] ?? unknown;
      const one = await order(person);
      orders.push(one);
      if (one.committed) committed += 1;
      if (!full) await sleep(20);
    }
  };
  const killer = async () => {
    // Spread over the events: a worker that is killed at once whenever it comes back sends nothing.
    const between = (0.6 * most.events) / most.kills;
    for (let n = 0; made < most.kills && !done(); n += 1) {
      while (settled() < n * between && !done()) await sleep(20);
      const step = deaths[n % deaths.length] ?? "any";
      // Who is connected does not connect again: it is killed, and once more as it comes back.
      if (step === "connect") {
        due = "any";
        die(n % 2, "any");
      }
      due = step;
      while (due !== null && !done()) {
        die(n % 2, "any");
        await sleep(10);
      }
    }
    due = null;
  };
  // What is to be tried again later is tried at once.
  const hurry = setInterval(() => {
    sql`update outbox set next_attempt_at = now() where state = 'waiting' and next_attempt_at > now()`.catch(() => {});
  }, 700);
  await Promise.all([killer(), ...Array.from({ length: orderers }, orderer)]);
  // Until all are settled, or nothing has moved for half a minute.
  const left = async () => (await sql`select count(*)::int as n from outbox where state = 'waiting'`)[0]?.n ?? 0;
  for (let still = 0, before = await left(); before > 0 && still < 150; ) {
    await sleep(200);
    const now = await left();
    still = now === before ? still + 1 : 0;
    before = now;
  }
  clearInterval(hurry);
  await Promise.all(workers.map((worker) => worker.stop()));

  const broken: string[] = [];
  const arrived = new Map<string, string[]>();
  for (const { messageId, to } of servers.flatMap(({ mails }) => mails))
    arrived.set(messageId, [...(arrived.get(messageId) ?? []), to]);
  const known = new Map(orders.map((one) => [`<${one.messageId}@127.0.0.1>`, one]));
  for (const [id, { to, ...one }] of known) {
    const times = arrived.get(id)?.length ?? 0;
    if (!one.committed && times > 0) broken.push(`rolled back, and mailed: ${id}`);
    if (one.committed && to !== unknown.email && times === 0) broken.push(`lost: ${id}`);
    if (arrived.get(id)?.some((who) => who !== to)) broken.push(`to somebody else: ${id}`);
  }
  // What the worker orders by itself of a morning is none of the events.
  const others = await sql<{ id: string }[]>`select message_id as id from outbox where template <> 'test'`;
  const own = new Set(others.map(({ id }) => `<${id}@127.0.0.1>`));
  for (const id of arrived.keys()) if (!known.has(id) && !own.has(id)) broken.push(`nobody ordered it: ${id}`);
  const doubles = [...arrived.values()].reduce((sum, all) => sum + all.length - 1, 0);
  if (doubles > made) broken.push(`${doubles} doubles from ${made} kills`);
  const states =
    await sql`select state, recipient_id = ${unknown.id} as refused, count(*)::int as n, max(attempts) as attempts
    from outbox where template = 'test' group by 1, 2`;
  for (const { state, refused, n, attempts } of states)
    if (!sabotage && (state !== (refused ? "failed" : "sent") || (refused && attempts > 1)))
      broken.push(`${n} mails ${state} after ${attempts} tries${refused ? ", which were refused for good" : ""}`);
  await Promise.all([sql.end(), ...servers.map((server) => server.close())]);
  if (made < fewest) throw new Error(`only ${made} kills in the time there was`);

  return {
    held: broken.length === 0,
    broken,
    figures: {
      events: orders.length,
      committed,
      "rolled back": orders.length - committed,
      refused: orders.filter((one) => one.committed && one.to === unknown.email).length,
      deferred: deferred.size,
      arrived: arrived.size,
      kills: made,
      ...Object.fromEntries(Object.entries(kills).map(([step, n]) => [`at ${step}`, n])),
      doubles,
      lost: broken.filter((what) => what.startsWith("lost")).length,
    },
  };
}

/** One event that mails a person; every fifth is rolled back after it was ordered. */
async function order(person: { id: string; email: string; organisationId: string }): Promise<Order> {
  const event = randomUUID();
  const committed = Math.random() > 0.2;
  const messageId = createHash("sha256").update(`test/${event}/${person.id}`).digest("hex");
  await withActor({ kind: "operator" }, "write", async (tx) => {
    await queueMail(tx, {
      organisationId: person.organisationId,
      template: "test",
      recipientId: person.id,
      event,
      data: {},
    });
    if (!committed) throw new ChangedMind();
  }).catch((error) => {
    if (!(error instanceof ChangedMind)) throw error;
  });
  return { messageId, to: person.email, committed };
}

await prove("mail", () => ({ demo: false }), mail);
