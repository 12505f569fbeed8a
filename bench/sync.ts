import { findBrowser } from "@/bin/check/browser.mjs";
import { makeStand } from "@/bin/check/stand.mjs";
import { signIn as openSession } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { closePool } from "@/db/pool";
import { inputOf, type OutboxEntry } from "@/lib/domain/outbox";
import { execute } from "@/server/command";
import { commands } from "@/server/commands";
import { formPage, logPage, waits } from "@/tests/support/log-phone";
import { enter, eraseDisk, newDisk, openPhone } from "@/tests/support/phone";
import { anyShift, generate } from "@/tests/support/waiting-shifts";
import { signIn } from "./measure";

const count = 500;
const limit = 3;
const mentor = "mentor@sokolov.example";

/**
 * 500 shifts that wait in a browser, sent by its page until each has its receipt, against the same number of audited
 * activity.log one after another in this process, without a network between.
 */
export async function sync(say: (line: string) => void, rounds: number): Promise<boolean> {
  const browser = findBrowser(say);
  const stand = await makeStand({ say });
  const disk = await newDisk();
  const address = new URL(stand.superuserUrl);
  address.pathname = "/hlidka";
  const superuser = connect(address.href, 1);
  try {
    const url = await stand.startServer();
    Object.assign(process.env, stand.env, { HLIDKA_TEST_SERVER: url, HLIDKA_BROWSER: browser });
    const cookie = await signIn(url, mentor, stand.password);
    const [owner] = await superuser<{ userId: string; organisationId: string }[]>`
      select id as "userId", organisation_id as "organisationId" from users where email = ${mentor}`;
    const command = commands["activity.log"];
    const outcome = await openSession(mentor, stand.password);
    const token = "token" in outcome ? outcome.token : "";
    if (!owner || !command || !token) throw new Error("the demo has no mentor");
    const shape = await anyShift(superuser);
    const phone = await openPhone(disk);
    await enter(phone, cookie);
    await phone.page.goto(formPage);
    await phone.page.getByText("Tato stránka funguje i bez sítě.").waitFor();
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const floor = await timed(async () => {
        for (const entry of generate(count, owner, shape, "floor"))
          await execute({ kind: "session", token }, command, entry.name, entry.commandId, inputOf(entry));
      });
      const entries = generate(count, owner, shape, "sync");
      await phone.page.goto("about:blank");
      await phone.page.goto(`${url}/icon.svg`);
      await phone.page.evaluate(store, entries);
      await phone.page.goto(logPage);
      const sent = await timed(() => waits(phone.page, 0));
      const [there] = await superuser<{ n: number }[]>`select count(*)::int as n from activities
        where id in ${superuser(entries.map(({ activityId }) => activityId))}`;
      if (there?.n !== count) throw new Error(`${there?.n} of ${count} arrived`);
      ratios.push(sent / floor);
      say(`sync ${count} in ${Math.round(sent)} ms, floor ${Math.round(floor)} ms`);
    }
    await phone.close();
    const middle = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.POSITIVE_INFINITY;
    const held = middle <= limit;
    console.log(
      `sync of ${count} shifts: ${middle.toFixed(2)} x its floor, limit ${limit}: ${held ? "held" : "BROKEN"}`,
    );
    return held;
  } finally {
    await closePool();
    await superuser.end();
    await stand.stop();
    await eraseDisk(disk);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Puts entries where the page keeps them. */
async function store(entries: readonly OutboxEntry[]) {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open("hlidka-phone");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction("entries", "readwrite");
      for (const entry of entries) writing.objectStore("entries").put(entry);
      writing.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      writing.onabort = () => reject(writing.error);
    };
  });
}
